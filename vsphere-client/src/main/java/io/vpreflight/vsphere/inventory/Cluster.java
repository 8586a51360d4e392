// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cluster, or the compute resource of a stand-alone host. Source: vim25 {@code
 * ClusterComputeResource}, {@code ComputeResource}.
 *
 * @param ref reference; its type tells which of the two it is
 * @param name name; the moId when vCenter gave no name
 * @param parent folder
 * @param host its hosts
 * @param drsEnabled DRS
 * @param drsBehavior {@code fullyAutomated} ...
 * @param dpmEnabled power management: standby is by design
 * @param dasEnabled HA
 * @param totalVmCount virtual machines that the cluster counts, visible to this account or not
 * @param unreadable what was asked for and not given
 */
public record Cluster(
    MoRef ref,
    String name,
    @Nullable MoRef parent,
    List<MoRef> host,
    @Nullable Boolean drsEnabled,
    @Nullable String drsBehavior,
    @Nullable Boolean dpmEnabled,
    @Nullable Boolean dasEnabled,
    @Nullable Integer totalVmCount,
    Unreadable unreadable) {
  public Cluster {
    host = List.copyOf(host);
  }
}
