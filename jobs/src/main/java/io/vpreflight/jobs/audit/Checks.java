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
import io.vpreflight.jobs.check.nfc.AgentMemoryHigh;
import io.vpreflight.jobs.check.nfc.HostMemoryShort;
import io.vpreflight.jobs.check.nfc.NfcLog;
import io.vpreflight.jobs.check.nfc.NfcTaskFailed;
import io.vpreflight.jobs.check.nfc.ReplicationPlan;
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
import io.vpreflight.jobs.check.snapshot.ConflictingTasks;
import io.vpreflight.jobs.check.snapshot.ConsolidationNeeded;
import io.vpreflight.jobs.check.snapshot.ForeignHolder;
import io.vpreflight.jobs.check.snapshot.InvalidConfiguration;
import io.vpreflight.jobs.check.snapshot.LongRunningTask;
import io.vpreflight.jobs.check.snapshot.MethodLock;
import io.vpreflight.jobs.check.snapshot.PendingQuestion;
import io.vpreflight.jobs.check.snapshot.PhantomSnapshot;
import io.vpreflight.jobs.check.snapshot.SnapshotAge;
import io.vpreflight.jobs.check.snapshot.SnapshotBackground;
import io.vpreflight.jobs.check.snapshot.SnapshotDepth;
import io.vpreflight.jobs.check.snapshot.SnapshotLeftover;
import io.vpreflight.jobs.check.snapshot.SnapshotMemory;
import io.vpreflight.jobs.check.snapshot.SnapshotPresent;
import io.vpreflight.jobs.check.snapshot.SnapshotRoom;
import io.vpreflight.jobs.check.snapshot.SnapshotSize;
import io.vpreflight.jobs.check.snapshot.SnapshotTaskFailed;
import io.vpreflight.jobs.check.snapshot.StaleDpmServer;
import io.vpreflight.jobs.check.snapshot.StuckSnapshotTask;
import io.vpreflight.jobs.check.snapshot.ZeroSizeDisk;
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
          new SnapshotRoom(),
          new DatastoreSpaceLow(),
          new HostDisconnected(),
          new HostNotResponding(),
          new HostMaintenance(),
          new HostMemoryShort(),
          new AgentMemoryHigh(),
          new NfcLog(),
          new ReplicationPlan(),
          new NfcTaskFailed(),
          new HostPoweredOff(),
          new HostStandby(),
          new HostRebootRequired(),
          new HostVersionUnsupported(),
          new VCenterVersionUnsupported(),
          new StaleDpmServer(),
          new TimeConfiguration(),
          new AlarmTriggered(),
          new ClockOffset(),
          new PartialView(),
          new VmConnectionBroken(),
          new CustomizationPending(),
          new PassthroughDevice(),
          new ForeignHolder(),
          new IndependentDisk(),
          new NvmeDisk(),
          new RawDeviceDisk(),
          new SharedDisk(),
          new DiskTooLarge(),
          new TooManyDisks(),
          new ZeroSizeDisk(),
          new EncryptionEnabled(),
          new FaultToleranceEnabled(),
          new SecureBoot(),
          new HardwareVersionTooOld(),
          new VmHostUnavailable(),
          new ConflictEvent(),
          new DuplicateBiosUuid(),
          new DuplicateInstanceUuid(),
          new DuplicateMac(),
          new MethodLock(),
          new Suspended(),
          new PendingQuestion(),
          new AdapterDisconnected(),
          new DuplicateAddress(),
          new NoIpAddress(),
          new GuestReboot(),
          new HardwareUpgradeScheduled(),
          new PowerCyclePlanned(),
          new SnapshotAge(),
          new SnapshotBackground(),
          new SnapshotBeforeTracking(),
          new ConsolidationNeeded(),
          new SnapshotDepth(),
          new InvalidConfiguration(),
          new SnapshotLeftover(),
          new SnapshotMemory(),
          new PhantomSnapshot(),
          new SnapshotPresent(),
          new SnapshotSize(),
          new SnapshotTaskFailed(),
          new ConflictingTasks(),
          new LongRunningTask(),
          new StuckSnapshotTask(),
          new ToolsState());

  private Checks() {}

  /** All of them, sorted by id. */
  public static List<Check> all() {
    return ALL;
  }
}
