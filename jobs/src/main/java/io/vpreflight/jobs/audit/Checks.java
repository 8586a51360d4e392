// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import io.vpreflight.jobs.check.Check;
import io.vpreflight.jobs.check.device.DiskTooLarge;
import io.vpreflight.jobs.check.device.EncryptionEnabled;
import io.vpreflight.jobs.check.device.FaultToleranceEnabled;
import io.vpreflight.jobs.check.device.HardwareVersionTooOld;
import io.vpreflight.jobs.check.device.HostVersionUnsupported;
import io.vpreflight.jobs.check.device.IndependentDisk;
import io.vpreflight.jobs.check.device.NvmeDisk;
import io.vpreflight.jobs.check.device.PassthroughDevice;
import io.vpreflight.jobs.check.device.RawDeviceDisk;
import io.vpreflight.jobs.check.device.SecureBoot;
import io.vpreflight.jobs.check.device.SharedDisk;
import io.vpreflight.jobs.check.device.SnapshotBeforeTracking;
import io.vpreflight.jobs.check.device.Suspended;
import io.vpreflight.jobs.check.device.TooManyDisks;
import io.vpreflight.jobs.check.device.VCenterVersionUnsupported;
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
import io.vpreflight.jobs.check.reboot.CustomizationPending;
import io.vpreflight.jobs.check.reboot.GuestReboot;
import io.vpreflight.jobs.check.reboot.HardwareUpgradeScheduled;
import io.vpreflight.jobs.check.reboot.HostRebootRequired;
import io.vpreflight.jobs.check.reboot.PowerCyclePlanned;
import io.vpreflight.jobs.check.reboot.ToolsState;
import io.vpreflight.jobs.check.snapshot.ConsolidationNeeded;
import io.vpreflight.jobs.check.storage.DatastoreAccessLost;
import io.vpreflight.jobs.check.storage.DatastoreSnapshotsCrowded;
import io.vpreflight.jobs.check.storage.DatastoreSpaceLow;
import java.util.List;

/** Every check there is, sorted by id. One line a check; a test holds the list to its rules. */
public final class Checks {
  private static final List<Check> ALL =
      List.of(
          // sorted by id
          new DatastoreAccessLost(),
          new DatastoreSnapshotsCrowded(),
          new DatastoreSpaceLow(),
          new HostDisconnected(),
          new HostNotResponding(),
          new HostMaintenance(),
          new HostPoweredOff(),
          new HostStandby(),
          new HostRebootRequired(),
          new HostVersionUnsupported(),
          new VCenterVersionUnsupported(),
          new VmConnectionBroken(),
          new CustomizationPending(),
          new PassthroughDevice(),
          new IndependentDisk(),
          new NvmeDisk(),
          new RawDeviceDisk(),
          new SharedDisk(),
          new DiskTooLarge(),
          new TooManyDisks(),
          new EncryptionEnabled(),
          new FaultToleranceEnabled(),
          new SecureBoot(),
          new HardwareVersionTooOld(),
          new VmHostUnavailable(),
          new ConflictEvent(),
          new DuplicateBiosUuid(),
          new DuplicateInstanceUuid(),
          new DuplicateMac(),
          new Suspended(),
          new GuestReboot(),
          new HardwareUpgradeScheduled(),
          new PowerCyclePlanned(),
          new SnapshotBeforeTracking(),
          new ConsolidationNeeded(),
          new ToolsState());

  private Checks() {}

  /** All of them, sorted by id. */
  public static List<Check> all() {
    return ALL;
  }
}
