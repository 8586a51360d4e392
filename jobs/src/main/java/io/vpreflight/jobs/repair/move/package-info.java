// SPDX-License-Identifier: Apache-2.0
/** Where a virtual machine may be moved to: what the plan asks, and what is asked again later. */
@NullMarked
package io.vpreflight.jobs.repair.move;

import org.jspecify.annotations.NullMarked;
