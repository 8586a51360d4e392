// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.VmRole;
import io.vpreflight.vsphere.inventory.HistoryReach;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.SnapshotProperty;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of changed block tracking of every disk of a vCenter: the only place that knows it.
 * Made once for a scene; immutable, safe for any thread.
 */
public final class ChangeTracking {
  /** What it reads: a check that asks it declares these. */
  private static final Property[] READS = {
    VmProperty.EXTRA_CONFIG_TRACKING,
    VmProperty.HARDWARE_VERSION,
    VmProperty.CHANGE_TRACKING_SUPPORTED,
    VmProperty.CONNECTION_STATE,
    VmProperty.HOST,
    VmProperty.POWER_STATE,
    VmProperty.BOOT_TIME,
    VmProperty.CLEAN_POWER_OFF,
    VmProperty.SNAPSHOT,
    SnapshotProperty.DEVICES,
    VCenterFact.EVENTS,
    VCenterFact.TASKS
  };

  private final Map<MoRef, VmTracking> byVm;
  private final @Nullable Instant eventsSince;
  private final @Nullable Instant eventsCut;

  private ChangeTracking(Scene scene) {
    TrackingHistory history = new TrackingHistory(scene);
    eventsSince = history.eventsSince();
    HistoryReach reach = scene.inventory().history().reach();
    boolean isCut = reach.rareEvents().truncated() || reach.frequentEvents().truncated();
    eventsCut = isCut ? eventsSince : null;
    Scene baseline = scene.baseline();
    ChangeTracking earlier = baseline == null ? null : in(baseline);
    ShownChangeIds shown = new ShownChangeIds(scene);
    byVm = new LinkedHashMap<>(2 * scene.inventory().virtualMachines().size());
    for (VirtualMachine vm : scene.inventory().virtualMachines()) {
      byVm.put(vm.ref(), DiskJudge.judge(new VmFacts(vm, scene, history, earlier, shown)));
    }
  }

  /** The change tracking of a scene. */
  public static ChangeTracking in(Scene scene) {
    return scene.derived(ChangeTracking.class, ChangeTracking::new);
  }

  /**
   * Begins the description of a check that asks about tracking: it reads what is read here. Backup
   * proxies are not judged: they hold disks of others, and their own should not be tracked.
   */
  static CheckInfo.Builder info(String id, String... kinds) {
    return CheckInfo.of(id, kinds)
        .roles(EnumSet.of(VmRole.ORDINARY, VmRole.LINKED_CLONE, VmRole.MANAGEMENT_APPLIANCE))
        .requires(VmProperty.CHANGE_TRACKING_ENABLED, VmProperty.DEVICES)
        .mayRead(READS);
  }

  /** What is read, besides, by whoever asks for the disks of virtual machines. */
  public static Property[] readsWith(Property... more) {
    List<Property> all = new ArrayList<>(List.of(READS));
    all.add(VmProperty.CHANGE_TRACKING_ENABLED);
    all.add(VmProperty.DEVICES);
    all.addAll(List.of(more));
    return all.toArray(Property[]::new);
  }

  /** The tracking of a virtual machine of the scene. */
  public VmTracking of(VirtualMachine vm) {
    return Objects.requireNonNull(byVm.get(vm.ref()), "a virtual machine of another scene");
  }

  /** The tracking of the virtual machine of that reference; null when the scene has none. */
  public @Nullable VmTracking of(MoRef vm) {
    return byVm.get(vm);
  }

  /** Every virtual machine, in the order of the inventory. */
  public Collection<VmTracking> all() {
    return Collections.unmodifiableCollection(byVm.values());
  }

  /** The oldest moment that events tell about; null when there are none. */
  public @Nullable Instant eventsSince() {
    return eventsSince;
  }

  /**
   * The oldest moment that events tell about, where there were more of them than could be read;
   * null where nothing was left out.
   */
  @Nullable Instant eventsCut() {
    return eventsCut;
  }
}
