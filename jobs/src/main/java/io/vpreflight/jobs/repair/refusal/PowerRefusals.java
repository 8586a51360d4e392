// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.refusal;

import io.vpreflight.jobs.check.Bytes;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.vsphere.inventory.EthernetCard;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmPowerState;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a machine that is powered on meets. */
public final class PowerRefusals {
  private PowerRefusals() {}

  static List<Outcome> notOff(Candidate candidate) {
    VmPowerState state = candidate.vm().runtime().powerState();
    if (state == null) {
      return Outcome.unset(VmProperty.POWER_STATE);
    }
    return state == VmPowerState.POWERED_OFF
        ? List.of()
        : Outcome.hit("not-off")
            .with(state.vim())
            .evidence(VmProperty.POWER_STATE, state.vim())
            .only();
  }

  /** A machine that runs already has its address or its identity. */
  static List<Outcome> twinRuns(Candidate candidate) {
    if (candidate.vm().config().hardware() == null) {
      return Outcome.unset(VmProperty.DEVICES);
    }
    for (VirtualMachine other : candidate.scene().inventory().virtualMachines()) {
      boolean off = other.runtime().powerState() == VmPowerState.POWERED_OFF;
      if (!off && !other.ref().equals(candidate.vm().ref())) {
        String shared = shared(candidate.vm(), other);
        if (shared != null) {
          return Outcome.hit("twin")
              .with(other.name(), shared)
              .evidence("runs", other.ref().moId())
              .evidence("shared", shared)
              .only();
        }
      }
    }
    return List.of();
  }

  /** What two machines both have that only one may have: an identifier or an address; or null. */
  public static @Nullable String shared(VirtualMachine one, VirtualMachine other) {
    String instance = one.config().instanceUuid();
    if (instance != null && instance.equalsIgnoreCase(other.config().instanceUuid())) {
      return instance;
    }
    String bios = one.config().uuid();
    if (bios != null && bios.equalsIgnoreCase(other.config().uuid())) {
      return bios;
    }
    Set<String> both = macs(one);
    both.retainAll(macs(other));
    return both.stream().sorted().findFirst().orElse(null);
  }

  private static Set<String> macs(VirtualMachine vm) {
    Set<String> macs = new HashSet<>();
    Hardware hardware = vm.config().hardware();
    if (hardware != null) {
      for (EthernetCard card : hardware.adapters()) {
        if (card.macAddress() != null && !card.macAddress().isEmpty()) {
          macs.add(card.macAddress().toLowerCase(Locale.ROOT));
        }
      }
    }
    return macs;
  }

  /** Admission is decided by vCenter; a host that would swap is known before. */
  static List<Outcome> hostIsFull(Candidate candidate) {
    Hardware hardware = candidate.vm().config().hardware();
    Integer wanted = hardware == null ? null : hardware.memoryMB();
    if (wanted == null) {
      return Outcome.unset(VmProperty.MEMORY_MB);
    }
    Host host = candidate.host();
    if (host == null) {
      return List.of();
    }
    Integer used = host.summary().overallMemoryUsageMB();
    Long size = host.summary().memorySizeBytes();
    if (used == null || size == null) {
      return Outcome.unset(used == null ? HostProperty.MEMORY_USAGE : HostProperty.HARDWARE);
    }
    long free = Math.max(0, size - ((long) used << 20));
    long bytes = (long) wanted << 20;
    return bytes <= free
        ? List.of()
        : Outcome.hit("full")
            .with(host.name(), new Bytes(free), new Bytes(bytes))
            .evidence("host summary.quickStats.overallMemoryUsage", used)
            .evidence(VmProperty.MEMORY_MB, wanted)
            .only();
  }
}
