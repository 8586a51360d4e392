// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.network;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.EthernetCard;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.Network;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmPowerState;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A network adapter of a running virtual machine is unplugged, or will be after a power cycle. */
public final class AdapterDisconnected implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      CheckInfo.of(
              "vm.network.adapter-disconnected",
              "disconnected",
              "left-disconnected",
              "not-at-power-on")
          .requires(VmProperty.POWER_STATE, VmProperty.DEVICES)
          .seedRows("000-58", "003-05")
          .build();
  private static final String CONNECTED = "config.hardware.device.connectable.connected";
  private static final String START = "config.hardware.device.connectable.startConnected";

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
    Hardware hardware = vm.config().hardware();
    if (hardware == null) {
      return Outcome.unset(VmProperty.DEVICES);
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (EthernetCard adapter : hardware.adapters()) {
      Outcome outcome = judge(adapter, scene);
      if (outcome != null) {
        outcomes.add(outcome);
      }
    }
    return outcomes;
  }

  private static @Nullable Outcome judge(EthernetCard adapter, Scene scene) {
    Boolean connected = adapter.connected();
    Boolean start = adapter.startConnected();
    if (connected == null || start == null) {
      String unset = connected == null ? CONNECTED : START;
      return new Outcome.Undetermined(
          Integer.toString(adapter.key()), Text.of("reason.unset", unset));
    }
    if (connected && start) {
      return null;
    }
    String kind = "not-at-power-on";
    if (!connected) {
      kind = start ? "disconnected" : "left-disconnected";
    }
    Network network = scene.locations().network(adapter.backing().network());
    return Outcome.hit(kind)
        .key(adapter.key())
        .with(adapter.label())
        .evidence(CONNECTED, connected)
        .evidence(START, start)
        .evidence("config.hardware.device.macAddress", adapter.macAddress())
        .evidence(
            "config.hardware.device.backing",
            network == null ? adapter.backing().deviceName() : network.name())
        .build();
  }
}
