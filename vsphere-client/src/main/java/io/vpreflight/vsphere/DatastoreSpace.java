// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere;

import io.vpreflight.vsphere.inventory.MoRef;
import org.jspecify.annotations.Nullable;

/**
 * Room on a datastore. Source: vim25 {@code Datastore.summary}.
 *
 * @param ref reference inside its vCenter
 * @param name its name
 * @param freeSpaceBytes as vCenter last heard of it; null when it does not say
 * @param capacityBytes of the whole; null when vCenter does not say
 * @param accessible whether any host reaches it; null when vCenter does not say
 * @param maintenanceMode {@code normal} ...
 */
public record DatastoreSpace(
    MoRef ref,
    String name,
    @Nullable Long freeSpaceBytes,
    @Nullable Long capacityBytes,
    @Nullable Boolean accessible,
    @Nullable String maintenanceMode) {}
