// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.plan;

import org.jspecify.annotations.Nullable;

/**
 * Room on one datastore of a target.
 *
 * @param datastore moId
 * @param name as vCenter names it
 * @param capacityBytes bytes; null when vCenter did not say
 * @param freeBytes bytes free when the plan was made; null when vCenter did not say
 * @param neededBytes bytes that must be free before a snapshot is taken or disks are merged
 */
public record DatastoreNeed(
    String datastore,
    String name,
    @Nullable Long capacityBytes,
    @Nullable Long freeBytes,
    long neededBytes) {}
