// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.identity;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.Estate;
import io.vpreflight.jobs.check.EstateCheck;
import io.vpreflight.jobs.check.Gaps;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Roles;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmPowerState;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Two running virtual machines use one MAC address where they can meet. */
public final class DuplicateMac implements EstateCheck {
  private static final CheckInfo INFO =
      CheckInfo.of("vm.identity.duplicate-mac", "same-network", "across-vcenters")
          .requires(VmProperty.POWER_STATE, VmProperty.DEVICES)
          .mayRead(HostProperty.HARDWARE)
          .build();
  private static final int NAMED = 5;

  private record OnNetwork(String vcenter, String network, String mac) {}

  @Override
  public CheckInfo info() {
    return INFO;
  }

  @Override
  public Verdict check(Estate estate) {
    List<Located> outcomes = new ArrayList<>();
    SharedValues<OnNetwork, Plug> onNetwork = new SharedValues<>();
    SharedValues<String, Plug> assigned = new SharedValues<>();
    int evaluated = 0;
    for (Scene scene : Scopes.apart(estate)) {
      Text uncollected = Gaps.uncollected(INFO.required(), scene);
      Roles roles = Roles.in(scene);
      for (VirtualMachine vm : scene.inventory().virtualMachines()) {
        if (!INFO.roles().contains(roles.of(vm).role())) {
          continue;
        }
        Text unknown = uncollected != null ? uncollected : unknown(vm);
        if (unknown != null) {
          outcomes.add(
              new Located(
                  scene.locations().refOf(vm.ref()), new Outcome.Undetermined("", unknown)));
          continue;
        }
        evaluated++;
        Holder holder = new Holder(scene, vm);
        for (Plug plug : isOn(vm) ? Plug.of(holder) : List.<Plug>of()) {
          String network = plug.network();
          if (network != null) {
            onNetwork.add(new OnNetwork(plug.holder().vcenter(), network, plug.mac()), plug);
          }
          if (plug.isAssigned()) {
            assigned.add(plug.mac(), plug);
          }
          Text doubt = plug.doubt();
          if (doubt != null && estate.scenes().size() > 1) {
            String key = Integer.toString(plug.adapter().key());
            outcomes.add(new Located(holder.ref(), new Outcome.Undetermined(key, doubt)));
          }
        }
      }
    }
    // Within one vCenter that was not read there is nobody to be judged.
    for (Scene scene : Scopes.remembered(estate)) {
      Roles roles = Roles.in(scene);
      scene.inventory().virtualMachines().stream()
          .filter(vm -> INFO.roles().contains(roles.of(vm).role()) && isOn(vm))
          .flatMap(vm -> Plug.of(new Holder(scene, vm, true)).stream())
          .filter(Plug::isAssigned)
          .forEach(plug -> assigned.add(plug.mac(), plug));
    }
    Set<Plug> found = Collections.newSetFromMap(new IdentityHashMap<>());
    onNetwork
        .shared()
        .forEach((where, plugs) -> report("same-network", where.mac(), plugs, found, outcomes));
    assigned.shared().forEach((mac, plugs) -> across(mac, plugs, found, outcomes));
    return new Verdict(evaluated, outcomes);
  }

  private static @Nullable Text unknown(VirtualMachine vm) {
    Text refused = Gaps.unreadable(VmProperty.class, INFO.required(), vm.unreadable());
    if (refused != null) {
      return refused;
    }
    if (vm.runtime().powerState() == null) {
      return Text.of("reason.unset", VmProperty.POWER_STATE.path());
    }
    return vm.config().hardware() == null && isOn(vm)
        ? Text.of("reason.unset", VmProperty.DEVICES.path())
        : null;
  }

  private static boolean isOn(VirtualMachine vm) {
    return vm.runtime().powerState() == VmPowerState.POWERED_ON;
  }

  /** One vCenter gives each address once; two do so only when their own ids differ. */
  private static void across(
      String mac, List<Plug> plugs, Set<Plug> found, List<Located> outcomes) {
    if (plugs.stream().map(plug -> plug.holder().vcenter()).distinct().count() > 1) {
      report("across-vcenters", mac, plugs, found, outcomes);
    }
  }

  private static void report(
      String kind, String mac, List<Plug> plugs, Set<Plug> found, List<Located> outcomes) {
    for (Plug plug : plugs) {
      Holder holder = plug.holder();
      List<Holder> others =
          plugs.stream()
              .map(Plug::holder)
              .filter(other -> !other.isSameAs(holder))
              .limit(NAMED)
              .toList();
      if (others.isEmpty() || holder.isRemembered() || !found.add(plug)) {
        continue;
      }
      String names = others.stream().map(holder::nameOf).collect(Collectors.joining(", "));
      Outcome.HitBuilder hit =
          Outcome.hit(kind)
              .key(plug.adapter().key())
              .with(mac, names, plug.adapter().label())
              .evidence("config.hardware.device.macAddress", mac)
              .evidence("config.hardware.device.addressType", plug.adapter().addressType())
              .evidence("config.hardware.device.backing", plug.network())
              .evidence("sharedWith", others.stream().map(Holder::describe).toList())
              .evidence("sharedWith.count", plugs.size() - 1);
      Instant asOf = Holder.asOf(others);
      if (asOf != null) {
        hit.evidence("sharedWith.asOf", asOf);
      }
      outcomes.add(new Located(holder.ref(), hit.build(), mac));
    }
  }
}
