// SPDX-License-Identifier: Apache-2.0
/**
 * Repairs that nobody asks for one by one: a policy that an admin wrote says what, where, when and
 * how much. It makes a plan like any other, and the plan is held against everything that any plan
 * is held against. Whoever triggers it, a command or a scheduler, calls {@link
 * io.vpreflight.jobs.repair.policy.PolicyRunner}.
 */
@NullMarked
package io.vpreflight.jobs.repair.policy;

import org.jspecify.annotations.NullMarked;
