// SPDX-License-Identifier: Apache-2.0
/**
 * Carries approved plans out, so that a power cut at any moment leaves a legal state. The procedure
 * of each repair is the data of its plan ({@link io.vpreflight.jobs.repair.plan.PlanStep}); one
 * engine drives any of them, on a virtual machine as on a host ({@link
 * io.vpreflight.jobs.repair.run.RepairRunner}), and what it does not know it settles by looking at
 * vCenter, never by sending again.
 */
@NullMarked
package io.vpreflight.jobs.repair.run;

import org.jspecify.annotations.NullMarked;
