// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

/**
 * What the service may repair, checked.
 *
 * @param isOn true when it carries out plans that were approved; off unless somebody says so
 * @param switches repairs that are switched on by name
 * @param file what holds for every audit, and so for the checks that a plan names
 */
public record ServiceRepairs(boolean isOn, RepairSwitches switches, AuditDraft file) {}
