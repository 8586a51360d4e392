@NullMarked
package io.vpreflight.jobs.check.reboot;

import org.jspecify.annotations.NullMarked;
