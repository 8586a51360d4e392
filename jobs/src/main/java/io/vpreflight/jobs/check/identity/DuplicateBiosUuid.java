// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.identity;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.Estate;
import io.vpreflight.jobs.check.EstateCheck;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.VmProperty;

/** Virtual machines share a BIOS UUID: whatever looks one up by it may find the other. */
public final class DuplicateBiosUuid implements EstateCheck {
  private static final CheckInfo INFO =
      CheckInfo.of(
              "vm.identity.duplicate-bios-uuid",
              "same-vcenter",
              "across-vcenters",
              "replica",
              "template",
              "stale-record")
          .requires(VmProperty.BIOS_UUID)
          .mayRead(
              VmProperty.CREATE_DATE,
              VmProperty.POWER_STATE,
              VmProperty.CONNECTION_STATE,
              HostProperty.HARDWARE)
          .allRoles()
          .judgesStale()
          .build();

  private static final Duplicates DUPLICATES =
      new Duplicates(VmProperty.BIOS_UUID, vm -> vm.config().uuid(), null);

  @Override
  public CheckInfo info() {
    return INFO;
  }

  @Override
  public Verdict check(Estate estate) {
    return DUPLICATES.in(estate);
  }
}
