@NullMarked
package io.vpreflight.jobs.check;

import org.jspecify.annotations.NullMarked;
