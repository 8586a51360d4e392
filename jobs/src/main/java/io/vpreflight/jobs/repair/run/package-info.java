// SPDX-License-Identifier: Apache-2.0
/**
 * Carries approved plans out, so that a power cut at any moment leaves a legal state. The procedure
 * of each repair is data ({@link io.vpreflight.jobs.repair.run.Procedures}); one engine drives any
 * of them ({@link io.vpreflight.jobs.repair.run.Engine}), and what it does not know it settles by
 * looking at vCenter, never by sending again.
 */
@NullMarked
package io.vpreflight.jobs.repair.run;

import org.jspecify.annotations.NullMarked;
