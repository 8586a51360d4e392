// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import org.jspecify.annotations.Nullable;

/**
 * A datastore. Source: vim25 {@code Datastore}.
 *
 * @param ref reference inside its vCenter
 * @param name name; the moId when vCenter gave no name
 * @param parent folder or datastore cluster
 * @param type {@code VMFS}, {@code NFS}, {@code NFS41}, {@code vsan}, {@code VVOL} ...
 * @param capacity bytes
 * @param freeSpace bytes
 * @param uncommitted bytes promised to thin disks
 * @param accessible some host reaches it
 * @param maintenanceMode {@code normal} ...
 * @param url unique locator
 * @param maxFileSize bytes
 * @param unreadable what was asked for and not given
 */
public record Datastore(
    MoRef ref,
    String name,
    @Nullable MoRef parent,
    @Nullable String type,
    @Nullable Long capacity,
    @Nullable Long freeSpace,
    @Nullable Long uncommitted,
    @Nullable Boolean accessible,
    @Nullable String maintenanceMode,
    @Nullable String url,
    @Nullable Long maxFileSize,
    Unreadable unreadable) {}
