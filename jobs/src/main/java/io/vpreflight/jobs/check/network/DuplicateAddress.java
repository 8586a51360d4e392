// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.network;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.check.Unknowns;
import io.vpreflight.vsphere.inventory.GuestIp;
import io.vpreflight.vsphere.inventory.GuestNic;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmPowerState;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.ArrayList;
import java.util.List;

/** The guest itself found out that another machine on its network has its address. */
public final class DuplicateAddress implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      CheckInfo.of("vm.network.duplicate-address", "reported")
          .requires(VmProperty.POWER_STATE, VmProperty.GUEST_NET)
          .mayRead(VmProperty.DEVICES)
          .seedRows("000-58")
          .build();

  @Override
  public CheckInfo info() {
    return INFO;
  }

  @Override
  public Subject<VirtualMachine> subject() {
    return Subject.VM;
  }

  @Override
  public List<Outcome> check(VirtualMachine vm, Scene scene) {
    VmPowerState power = vm.runtime().powerState();
    if (power == null) {
      return Outcome.unset(VmProperty.POWER_STATE);
    }
    if (power != VmPowerState.POWERED_ON) {
      return List.of();
    }
    List<GuestNic> net = vm.guest().net();
    if (net == null) {
      return Outcome.unset(VmProperty.GUEST_NET);
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (GuestNic nic : net) {
      for (GuestIp ip : nic.ipAddress()) {
        Text unknown = ip.state() == null ? Unknowns.at(GuestIp.STATE, vm.unreadable()) : null;
        if (unknown != null && GuestAddresses.isOfAdapter(nic, vm)) {
          String key = nic.deviceConfigId() + " " + ip.ipAddress();
          outcomes.add(new Outcome.Undetermined(key, unknown));
        }
        if ("duplicate".equals(ip.state()) && GuestAddresses.isOfAdapter(nic, vm)) {
          outcomes.add(
              Outcome.hit("reported")
                  .key(nic.deviceConfigId() + " " + ip.ipAddress())
                  .with(ip.ipAddress(), nic.network() == null ? "?" : nic.network())
                  .evidence("guest.net.ipConfig.ipAddress.ipAddress", ip.ipAddress())
                  .evidence("guest.net.ipConfig.ipAddress.state", ip.state())
                  .evidence("guest.net.ipConfig.ipAddress.origin", ip.origin())
                  .evidence("guest.net.macAddress", nic.macAddress())
                  .evidence("guest.net.network", nic.network())
                  .build());
        }
      }
    }
    return outcomes;
  }
}
