// SPDX-License-Identifier: Apache-2.0
/**
 * Between two audits: inventories that are kept fresh, and judged anew when something in them has
 * changed.
 */
@org.jspecify.annotations.NullMarked
package io.vpreflight.jobs.live;
