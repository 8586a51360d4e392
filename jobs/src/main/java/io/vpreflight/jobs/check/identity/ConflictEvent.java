// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.identity;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.Estate;
import io.vpreflight.jobs.check.EstateCheck;
import io.vpreflight.jobs.check.Gaps;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.EthernetCard;
import io.vpreflight.vsphere.inventory.EventRecord;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** vCenter itself reported that two virtual machines have the same UUID or MAC address. */
public final class ConflictEvent implements EstateCheck {
  private static final CheckInfo INFO =
      CheckInfo.of(
              "vm.identity.conflict-event", "instance-uuid", "bios-uuid", "mac-address", "resolved")
          .requires(VCenterFact.EVENTS)
          .mayRead(VmProperty.INSTANCE_UUID, VmProperty.BIOS_UUID, VmProperty.DEVICES)
          .allRoles()
          .judgesStale()
          .seedRows("000-48")
          .build();

  private enum Conflict {
    INSTANCE_UUID("instance-uuid", "instanceUuid"),
    BIOS_UUID("bios-uuid", "uuid"),
    MAC_ADDRESS("mac-address", "mac");

    final String kind;
    final String detail;

    Conflict(String kind, String detail) {
      this.kind = kind;
      this.detail = detail;
    }

    static @Nullable Conflict of(EventRecord event) {
      return switch (event.type()) {
        case "VmInstanceUuidConflictEvent" -> INSTANCE_UUID;
        case "VmUuidConflictEvent" -> BIOS_UUID;
        case "VmMacConflictEvent", "VmStaticMacConflictEvent" -> MAC_ADDRESS;
        default -> null;
      };
    }
  }

  @Override
  public CheckInfo info() {
    return INFO;
  }

  @Override
  public Verdict check(Estate estate) {
    List<Located> outcomes = new ArrayList<>();
    int evaluated = 0;
    for (Scene scene : estate.scenes()) {
      Text unknown = Gaps.uncollected(List.of(VCenterFact.EVENTS), scene);
      if (unknown == null) {
        evaluated += scene.inventory().virtualMachines().size();
        newest(scene).forEach((about, event) -> judge(about, event, scene, outcomes));
        unknown =
            scene.inventory().history().truncated()
                ? Text.of("reason.identity.events-truncated")
                : null;
      }
      if (unknown != null) {
        outcomes.add(
            new Located(scene.locations().refOfVCenter(), new Outcome.Undetermined("", unknown)));
      }
    }
    return new Verdict(evaluated, outcomes);
  }

  /** One conflict is reported again and again: the last time counts. */
  private static Map<List<Object>, EventRecord> newest(Scene scene) {
    Map<List<Object>, EventRecord> newest = new LinkedHashMap<>();
    for (EventRecord event : scene.inventory().history().events()) {
      Conflict conflict = Conflict.of(event);
      String value = conflict == null ? null : event.details().get(conflict.detail);
      if (conflict != null && event.vm() != null && value != null) {
        newest.put(List.of(event.vm(), conflict, value), event);
      }
    }
    return newest;
  }

  private static void judge(
      List<Object> about, EventRecord event, Scene scene, List<Located> outcomes) {
    Conflict conflict = (Conflict) about.get(1);
    String value = (String) about.get(2);
    String otherId = event.details().get("conflictedVm");
    VirtualMachine vm = scene.locations().virtualMachine(event.vm());
    VirtualMachine other =
        otherId == null
            ? null
            : scene.locations().virtualMachine(new MoRef("VirtualMachine", otherId));
    if (vm == null || (otherId != null && other == null)) {
      return;
    }
    boolean resolved = hasNoLonger(vm, conflict, value) || hasNoLonger(other, conflict, value);
    outcomes.add(
        new Located(
            scene.locations().refOf(vm.ref()),
            Outcome.hit(resolved ? "resolved" : conflict.kind)
                .key(conflict.detail + " " + value)
                .with(event.createdTime(), value, other == null ? "?" : other.name())
                .evidence("event", event.type())
                .evidence("event.createdTime", event.createdTime())
                .evidence("event." + conflict.detail, value)
                .evidence("event.conflictedVm", otherId)
                .build()));
  }

  /** True when it is known what the machine has now, and the value is not among it. */
  private static boolean hasNoLonger(@Nullable VirtualMachine vm, Conflict conflict, String value) {
    if (vm == null) {
      return false;
    }
    List<String> now =
        switch (conflict) {
          case INSTANCE_UUID -> known(vm.config().instanceUuid());
          case BIOS_UUID -> known(vm.config().uuid());
          case MAC_ADDRESS -> addresses(vm.config().hardware());
        };
    return !now.isEmpty() && now.stream().noneMatch(value::equalsIgnoreCase);
  }

  private static List<String> known(@Nullable String value) {
    return value == null ? List.of() : List.of(value);
  }

  private static List<String> addresses(@Nullable Hardware hardware) {
    List<String> addresses = new ArrayList<>();
    if (hardware != null) {
      for (EthernetCard adapter : hardware.adapters()) {
        addresses.addAll(known(adapter.macAddress()));
      }
    }
    return addresses;
  }
}
