// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import io.vpreflight.vsphere.VSphereException;

/**
 * A vCenter of which there is no inventory.
 *
 * @param name as the admin calls it
 * @param problem why
 */
public record FailedSource(String name, VSphereException problem) {}
