// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.testing;

import io.vpreflight.scenario.DatacenterScenario;
import io.vpreflight.scenario.Scenario;
import io.vpreflight.scenario.VCenterScenario;
import io.vpreflight.scenario.VmScenario;
import io.vpreflight.simulator.Simulator;
import io.vpreflight.simulator.SimulatorBuilder;
import io.vpreflight.simulator.model.ManualClock;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.simulator.model.SimulatedClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A small vCenter that tests load, and a clock that they move. */
public final class Company {
  public static final Instant NOW = Instant.parse("2026-11-20T06:00:00Z");

  private final VCenterScenario vcenter = Scenario.vcenter("vcenter-test", NOW);
  private final DatacenterScenario paris = vcenter.datacenter("Paris");
  private final List<VmScenario> vms = new ArrayList<>();
  private final ManualClock clock = SimulatedClock.manual(NOW);

  /** With so many virtual machines, {@code vm1} and so on. */
  public Company(int machines) {
    for (int i = 1; i <= machines; i++) {
      vms.add(paris.vm("vm" + i));
    }
  }

  public VCenterScenario vcenter() {
    return vcenter;
  }

  public ManualClock clock() {
    return clock;
  }

  /** Reference of a virtual machine, from 1. */
  public Ref vm(int number) {
    return ref(vms.get(number - 1).reference());
  }

  public Ref root() {
    return ref(vcenter.rootFolder().reference());
  }

  public VmScenario scenario(int number) {
    return vms.get(number - 1);
  }

  private static Ref ref(io.vpreflight.scenario.Reference reference) {
    return new Ref(reference.type(), reference.moId());
  }

  /** Ready to be started, with the clock of this company. */
  public SimulatorBuilder load(Path folder) {
    try {
      vcenter.writeTo(folder.resolve("dump"));
      return Simulator.load(folder.resolve("dump")).clock(clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
