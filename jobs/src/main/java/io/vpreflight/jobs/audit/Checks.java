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
import io.vpreflight.jobs.check.identity.DuplicateInstanceUuid;
import io.vpreflight.jobs.check.reboot.HostRebootRequired;
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
          new HostRebootRequired(),
          new HostVersionUnsupported(),
          new VCenterVersionUnsupported(),
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
          new DuplicateInstanceUuid(),
          new Suspended(),
          new SnapshotBeforeTracking(),
          new ConsolidationNeeded());

  private Checks() {}

  /** All of them, sorted by id. */
  public static List<Check> all() {
    return ALL;
  }
}
