// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import org.jspecify.annotations.Nullable;

/**
 * A folder, datacenter, resource pool, vApp or datastore cluster: what paths are made of.
 *
 * @param ref reference
 * @param name name; the moId when vCenter gave no name
 * @param parent null for the root folder
 */
public record Container(MoRef ref, String name, @Nullable MoRef parent) {}
