// SPDX-License-Identifier: Apache-2.0
/** What changed between two audits, out of their reports in JSON. */
@NullMarked
package io.vpreflight.jobs.report.diff;

import org.jspecify.annotations.NullMarked;
