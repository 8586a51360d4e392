// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.vm;

import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.ManagedObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Change tracking: a reconfiguration arms it, the next stun makes it effective, and only the disks
 * of a snapshot show it. Stateless but for the numbers that it makes UUIDs of.
 */
final class Tracking {
  private static final int LEAST_HARDWARE = 7;

  private final DiskFiles diskFiles;
  private final Random random = new Random(20090701);

  Tracking(DiskFiles diskFiles) {
    this.diskFiles = diskFiles;
  }

  /** Takes over what a dump says: who is tracked, and how far the snapshots have counted. */
  void known(Machine machine) {
    if (!wanted(machine)) {
      return;
    }
    for (Disk disk : machine.disks()) {
      if ("false".equals(key(machine, disk))) {
        machine.state().untracked.add(disk.key());
      } else if ("true".equals(key(machine, disk)) && eligible(machine, disk)) {
        machine.state().tracked.put(disk.key(), known(machine, disk));
        diskFiles.knownTracking(disk.chain());
      }
    }
  }

  private TrackedDisk known(Machine machine, Disk disk) {
    TrackedDisk tracked = null;
    for (ManagedObject snapshot : machine.snapshots()) {
      for (Disk frozen : Disk.in(snapshot.get("config"))) {
        String changeId = frozen.backing().textAt("changeId");
        if (frozen.key() == disk.key() && changeId != null && changeId.contains("/")) {
          String uuid = changeId.substring(0, changeId.lastIndexOf('/'));
          int moment = Integer.parseInt(changeId.substring(changeId.lastIndexOf('/') + 1));
          if (tracked == null || !tracked.uuid().equals(uuid)) {
            tracked = new TrackedDisk(uuid, moment, true);
          }
          tracked.known(moment);
        }
      }
    }
    return tracked == null ? new TrackedDisk(newUuid(), 1, true) : tracked;
  }

  /** The flag of the machine, whether it is effective or not. */
  static boolean wanted(Machine machine) {
    return machine.object().isTrue("config", "changeTrackingEnabled");
  }

  /** The disk's own key in lower case; null when it has none. */
  private static @Nullable String key(Machine machine, Disk disk) {
    String text = machine.extra(disk.slot(machine.config()) + ".ctkEnabled");
    return text == null ? null : text.toLowerCase(Locale.ROOT);
  }

  private static boolean eligible(Machine machine, Disk disk) {
    return disk.canBeTracked() && machine.hardwareVersion() >= LEAST_HARDWARE;
  }

  /** Tells whether what was asked for waits for a stun. */
  static boolean isPending(Machine machine) {
    boolean wanted = wanted(machine);
    for (Disk disk : machine.disks()) {
      boolean tracked = machine.state().tracked.containsKey(disk.key());
      boolean should =
          wanted && eligible(machine, disk) && !machine.state().untracked.contains(disk.key());
      if (tracked != should) {
        return true;
      }
    }
    return false;
  }

  /** Sets the flag, which does nothing to a running machine yet. */
  static void ask(Element config, boolean enabled) {
    config.put("changeTrackingEnabled", enabled);
    Machine.putExtra(config, "ctkEnabled", enabled ? "TRUE" : "FALSE");
  }

  /** Makes effective what was asked for: the machine stands still, or is off. */
  void apply(Machine machine) {
    if (!isPending(machine)) {
      return;
    }
    MachineState state = machine.state();
    boolean wanted = wanted(machine);
    List<Disk> begun = new ArrayList<>();
    List<Disk> ended = new ArrayList<>();
    for (Disk disk : machine.disks()) {
      boolean tracked = state.tracked.containsKey(disk.key());
      boolean should = wanted && eligible(machine, disk) && !state.untracked.contains(disk.key());
      if (should && !tracked) {
        begun.add(disk);
        state.tracked.put(disk.key(), new TrackedDisk(newUuid(), 1, !machine.hasSnapshots()));
        diskFiles.track(disk.chain());
      } else if (tracked && !should) {
        ended.add(disk);
        state.tracked.remove(disk.key());
        disk.chain().forEach(diskFiles::untrack);
      }
    }
    if (!wanted) {
      state.untracked.clear();
    }
    machine.changeConfig(
        config -> {
          begun.forEach(disk -> Machine.putExtra(config, slotKey(disk, config), "TRUE"));
          ended.forEach(disk -> Machine.putExtra(config, slotKey(disk, config), "FALSE"));
        });
  }

  private static String slotKey(Disk disk, Element config) {
    return disk.slot(config) + ".ctkEnabled";
  }

  /** Begins anew on every tracked disk: what was known before is void. */
  void reset(Machine machine) {
    for (Disk disk : machine.disks()) {
      if (machine.state().tracked.containsKey(disk.key())) {
        machine.state().tracked.put(disk.key(), new TrackedDisk(newUuid(), 1, false));
      }
    }
  }

  /** Freezes the moment of a snapshot in the disks of its configuration. */
  void freeze(Machine machine, Element snapshotConfig) {
    for (Disk disk : Disk.in(snapshotConfig)) {
      TrackedDisk tracked = machine.state().tracked.get(disk.key());
      if (tracked != null) {
        String changeId = tracked.freeze(written(machine, disk, tracked));
        disk.backing().put("changeId", changeId);
      }
    }
  }

  /** Some places of the disk, the same for the same disk and moment. */
  private static List<TrackedDisk.Area> written(Machine machine, Disk disk, TrackedDisk tracked) {
    List<TrackedDisk.Area> areas = new ArrayList<>();
    long capacity = disk.capacityBytes();
    if (machine.isOff() || capacity < 1 << 20) {
      return areas;
    }
    Random places = new Random((tracked.uuid() + "/" + tracked.counter()).hashCode());
    int number = 1 + places.nextInt(6);
    long stretch = capacity / number;
    for (int i = 0; i < number; i++) {
      long length = (1L + places.nextInt(16)) << 16;
      long room = Math.max(1, (stretch - length) >> 16);
      areas.add(
          new TrackedDisk.Area(
              i * stretch / 65_536 * 65_536 + ((places.nextLong() & 0xffffff) % room << 16),
              Math.min(length, stretch)));
    }
    return areas;
  }

  private String newUuid() {
    StringBuilder uuid = new StringBuilder("52");
    for (int i = 1; i < 16; i++) {
      uuid.append(i == 8 ? '-' : ' ');
      uuid.append(String.format(Locale.ROOT, "%02x", random.nextInt(256)));
    }
    return uuid.toString();
  }
}
