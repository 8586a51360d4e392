// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import io.vpreflight.jobs.check.Check;
import io.vpreflight.jobs.check.access.PartialView;
import io.vpreflight.jobs.check.host.HostDisconnected;
import io.vpreflight.jobs.check.host.HostMaintenance;
import io.vpreflight.jobs.check.host.HostNotResponding;
import io.vpreflight.jobs.check.host.HostPoweredOff;
import io.vpreflight.jobs.check.host.HostStandby;
import io.vpreflight.jobs.check.host.VmConnectionBroken;
import io.vpreflight.jobs.check.host.VmHostUnavailable;
import io.vpreflight.jobs.check.identity.ConflictEvent;
import io.vpreflight.jobs.check.identity.DuplicateBiosUuid;
import io.vpreflight.jobs.check.identity.DuplicateInstanceUuid;
import io.vpreflight.jobs.check.identity.DuplicateMac;
import io.vpreflight.jobs.check.meta.AlarmTriggered;
import io.vpreflight.jobs.check.meta.ClockOffset;
import io.vpreflight.jobs.check.meta.TimeConfiguration;
import io.vpreflight.jobs.check.network.AdapterDisconnected;
import io.vpreflight.jobs.check.network.DuplicateAddress;
import io.vpreflight.jobs.check.network.NoIpAddress;
import io.vpreflight.jobs.check.reboot.CustomizationPending;
import io.vpreflight.jobs.check.reboot.GuestReboot;
import io.vpreflight.jobs.check.reboot.HardwareUpgradeScheduled;
import io.vpreflight.jobs.check.reboot.HostRebootRequired;
import io.vpreflight.jobs.check.reboot.PowerCyclePlanned;
import io.vpreflight.jobs.check.reboot.ToolsState;
import io.vpreflight.jobs.check.snapshot.ConsolidationNeeded;
import java.util.List;

/** Every check there is, sorted by id. One line a check; a test holds the list to its rules. */
public final class Checks {
  private static final List<Check> ALL =
      List.of(
          // sorted by id
          new HostDisconnected(),
          new HostNotResponding(),
          new HostMaintenance(),
          new HostPoweredOff(),
          new HostStandby(),
          new HostRebootRequired(),
          new TimeConfiguration(),
          new AlarmTriggered(),
          new ClockOffset(),
          new PartialView(),
          new VmConnectionBroken(),
          new CustomizationPending(),
          new VmHostUnavailable(),
          new ConflictEvent(),
          new DuplicateBiosUuid(),
          new DuplicateInstanceUuid(),
          new DuplicateMac(),
          new AdapterDisconnected(),
          new DuplicateAddress(),
          new NoIpAddress(),
          new GuestReboot(),
          new HardwareUpgradeScheduled(),
          new PowerCyclePlanned(),
          new ConsolidationNeeded(),
          new ToolsState());

  private Checks() {}

  /** All of them, sorted by id. */
  public static List<Check> all() {
    return ALL;
  }
}
