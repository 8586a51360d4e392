// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.identity;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.Estate;
import io.vpreflight.jobs.check.EstateCheck;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.VmProperty;

/** Virtual machines share an instance UUID: replication products discover only one of them. */
public final class DuplicateInstanceUuid implements EstateCheck {
  private static final CheckInfo INFO =
      CheckInfo.of(
              "vm.identity.duplicate-instance-uuid",
              "same-vcenter",
              "across-vcenters",
              "replica",
              "template",
              "stale-record",
              "fault-tolerance")
          .requires(VmProperty.INSTANCE_UUID)
          .mayRead(
              VmProperty.CREATE_DATE,
              VmProperty.POWER_STATE,
              VmProperty.CONNECTION_STATE,
              HostProperty.HARDWARE)
          .allRoles()
          .judgesStale()
          .seedRows("000-48", "000-49", "000-60")
          .build();

  private static final Duplicates DUPLICATES =
      new Duplicates(VmProperty.INSTANCE_UUID, vm -> vm.config().instanceUuid(), "fault-tolerance");

  @Override
  public CheckInfo info() {
    return INFO;
  }

  @Override
  public Verdict check(Estate estate) {
    return DUPLICATES.in(estate);
  }
}
