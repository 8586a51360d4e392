// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.jobs.service.PlanDesk;
import io.vpreflight.jobs.service.RunDesk;

/**
 * What repairs are made of, for the resources.
 *
 * @param plans that are kept
 * @param runs of plans, in this process
 * @param maker of plans
 */
public record RepairParts(PlanDesk plans, RunDesk runs, PlanMaker maker) {}
