// SPDX-License-Identifier: Apache-2.0
/** Why a repair leaves a virtual machine alone: one list, in code and in every plan. Pure. */
@NullMarked
package io.vpreflight.jobs.repair.refusal;

import org.jspecify.annotations.NullMarked;
