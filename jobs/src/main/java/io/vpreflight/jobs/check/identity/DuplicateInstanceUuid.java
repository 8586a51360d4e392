// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.identity;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.Estate;
import io.vpreflight.jobs.check.EstateCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Roles;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.ObjectRef;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Two virtual machines share an instance UUID: replication products discover only one of them. */
public final class DuplicateInstanceUuid implements EstateCheck {
  private static final CheckInfo INFO =
      CheckInfo.of("vm.identity.duplicate-instance-uuid", "same-vcenter", "across-vcenters")
          .requires(VmProperty.INSTANCE_UUID)
          .allRoles()
          .judgesStale()
          .seedRows("000-48", "000-49", "000-60")
          .build();

  @Override
  public CheckInfo info() {
    return INFO;
  }

  @Override
  public Verdict check(Estate estate) {
    List<Located> outcomes = new ArrayList<>();
    Map<String, List<Holder>> holders = new TreeMap<>();
    int evaluated = 0;
    for (Scene scene : estate.scenes()) {
      for (VirtualMachine vm : scene.inventory().virtualMachines()) {
        String fault = vm.unreadable().fault(VmProperty.INSTANCE_UUID);
        String uuid = vm.config().instanceUuid();
        ObjectRef ref = scene.locations().refOf(vm.ref());
        if (fault != null) {
          Text reason = Text.of("reason.unreadable", VmProperty.INSTANCE_UUID.path(), fault);
          outcomes.add(new Located(ref, new Outcome.Undetermined("", reason)));
        } else if (uuid == null || uuid.isEmpty()) {
          outcomes.add(new Located(ref, Outcome.unset(VmProperty.INSTANCE_UUID).get(0)));
        } else {
          evaluated++;
          Holder holder = new Holder(ref, Roles.in(scene).of(vm).role().label());
          holders
              .computeIfAbsent(uuid.toLowerCase(Locale.ROOT), u -> new ArrayList<>(1))
              .add(holder);
        }
      }
    }
    holders.forEach(
        (uuid, all) -> {
          if (all.size() > 1) {
            all.forEach(holder -> outcomes.add(hit(uuid, holder, all)));
          }
        });
    return new Verdict(evaluated, outcomes);
  }

  private static Located hit(String uuid, Holder holder, List<Holder> all) {
    List<Holder> others = all.stream().filter(o -> !o.ref().equals(holder.ref())).toList();
    boolean here = others.stream().allMatch(o -> o.ref().vcenter().equals(holder.ref().vcenter()));
    String names = others.stream().map(o -> o.ref().name()).collect(Collectors.joining(", "));
    return new Located(
        holder.ref(),
        Outcome.hit(here ? "same-vcenter" : "across-vcenters")
            .with(uuid, names)
            .evidence(VmProperty.INSTANCE_UUID, uuid)
            .evidence("role", holder.role())
            .evidence("sharedWith", others.stream().map(DuplicateInstanceUuid::describe).toList())
            .build(),
        uuid);
  }

  private static String describe(Holder other) {
    ObjectRef ref = other.ref();
    return ref.path()
        + "/"
        + ref.name()
        + " ("
        + other.role()
        + ", "
        + ref.ref().moId()
        + ", "
        + ref.vcenter()
        + ")";
  }

  private record Holder(ObjectRef ref, String role) {}
}
