@NullMarked
package io.vpreflight.jobs.check.tracking;

import org.jspecify.annotations.NullMarked;
