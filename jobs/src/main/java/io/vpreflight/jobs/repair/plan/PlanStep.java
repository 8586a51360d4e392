// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.plan;

import org.jspecify.annotations.Nullable;

/**
 * One step of the repair of one virtual machine.
 *
 * @param id its name in journal and transcript: {@code M1} to {@code M6} for what changes the
 *     virtual machine, {@code V} and {@code V2} for what is read, {@code P1} and {@code P2} for the
 *     snapshot before that shows the old changeIds
 * @param action what is done
 * @param about what it is done with: {@code A}, {@code B} or {@code P} for a snapshot that the
 *     repair itself makes, the moId of a snapshot of an earlier repair, the name of an attribute,
 *     the new instance UUID, the moId of the host that a machine is moved to, or the moIds of the
 *     machines that must be off when it is powered on; null for everything else
 * @param stuns true when the guest stands still for a moment
 */
public record PlanStep(String id, StepAction action, @Nullable String about, boolean stuns) {}
