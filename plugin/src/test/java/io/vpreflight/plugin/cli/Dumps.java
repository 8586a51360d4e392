// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.scenario.DatacenterScenario;
import io.vpreflight.scenario.Scenario;
import io.vpreflight.scenario.VCenterScenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Object dumps of small companies, for commands that read files. */
final class Dumps {
  static final Instant NOW = Instant.parse("2026-11-20T06:00:00Z");

  private final Path folder;

  Dumps(Path folder) {
    this.folder = folder;
  }

  /** A vCenter of that name with the datacenter Paris and one host, filled by the test. */
  String of(String name, Consumer<DatacenterScenario> filling) throws IOException {
    VCenterScenario vcenter = Scenario.vcenter(name, NOW);
    DatacenterScenario paris = vcenter.datacenter("Paris");
    paris.cluster("Production").host("esx01.example.org");
    filling.accept(paris);
    Path dump = Files.createDirectories(folder.resolve(name));
    vcenter.writeTo(dump);
    return dump.toString();
  }

  /** With {@code db01}, whose snapshot is 40 days old, and the healthy {@code web01}. */
  String withOldSnapshot(String name) throws IOException {
    return of(
        name,
        paris -> {
          paris.vm("db01").snapshot("before patch", NOW.minus(Duration.ofDays(40)));
          paris.vm("web01");
        });
  }
}
