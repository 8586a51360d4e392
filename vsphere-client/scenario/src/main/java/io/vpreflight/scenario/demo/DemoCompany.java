// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario.demo;

import io.vpreflight.scenario.Scenario;
import io.vpreflight.scenario.VCenterScenario;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Valombre, a maker of kitchen tiles with sites in Paris, Lyon and Frankfurt, and a small plant in
 * Porto that it bought: about 500 virtual machines, most of them in order, and at least one object
 * for every condition that is looked for ({@link DemoTopics} lists them). For one thread.
 */
public final class DemoCompany {
  /** The present of the demo. */
  public static final Instant NOW = Instant.parse("2026-11-20T06:00:00Z");

  private final Site paris;
  private final Site lyon;
  private final Site frankfurt;
  private final Site porto;

  private DemoCompany(boolean earlier) {
    paris =
        new Site(
            Scenario.vcenter("vcenter-paris", NOW)
                .instanceName("vcenter-paris.valombre.example")
                .seed(11)
                .version("8.0.3", "24022515")
                .instanceUuid("8f0d3c52-5a37-4d0e-9f0c-1d7a60b1a001"),
            "Paris",
            "par");
    lyon =
        new Site(
            Scenario.vcenter("vcenter-lyon", NOW)
                .instanceName("vcenter-lyon.valombre.example")
                .seed(22)
                .version("7.0.3", "24201990")
                .instanceUuid("8f0d3c52-5a37-4d0e-9f0c-1d7a60b1a002"),
            "Lyon",
            "lyo");
    frankfurt =
        new Site(
            Scenario.vcenter("vcenter-frankfurt", NOW)
                .instanceName("vcenter-frankfurt.valombre.example")
                .seed(33)
                .version("9.0.0", "24755230")
                .instanceUuid("8f0d3c52-5a37-4d0e-9f0c-1d7a60b1a003"),
            "Frankfurt",
            "fra");
    porto =
        new Site(
            Scenario.vcenter("vcenter-porto", NOW)
                .instanceName("vcenter-porto.valombre.example")
                .seed(44)
                .version("6.0.0", "14510545")
                .instanceUuid("8f0d3c52-5a37-4d0e-9f0c-1d7a60b1a004"),
            "Porto",
            "por");
    Infrastructure.addTo(paris, lyon, frankfurt);
    HealthyMachines.addTo(paris, lyon, frankfurt);
    SpecialMachines.addTo(paris, lyon, frankfurt);
    HostCases.addTo(paris, lyon, frankfurt);
    IdentityCases.addTo(paris, lyon, frankfurt);
    RebootCases.addTo(lyon);
    AddressCases.addTo(paris);
    TrackingCases.addTo(paris, lyon, earlier);
    SnapshotCases.addTo(paris, lyon);
    TaskCases.addTo(paris, frankfurt);
    EligibilityCases.addTo(frankfurt);
    OldPlant.addTo(porto);
    if (earlier) {
      vcenters().forEach(vcenter -> vcenter.asOf(NOW.minus(Duration.ofHours(2))));
    }
  }

  /** Returns the company at {@link #NOW}. */
  public static DemoCompany now() {
    return new DemoCompany(false);
  }

  /** Returns the company two hours before, which comparisons with an earlier run need. */
  public static DemoCompany twoHoursEarlier() {
    return new DemoCompany(true);
  }

  /** Returns the vCenters. */
  public List<VCenterScenario> vcenters() {
    return List.of(paris.vcenter(), lyon.vcenter(), frankfurt.vcenter(), porto.vcenter());
  }

  /**
   * Writes {@code <folder>/<vcenter>.zip} for each vCenter, and the earlier state of Paris as
   * {@code <folder>/baseline/vcenter-paris.zip}.
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      throw new IllegalArgumentException("one argument is expected: the folder to write to");
    }
    Path folder = Path.of(arguments[0]);
    for (VCenterScenario vcenter : now().vcenters()) {
      write(vcenter, folder);
    }
    write(twoHoursEarlier().vcenters().get(0), folder.resolve("baseline"));
  }

  private static void write(VCenterScenario vcenter, Path folder) throws IOException {
    Files.createDirectories(folder);
    try (OutputStream out = Files.newOutputStream(folder.resolve(vcenter.name() + ".zip"))) {
      vcenter.writeZip(out);
    }
  }
}
