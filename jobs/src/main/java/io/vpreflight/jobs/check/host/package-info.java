/** Hosts that are off, away or set aside, and the virtual machines that hang on them. */
@NullMarked
package io.vpreflight.jobs.check.host;

import org.jspecify.annotations.NullMarked;
