// SPDX-License-Identifier: Apache-2.0
/** Makes plans of what was read of a vCenter. Pure: no clock, no client, no store. */
@NullMarked
package io.vpreflight.jobs.repair.planner;

import org.jspecify.annotations.NullMarked;
