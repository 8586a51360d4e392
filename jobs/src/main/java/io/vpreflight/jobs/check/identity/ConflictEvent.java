// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.identity;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.Estate;
import io.vpreflight.jobs.check.EstateCheck;
import io.vpreflight.jobs.check.Gaps;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.EventRecord;
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
            scene.inventory().history().reach().rareEvents().truncated()
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
      String value = conflict == null ? null : event.details().get(conflict.detail());
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
    String otherId = other(event);
    VirtualMachine vm = scene.locations().virtualMachine(event.vm());
    VirtualMachine other =
        otherId == null
            ? null
            : scene.locations().virtualMachine(new MoRef("VirtualMachine", otherId));
    if (vm == null || (otherId != null && other == null)) {
      return;
    }
    boolean resolved = conflict.isOver(vm, value) || conflict.isOver(other, value);
    outcomes.add(
        new Located(
            scene.locations().refOf(vm.ref()),
            Outcome.hit(resolved ? "resolved" : conflict.kind())
                .key(conflict.detail() + " " + value)
                .with(event.createdTime(), value, other == null ? "?" : other.name())
                .evidence("event", event.type())
                .evidence("event.createdTime", event.createdTime())
                .evidence("event." + conflict.detail(), value)
                .evidence("event.conflictedVm.vm", otherId)
                .build()));
  }

  /** The moId of the other machine: the argument's own reference, or what a file calls it. */
  private static @Nullable String other(EventRecord event) {
    String reference = event.details().get("conflictedVm.vm");
    return reference != null ? reference : event.details().get("conflictedVm");
  }
}
