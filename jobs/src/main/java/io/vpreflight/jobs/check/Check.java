// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check;

/**
 * One thing that can be wrong. A check is pure: it sees inventories and nothing else, no clock, no
 * client, and says the same of the same inventory for ever.
 */
public sealed interface Check permits ObjectCheck, EstateCheck {
  /** What it is, as data. */
  CheckInfo info();
}
