// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import io.vpreflight.jobs.check.Check;
import io.vpreflight.jobs.check.identity.DuplicateInstanceUuid;
import io.vpreflight.jobs.check.nfc.AgentMemoryHigh;
import io.vpreflight.jobs.check.nfc.HostMemoryShort;
import io.vpreflight.jobs.check.nfc.NfcLog;
import io.vpreflight.jobs.check.nfc.NfcTaskFailed;
import io.vpreflight.jobs.check.nfc.ReplicationPlan;
import io.vpreflight.jobs.check.reboot.HostRebootRequired;
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
import java.util.List;

/** Every check there is, sorted by id. One line a check; a test holds the list to its rules. */
public final class Checks {
  private static final List<Check> ALL =
      List.of(
          // sorted by id
          new SnapshotRoom(),
          new HostMemoryShort(),
          new AgentMemoryHigh(),
          new NfcLog(),
          new ReplicationPlan(),
          new NfcTaskFailed(),
          new HostRebootRequired(),
          new StaleDpmServer(),
          new ForeignHolder(),
          new ZeroSizeDisk(),
          new DuplicateInstanceUuid(),
          new MethodLock(),
          new PendingQuestion(),
          new SnapshotAge(),
          new SnapshotBackground(),
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
          new StuckSnapshotTask());

  private Checks() {}

  /** All of them, sorted by id. */
  public static List<Check> all() {
    return ALL;
  }
}
