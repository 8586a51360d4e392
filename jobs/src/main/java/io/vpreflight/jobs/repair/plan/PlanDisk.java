// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.plan;

import org.jspecify.annotations.Nullable;

/**
 * A disk of a target as it was when the plan was made.
 *
 * @param key device key, such as 2000
 * @param label such as {@code Hard disk 1}
 * @param capacityBytes bytes; null when vCenter did not say
 * @param fileName {@code backing.fileName} of the current file
 * @param datastore moId of its datastore
 * @param changeId what the newest snapshot before the repair showed, of now or of an earlier
 *     capture; null when none did
 * @param excluded why it cannot be tracked, as {@code Unsupported.label()} says; null when it can
 */
public record PlanDisk(
    int key,
    String label,
    @Nullable Long capacityBytes,
    @Nullable String fileName,
    @Nullable String datastore,
    @Nullable String changeId,
    @Nullable String excluded) {}
