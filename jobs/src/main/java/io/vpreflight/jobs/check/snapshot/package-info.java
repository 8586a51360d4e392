@NullMarked
package io.vpreflight.jobs.check.snapshot;

import org.jspecify.annotations.NullMarked;
