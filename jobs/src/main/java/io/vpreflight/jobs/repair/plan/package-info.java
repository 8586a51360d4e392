// SPDX-License-Identifier: Apache-2.0
/** What a repair would do, to what, and why not: pure, and the same bytes for the same plan. */
@NullMarked
package io.vpreflight.jobs.repair.plan;

import org.jspecify.annotations.NullMarked;
