// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.vpreflight.plugin.cli.Shell;
import io.vpreflight.plugin.cli.Shell.Result;
import io.vpreflight.plugin.server.Vcsim;
import io.vpreflight.plugin.server.VcsimOptions;
import io.vpreflight.scenario.demo.DemoCompany;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is audited, the JSON is what {@code docs/audit.schema.json} describes. */
class SchemaTest {
  static final List<String> PROFILES =
      List.of("discovery-audit", "cbt-health", "azure-migrate-agentless");
  private static final Path SCHEMA = Path.of("../docs/audit.schema.json");
  private static final int SHOWN = 10;

  @TempDir Path temp;

  /** What a JSON report has that the schema does not describe. */
  static void assertDescribed(Result result) throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(SCHEMA), InputFormat.JSON);
    List<String> problems =
        schema.validate(result.out(), InputFormat.JSON).stream()
            .map(Error::toString)
            .limit(SHOWN)
            .toList();
    assertEquals(List.of(), problems, result.command());
  }

  @Test
  void a_living_vcenter_its_dump_and_its_capture_in_every_profile_and_language()
      throws IOException {
    Audits audits = new Audits(temp);
    Path dump = temp.resolve("dump");
    DemoCompany.now().vcenters().get(0).writeTo(dump);
    VcsimOptions options =
        VcsimOptions.dump(dump)
            .clockOffset(Duration.between(Instant.now(), DemoCompany.NOW))
            .deny("HostSystem:summary.rebootRequired")
            .deny("VirtualMachine:snapshot");
    try (Vcsim server = Vcsim.start(options)) {
      Path capture = audits.capture(server, "capture");
      for (String profile : PROFILES) {
        String[] json = {"audit", "--format", "json", "--profile", profile};
        assertDescribed(audits.on(server, with(json, "--lang", "fr")));
        assertDescribed(audits.run(with(json, "--from", dump.toString())));
        assertDescribed(audits.run(with(json, "--from", capture.toString(), "--hostd-log")));
        assertDescribed(
            audits.run(with(json, "--from", capture.toString(), "--baseline", capture.toString())));
      }
    }
  }

  @Tag("F1")
  @Test
  void a_vcenter_that_is_not_there_beside_one_that_is() throws IOException {
    String gone;
    try (Vcsim server = Vcsim.start(VcsimOptions.model().vms(1))) {
      gone = server.url().toString();
    }
    try (Vcsim server = Vcsim.start(VcsimOptions.model().vms(1))) {
      for (String profile : PROFILES) {
        Result result =
            new Shell(temp)
                .with("VPREFLIGHT_PASSWORD", server.password())
                .run(
                    "audit",
                    "--format",
                    "json",
                    "--profile",
                    profile,
                    "--username",
                    server.username(),
                    "--thumbprint",
                    server.thumbprint(),
                    "--vcenter",
                    server.url().toString(),
                    "--vcenter",
                    gone);
        assertEquals(3, result.code(), result.toString());
        assertDescribed(result);
      }
    }
  }

  private static String[] with(String[] words, String... more) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }
}
