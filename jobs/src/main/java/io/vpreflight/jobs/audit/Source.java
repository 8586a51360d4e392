// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import io.vpreflight.vsphere.InventoryCollector;

/**
 * Something that an inventory can be had from.
 *
 * @param name as the admin calls it: host name or file
 * @param collector reads it
 */
public record Source(String name, InventoryCollector collector) {}
