// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.refusal;

import static io.vpreflight.jobs.repair.refusal.RefusalRule.never;
import static io.vpreflight.jobs.repair.refusal.RefusalRule.unlessAcknowledged;

import io.vpreflight.jobs.check.Roles;
import io.vpreflight.jobs.check.VmRole;
import io.vpreflight.jobs.check.device.FaultToleranceEnabled;
import io.vpreflight.jobs.check.device.PassthroughDevice;
import io.vpreflight.jobs.check.snapshot.PendingQuestion;
import io.vpreflight.jobs.check.snapshot.SnapshotBackground;
import io.vpreflight.jobs.check.tracking.ChangeTracking;
import io.vpreflight.jobs.repair.plan.Installations;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Every reason to leave a virtual machine or a host alone. There is no other list. */
public final class RefusalList {
  private static final Set<RepairKind> ANY = EnumSet.allOf(RepairKind.class);
  private static final Set<RepairKind> EACH = machines();
  private static final Set<RepairKind> SNAPSHOTS =
      EnumSet.of(RepairKind.RESET_CBT, RepairKind.ENABLE_CBT);
  private static final Set<RepairKind> DISKS =
      EnumSet.of(
          RepairKind.RESET_CBT,
          RepairKind.ENABLE_CBT,
          RepairKind.CONSOLIDATE,
          RepairKind.REMOVE_LEFTOVERS);
  private static final Set<RepairKind> FILES =
      EnumSet.of(
          RepairKind.RESET_CBT,
          RepairKind.ENABLE_CBT,
          RepairKind.CONSOLIDATE,
          RepairKind.REMOVE_LEFTOVERS,
          RepairKind.POWER_ON_VM);
  private static final Set<RepairKind> RUNNING_OR_OFF =
      EnumSet.of(
          RepairKind.RESET_CBT,
          RepairKind.ENABLE_CBT,
          RepairKind.CONSOLIDATE,
          RepairKind.REMOVE_LEFTOVERS,
          RepairKind.NEW_INSTANCE_UUID,
          RepairKind.MOVE_VM);
  private static final Set<RepairKind> WHOLE_VIEW =
      EnumSet.of(
          RepairKind.RESET_CBT,
          RepairKind.ENABLE_CBT,
          RepairKind.CONSOLIDATE,
          RepairKind.REMOVE_LEFTOVERS,
          RepairKind.NEW_INSTANCE_UUID,
          RepairKind.POWER_ON_VM,
          RepairKind.MOVE_VM);
  private static final Set<RepairKind> MACHINE = except(EACH, RepairKind.CLEAR_ATTRIBUTE);
  private static final Set<RepairKind> MERGES =
      EnumSet.of(RepairKind.CONSOLIDATE, RepairKind.RELOAD);
  private static final Property[] ROLE = Roles.READS.toArray(Property[]::new);
  private static final Property[] TRACKING = ChangeTracking.readsWith();
  private static final String[] NONE = {};

  /** One node of a guest cluster at a time. */
  public static final RefusalRule CLUSTER_NODE =
      never("cluster-node", MACHINE).when(candidate -> List.of());

  /** What backups may be made to read again in one plan. */
  public static final RefusalRule READ_AGAIN_LIMIT =
      never("read-again-limit", SNAPSHOTS).when(candidate -> List.of());

  /** More than one machine where no reset was ever rehearsed on this version. */
  public static final RefusalRule NOT_REHEARSED =
      unlessAcknowledged("not-rehearsed", Set.of(RepairKind.RESET_CBT))
          .when(candidate -> List.of());

  /** Another installation of this program that repairs there; one refusal for each. */
  public static final RefusalRule OTHER_INSTALLATION =
      unlessAcknowledged(Installations.REFUSAL, ANY).whatever(subject -> List.of());

  /** Two machines of one plan that would meet each other. */
  public static final RefusalRule TWIN_IN_PLAN = OptInRules.TWIN_IN_PLAN;

