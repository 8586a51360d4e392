@NullMarked
package io.vpreflight.jobs.check.identity;

import org.jspecify.annotations.NullMarked;
