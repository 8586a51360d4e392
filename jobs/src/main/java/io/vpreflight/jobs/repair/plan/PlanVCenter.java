// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.plan;

import java.time.Instant;

/**
 * The vCenter of a plan.
 *
 * @param instanceUuid its identity
 * @param name as the admin names it
 * @param version such as {@code 8.0.3 build-24022515}
 * @param apiVersion that was spoken
 * @param readAt by the clock of vCenter: what the plan says was so then
 */
public record PlanVCenter(
    String instanceUuid, String name, String version, String apiVersion, Instant readAt) {}
