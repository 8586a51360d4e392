// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.vm;

import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.ManagedObject;
import io.vpreflight.simulator.model.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What no client of a vCenter can see, for tests to judge and to set. Safe for any thread. */
public final class Truth {
  private final Machines machines;
  private final Growth growth;

  Truth(Machines machines, Growth growth) {
    this.machines = machines;
    this.growth = growth;
  }

  /**
   * How a disk is tracked.
   *
   * @param uuid first part of its changeIds
   * @param counter second part of the last one
   * @param fromTheBeginning false when it began upon a snapshot: who asks from the beginning is
   *     answered wrongly and does not learn it
   */
  public record TrackedState(String uuid, int counter, boolean fromTheBeginning) {}

  /** The disks of a machine that are tracked at this moment, by their keys. */
  public Map<Integer, TrackedState> tracked(Ref vm) {
    return machines
        .world()
        .locked(
            () -> {
              Map<Integer, TrackedState> states = new TreeMap<>();
              machines
                  .of(vm)
                  .state()
                  .tracked
                  .forEach(
                      (key, disk) ->
                          states.put(
                              key,
                              new TrackedState(
                                  disk.uuid(), disk.counter(), disk.isFromTheBeginning())));
              return states;
            });
  }

  /** Tells whether the flag of a machine waits for a stun. */
  public boolean isTrackingPending(Ref vm) {
    return machines.world().locked(() -> Tracking.isPending(machines.of(vm)));
  }

  /** Every time that a machine stood still, oldest first. */
  public List<Stun> stuns(Ref vm) {
    return machines.world().locked(() -> List.copyOf(machines.of(vm).state().stuns));
  }

  /** All files on all datastores with their sizes, those with tracked changes among them. */
  public Map<String, Long> files() {
    return machines
        .world()
        .locked(
            () -> {
              Map<String, Long> sizes = new TreeMap<>();
              machines.files().all().forEach((path, file) -> sizes.put(path, file.bytes()));
              return sizes;
            });
  }

  /** Sets what a guest writes to each of its disks; its deltas grow by that. */
  public void writes(Ref vm, long bytesPerSecond) {
    machines
        .world()
        .locked(
            () -> {
              Machine machine = machines.of(vm);
              machine.state().bytesPerSecond = bytesPerSecond;
              growth.follow(machine);
            });
  }

  /**
   * Sets the one address that a guest shows by its Tools.
   *
   * @param address null for none, as after a guest has lost its network
   */
  public void address(Ref vm, @Nullable String address) {
    machines
        .world()
        .locked(
            () -> {
              ManagedObject machine = machines.world().get(vm);
              Element old = machine.get("guest");
              Element guest = old == null ? Element.typed("val", "GuestInfo") : old.copy();
              guest.removeAll("ipAddress");
              for (Element card : guest.children("net")) {
                card.removeAll("ipAddress");
                card.removeAll("ipConfig");
                if (address != null) {
                  card.add("ipAddress", address);
                }
              }
              machine.set("guest", guest.add("ipAddress", address));
              machines.world().touch();
            });
  }

  /** Sets what is free on a datastore. */
  public void freeSpace(Ref datastore, long bytes) {
    machines
        .world()
        .locked(
            () -> {
              ManagedObject object = machines.world().get(datastore);
              for (String property : List.of("summary", "info")) {
                Element old = object.get(property);
                if (old != null) {
                  object.set(property, old.copy().put("freeSpace", bytes));
                }
              }
              machines.world().touch();
            });
  }

  /** Lets a machine ask something, so that it stands still until it is answered. */
  public void ask(Ref vm, String messageId, String text) {
    machines.world().locked(() -> Questions.ask(machines, machines.of(vm), messageId, text));
  }

  /** Disables a method of a machine as a product does that works on it, or enables it again. */
  public void disable(Ref vm, String method, boolean disabled) {
    machines.world().locked(() -> Disabled.allow(machines.of(vm), method, !disabled));
  }

  /** Sets {@code runtime.consolidationNeeded} whatever the files say, as a stale flag does. */
  public void consolidationNeeded(Ref vm, boolean needed) {
    machines.world().locked(() -> machines.of(vm).consolidationNeeded(needed));
  }

  /**
   * Lets another machine hold the disk that a machine writes to, as a backup proxy does.
   *
   * @param diskKey which disk
   */
  public void attachTo(Ref proxy, Ref vm, int diskKey) {
    machines
        .world()
        .locked(
            () -> {
              for (Disk disk : machines.of(vm).disks()) {
                if (disk.key() == diskKey) {
                  Element held = disk.device().copy();
                  held.put("key", 2900 + diskKey % 100);
                  machines
                      .of(proxy)
                      .changeConfig(
                          config -> {
                            Element hardware = config.child("hardware");
                            if (hardware != null) {
                              hardware.add(held);
                            }
                          });
                }
              }
            });
  }

  /** Takes what is held of another machine away again. */
  public void detach(Ref proxy) {
    machines
        .world()
        .locked(
            () ->
                machines
                    .of(proxy)
                    .changeConfig(
                        config -> {
                          Element hardware = config.child("hardware");
                          List<Element> held = new ArrayList<>();
                          for (Disk disk : Disk.in(config)) {
                            if (disk.key() >= 2900) {
                              held.add(disk.device());
                            }
                          }
                          held.forEach(device -> remove(hardware, device));
                        }));
  }

  private static void remove(@Nullable Element hardware, Element device) {
    if (hardware != null) {
      hardware.remove(device);
    }
  }
}
