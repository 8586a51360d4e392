// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import org.jspecify.annotations.Nullable;

/**
 * What a server says of itself before anyone logs in. Source: vim25 {@code AboutInfo}.
 *
 * @param name product name
 * @param fullName with version and build
 * @param version such as 8.0.3
 * @param build such as 24022515
 * @param apiType {@code VirtualCenter} or {@code HostAgent}
 * @param apiVersion such as 8.0.3.0
 * @param instanceUuid null on a stand-alone ESXi
 */
public record About(
    String name,
    String fullName,
    String version,
    String build,
    String apiType,
    String apiVersion,
    @Nullable String instanceUuid) {

  /** True for a vCenter, false for a stand-alone ESXi. */
  public boolean isVirtualCenter() {
    return apiType.equals("VirtualCenter");
  }
}
