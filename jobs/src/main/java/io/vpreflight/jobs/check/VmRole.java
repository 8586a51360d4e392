// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check;

/**
 * What a virtual machine is for. Not every one is an ordinary machine, and most checks are only
 * about those.
 */
public enum VmRole {
  /** A machine that somebody uses. */
  ORDINARY,
  /** A template: never runs. */
  TEMPLATE,
  /** vSphere Cluster Services: vSphere's own, no disk worth keeping. */
  VCLS,
  /** A pod of vSphere with Tanzu. */
  POD,
  /** Belongs to another extension. */
  MANAGED,
  /** Stands in for a machine at another site (Site Recovery Manager). */
  SRM_PLACEHOLDER,
  /** A copy that a replication product keeps: off, with restore points as snapshots, by design. */
  REPLICA,
  /** The second machine of a fault tolerance group. */
  FT_SECONDARY,
  /** The frozen parent of instant clones. */
  INSTANT_CLONE_PARENT,
  /** Runs on the disk of another machine. */
  LINKED_CLONE,
  /** Holds disks of other machines while it backs them up. */
  BACKUP_PROXY,
  /** vCenter itself, or an appliance of VMware. */
  MANAGEMENT_APPLIANCE;

  /** The name in files: lower case with hyphens. */
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