  private static final List<RefusalRule> ALWAYS =
      List.of(
          // Nobody may answer for these.
          never("vcenter-itself", EACH).mayRead(ROLE).when(OwnRefusals::vcenter),
          never("this-process", EACH)
              .requires(VmProperty.BIOS_UUID, VmProperty.DEVICES)
              .when(OwnRefusals::process),
          never("reading-stopped", ANY).whatever(PurposeRefusals::readingStopped),
          never("no-identity", EACH)
              .requires(VmProperty.INSTANCE_UUID, VmProperty.BIOS_UUID, VmProperty.CHANGE_VERSION)
              .when(PurposeRefusals::noIdentity),
          // What it is for.
          never("template", MACHINE)
              .requires(VmProperty.TEMPLATE)
              .mayRead(ROLE)
              .when(RoleRefusals::template),
          never("managed-by", EACH)
              .requires(VmProperty.MANAGED_BY)
              .mayRead(ROLE)
              .when(RoleRefusals.is(VmRole.MANAGED)),
          never("vcls", EACH)
              .requires(VmProperty.EXTRA_CONFIG_ROLE)
              .mayRead(ROLE)
              .when(RoleRefusals.is(VmRole.VCLS)),
          never("pod", EACH)
              .requires(VmProperty.GUEST_ID)
              .mayRead(ROLE)
              .when(RoleRefusals.is(VmRole.POD)),
          never("srm-placeholder", EACH)
              .requires(VmProperty.MANAGED_BY)
              .mayRead(ROLE)
              .when(RoleRefusals.is(VmRole.SRM_PLACEHOLDER)),
          never("replica", EACH)
              .requires(VmProperty.POWER_STATE, VmProperty.SNAPSHOT)
              .mayRead(ROLE)
              .when(RoleRefusals.is(VmRole.REPLICA)),
          never("fault-tolerance", MACHINE).found(new FaultToleranceEnabled(), NONE),
          never("fault-tolerance-secondary", EACH)
              .requires(VmProperty.FT_INFO)
              .mayRead(ROLE)
              .when(RoleRefusals.is(VmRole.FT_SECONDARY)),
          never("instant-clone-parent", MACHINE)
              .requires(VmProperty.INSTANT_CLONE_FROZEN)
              .mayRead(ROLE)
              .when(RoleRefusals::instantCloneParent),
          never("linked-clone", DISKS)
              .requires(VmProperty.DEVICES)
              .mayRead(ROLE)
              .mayRead(VmProperty.LAYOUT)
              .when(RoleRefusals.is(VmRole.LINKED_CLONE)),
          never("clone-parent", DISKS)
              .requires(VmProperty.DEVICES)
              .mayRead(ROLE)
              .mayRead(VmProperty.LAYOUT)
              .when(RoleRefusals::cloneParent),
          // Its state.
          never("not-connected", MACHINE)
              .requires(VmProperty.CONNECTION_STATE)
              .when(StateRefusals::notConnected),
          never("host-not-connected", MACHINE)
              .requires(VmProperty.HOST, HostProperty.CONNECTION_STATE)
              .when(StateRefusals::hostNotConnected),
          never("host-in-maintenance", MACHINE)
              .requires(VmProperty.HOST, HostProperty.IN_MAINTENANCE_MODE)
              .when(StateRefusals::hostInMaintenance),
          never("suspended", RUNNING_OR_OFF)
              .requires(VmProperty.POWER_STATE)
              .when(StateRefusals::suspended),
          never("encryption-locked", MACHINE)
              .requires(VmProperty.CRYPTO_STATE, VmProperty.ENCRYPTION_KEY)
              .when(StateRefusals::locked),
          never("question", MACHINE).found(new PendingQuestion(), NONE),
          never("task-running", EACH)
              .requires(VmProperty.RECENT_TASK, VCenterFact.TASKS)
              .when(StateRefusals::taskRunning),
          never("snapshot-in-background", DISKS).found(new SnapshotBackground(), NONE),
          never("settling", MERGES)
              .requires(VmProperty.SNAPSHOT_IN_BACKGROUND, VCenterFact.TASKS)
              .when(StateRefusals::settling),
          never("warm-migration", MACHINE)
              .requires(VmProperty.SNAPSHOT, VCenterFact.TASKS)
              .when(StateRefusals::warmMigration),
          never("methods-disabled", SNAPSHOTS)
              .requires(VmProperty.DISABLED_METHOD)
              .when(StateRefusals::cannotSnapshot),
          never("consolidate-disabled", Set.of(RepairKind.CONSOLIDATE))
              .requires(VmProperty.DISABLED_METHOD)
              .when(StateRefusals::cannotConsolidate),
          never("remove-disabled", Set.of(RepairKind.REMOVE_LEFTOVERS))
              .requires(VmProperty.DISABLED_METHOD, VmProperty.SNAPSHOT)
              .when(StateRefusals::cannotRemoveSnapshots),
          // Its disks and devices.
          never("disk-of-another-vm", FILES)
              .requires(VmProperty.DEVICES)
              .mayRead(ROLE)
              .when(RoleRefusals::holdsOthers),
          never("disk-held-by-another-vm", FILES)
              .requires(VmProperty.DEVICES)
              .mayRead(ROLE)
              .when(RoleRefusals::isHeld),
          never("shared-disk", DISKS)
              .requires(VmProperty.DEVICES)
              .mayRead(TRACKING)
              .when(DiskRefusals::shared),
          never("direct-path", SNAPSHOTS).found(new PassthroughDevice(), "pci"),
          never("sr-iov", SNAPSHOTS).found(new PassthroughDevice(), "sriov"),
          never("nvdimm", SNAPSHOTS).found(new PassthroughDevice(), "persistent-memory"),
          never("vgpu", SNAPSHOTS).found(new PassthroughDevice(), "vgpu"),
          never("scsi-passthrough", SNAPSHOTS).found(new PassthroughDevice(), "scsi"),
          never("io-filter", SNAPSHOTS).requires(VmProperty.DEVICES).when(DiskRefusals::filtered),
          never("physical-raw-device", SNAPSHOTS)
              .requires(VmProperty.DEVICES, VCenterFact.TASKS)
              .mayRead(TRACKING)
              .when(DiskRefusals::physicalRawDevice),
          never("disks-unknown", SNAPSHOTS)
              .requires(VmProperty.DEVICES, VmProperty.EXTRA_CONFIG_TRACKING)
              .mayRead(TRACKING)
              .when(DiskRefusals::disksUnknown),
          never("snapshots-present", SNAPSHOTS)
              .requires(VmProperty.SNAPSHOT)
              .when(DiskRefusals::snapshotsPresent),
          never("consolidation-needed", SNAPSHOTS)
              .requires(VmProperty.CONSOLIDATION_NEEDED)
              .when(DiskRefusals::consolidationNeeded),
          never("chain-not-clean", SNAPSHOTS)
              .requires(VmProperty.DEVICES, VmProperty.LAYOUT, VmProperty.SNAPSHOT)
              .mayRead(Room.READS)
              .when(DiskRefusals::chainNotClean),
          // Room.
          never("datastore-closed", FILES)
              .requires(VmProperty.DEVICES)
              .mayRead(Room.READS)
              .when(Room::notAccessible),
          never("free-space", FILES)
              .requires(VmProperty.DEVICES)
              .mayRead(Room.READS)
              .when(Room::tooLittle),
          unlessAcknowledged("datastore-crowded", SNAPSHOTS)
              .requires(VmProperty.DEVICES)
              .mayRead(Room.READS)
              .when(Room::crowded),
          // Whether change tracking can be switched, and whether it should be.
          never("hardware-too-old", SNAPSHOTS)
              .requires(VmProperty.HARDWARE_VERSION)
              .when(TrackingRefusals::hardwareTooOld),
          never("tracking-not-supported", SNAPSHOTS)
              .requires(VmProperty.CHANGE_TRACKING_SUPPORTED)
              .when(TrackingRefusals::notSupported),
          never("tracking-disallowed", SNAPSHOTS)
              .requires(VmProperty.EXTRA_CONFIG_TRACKING)
              .mayRead(TRACKING)
              .when(TrackingRefusals::disallowed),
          never("no-disk-to-track", SNAPSHOTS)
              .requires(VmProperty.DEVICES)
              .mayRead(TRACKING)
              .when(TrackingRefusals::noDiskToTrack),
          never("tracking-off", Set.of(RepairKind.RESET_CBT))
              .requires(VmProperty.CHANGE_TRACKING_ENABLED)
              .when(TrackingRefusals::flagOff),
          never("tracking-on", Set.of(RepairKind.ENABLE_CBT))
              .requires(VmProperty.CHANGE_TRACKING_ENABLED)
              .mayRead(TRACKING)
              .when(TrackingRefusals::flagOn),
          unlessAcknowledged("switched-of-late", SNAPSHOTS)
              .requires(VCenterFact.EVENTS)
              .mayRead(TRACKING)
              .when(TrackingRefusals::switchedOfLate),
          // Whether there is anything to mend.
          never("nothing-to-consolidate", Set.of(RepairKind.CONSOLIDATE))
              .requires(VmProperty.CONSOLIDATION_NEEDED)
              .mayRead(Room.READS)
              .when(PurposeRefusals::nothingToConsolidate),
          never("flag-not-stale", Set.of(RepairKind.RELOAD))
              .requires(VmProperty.CONSOLIDATION_NEEDED, VmProperty.LAYOUT, VmProperty.DEVICES)
              .mayRead(Room.READS)
              .mayRead(VmProperty.SNAPSHOT_IN_BACKGROUND, VCenterFact.TASKS)
              .when(PurposeRefusals::flagNotStale),
          never("no-leftovers", Set.of(RepairKind.REMOVE_LEFTOVERS))
              .requires(VmProperty.SNAPSHOT)
              .when(PurposeRefusals::noLeftovers),
          never("no-attribute", Set.of(RepairKind.CLEAR_ATTRIBUTE))
              .requires(VmProperty.CUSTOM_VALUE, VCenterFact.CUSTOM_FIELDS)
              .when(PurposeRefusals::noAttribute),
          never("server-lives", Set.of(RepairKind.CLEAR_ATTRIBUTE))
              .requires(VmProperty.CUSTOM_VALUE, VCenterFact.CUSTOM_FIELDS)
              .when(PurposeRefusals::serverLives),
          // What an admin may answer for, by name.
          unlessAcknowledged("latency-sensitive", DISKS)
              .requires(VmProperty.LATENCY_SENSITIVITY)
              .when(StateRefusals::latencySensitive),
          unlessAcknowledged("cluster-member", MACHINE).when(ClusterRefusals::member),
          unlessAcknowledged("vcenter-not-ruled-out", MACHINE)
              .requires(VmProperty.GUEST_HOST_NAME, VmProperty.GUEST_IP_ADDRESS)
              .mayRead(VmProperty.GUEST_NET)
              .when(OwnRefusals::maybeVcenter),
          unlessAcknowledged("partial-view", WHOLE_VIEW).when(PurposeRefusals::partialView),
          unlessAcknowledged("not-a-vcenter", except(ANY, RepairKind.CLEAR_ATTRIBUTE))
              .whatever(PurposeRefusals::notAVcenter),
          // What the targets of one plan are together.
          CLUSTER_NODE,
          READ_AGAIN_LIMIT,
          NOT_REHEARSED,
          // Who else repairs there.
          OTHER_INSTALLATION);

  private static final List<RefusalRule> ALL =
      Stream.of(ALWAYS, OptInRules.ALL, MoveRefusals.ALL, HostRules.ALL)
          .flatMap(List::stream)
          .toList();

  private RefusalList() {}

  private static Set<RepairKind> machines() {
    Set<RepairKind> kinds = EnumSet.allOf(RepairKind.class);
    kinds.removeIf(RepairKind::isAboutHosts);
    return kinds;
  }

  private static Set<RepairKind> except(Set<RepairKind> kinds, RepairKind one) {
    Set<RepairKind> others = EnumSet.copyOf(kinds);
    others.remove(one);
    return others;
  }

  /** All of them, in the order in which they are told. */
  public static List<RefusalRule> all() {
    return ALL;
  }
}
