// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.refusal;

import static io.vpreflight.jobs.repair.refusal.RefusalRule.never;
import static io.vpreflight.jobs.repair.refusal.RefusalRule.unlessAcknowledged;

import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.check.device.PassthroughDevice;
import io.vpreflight.jobs.check.snapshot.SnapshotNames;
import io.vpreflight.jobs.repair.move.MoveTargets;
import io.vpreflight.jobs.repair.plan.MoveAnswer;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.vsphere.inventory.ClusterProperty;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What keeps a machine on its host, and whether it should leave it at all. */
final class MoveRefusals {
  private static final Set<RepairKind> MOVE = Set.of(RepairKind.MOVE_VM);

  static final List<RefusalRule> ALL =
      List.of(
          never("passed-through", MOVE).found(new PassthroughDevice()),
          never("encrypted", MOVE)
              .requires(VmProperty.ENCRYPTION_KEY)
              .when(MoveRefusals::encrypted),
          never("backup-reads", MOVE).requires(VmProperty.SNAPSHOT).when(MoveRefusals::backupReads),
          never("move-disabled", MOVE)
              .requires(VmProperty.DISABLED_METHOD)
              .when(StateRefusals::cannotMove),
          never("no-target", MOVE)
              .requires(VmProperty.HOST, VmProperty.MEMORY_MB)
              .mayRead(
                  HostProperty.CONNECTION_STATE,
                  HostProperty.POWER_STATE,
                  HostProperty.IN_MAINTENANCE_MODE,
                  HostProperty.IN_QUARANTINE_MODE,
                  HostProperty.HARDWARE,
                  HostProperty.MEMORY_USAGE,
                  ClusterProperty.HOST,
                  ClusterProperty.CONFIGURATION)
              .when(MoveRefusals::noTarget),
          unlessAcknowledged("host-not-short", MOVE)
              .requires(VmProperty.HOST)
              .mayRead(shortReads())
              .when(MoveRefusals::hostNotShort));

  private MoveRefusals() {}

  private static Property[] shortReads() {
    Set<Property> reads = new LinkedHashSet<>();
    MoveTargets.SHORT.forEach(
        check -> {
          reads.addAll(check.info().required());
          reads.addAll(check.info().optional());
        });
    return reads.toArray(Property[]::new);
  }

  /** Whether the target has its keys nobody tells before it has failed. */
  private static List<Outcome> encrypted(Candidate candidate) {
    String key = candidate.vm().config().options().keyId();
    return key == null
        ? List.of()
        : Outcome.hit("encrypted").evidence(VmProperty.ENCRYPTION_KEY, "set").only();
  }

  /** The snapshot of a product is there as long as it reads: through the host that it is on. */
  private static List<Outcome> backupReads(Candidate candidate) {
    for (SnapshotNode node : candidate.snapshots()) {
      SnapshotNames.Maker maker = SnapshotNames.makerOf(node);
      if (maker != null) {
        return Outcome.hit("backup")
            .with(node.name(), maker.said())
            .evidence("snapshot " + node.snapshot().moId(), node.name())
            .only();
      }
    }
    return List.of();
  }

  private static List<Outcome> noTarget(Candidate candidate) {
    MoveAnswer answer = candidate.request().computed().moves().get(candidate.ref());
    if (answer == null) {
      return Outcome.undetermined("reason.repair.not-asked");
    }
    Text unknown = answer.unknown();
    if (unknown != null) {
      return Outcome.undetermined(unknown.key(), unknown.args().toArray());
    }
    Text against = answer.against();
    MoRef host = candidate.vm().runtime().host();
    return against == null
        ? List.of()
        : Outcome.hit("nowhere")
            .with(against)
            .evidence(VmProperty.HOST, host == null ? null : host.moId())
            .only();
  }

  private static List<Outcome> hostNotShort(Candidate candidate) {
    Host host = candidate.host();
    if (host == null) {
      return Outcome.unset(VmProperty.HOST);
    }
    return MoveTargets.isShort(host, candidate.scene())
        ? List.of()
        : Outcome.hit("not-short")
            .with(host.name())
            .evidence(
                "host " + HostProperty.MEMORY_USAGE.path(), host.summary().overallMemoryUsageMB())
            .only();
  }
}
