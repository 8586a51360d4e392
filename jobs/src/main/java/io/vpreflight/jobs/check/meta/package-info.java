/** Clocks and alarms: what every other answer rests on, and what vCenter itself complains of. */
@NullMarked
package io.vpreflight.jobs.check.meta;

import org.jspecify.annotations.NullMarked;
