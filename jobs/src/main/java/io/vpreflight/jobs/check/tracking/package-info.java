/**
 * Changed block tracking. {@link io.vpreflight.jobs.check.tracking.ChangeTracking} alone knows what
 * state a disk is in; the checks here, profiles, repairs and reports ask it.
 */
@NullMarked
package io.vpreflight.jobs.check.tracking;

import org.jspecify.annotations.NullMarked;
