// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.vpreflight.jobs.profile.ProfileReader;
import io.vpreflight.plugin.cli.Shell;
import io.vpreflight.plugin.server.Vcsim;
import io.vpreflight.plugin.server.VcsimOptions;
import io.vpreflight.scenario.VCenterScenario;
import io.vpreflight.scenario.demo.DemoCompany;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Paris of the demo company, read from its files and read from a server that has loaded them. */
class DemoCompanyLiveTest {
  @TempDir Path temp;

  @Test
  void the_server_says_what_the_files_say() throws IOException {
    VCenterScenario paris = DemoCompany.now().vcenters().get(0);
    Path dump = temp.resolve("paris");
    paris.writeTo(dump);
    Duration sinceThen = Duration.between(Instant.now(), DemoCompany.NOW);
    try (Vcsim server = Vcsim.start(VcsimOptions.dump(dump).clockOffset(sinceThen))) {
      for (String profile : ProfileReader.BUILT_IN) {
        JsonObject fromFiles = audit(profile, List.of("--from", dump.toString()));
        JsonObject live = audit(profile, Stage.login(server, temp.resolve(profile)));
        for (String list : List.of("findings", "undetermined")) {
          Set<String> said = said(fromFiles, list);
          Set<String> saidLive = said(live, list);
          List<String> differences = new ArrayList<>();
          said.stream().filter(s -> !saidLive.contains(s)).forEach(s -> differences.add("- " + s));
          saidLive.stream().filter(s -> !said.contains(s)).forEach(s -> differences.add("+ " + s));
          assertTrue(said.size() > 20, said.toString());
          assertEquals(List.of(), differences, profile);
        }
      }
    }
  }

  private JsonObject audit(String profile, List<String> source) {
    List<String> words = new ArrayList<>(List.of("audit", "--format", "json"));
    words.addAll(source);
    words.addAll(List.of("--profile", profile));
    return new Shell(temp).run(words.toArray(String[]::new)).json();
  }

  private static Set<String> said(JsonObject report, String list) {
    Set<String> said = new TreeSet<>();
    for (JsonElement element : report.getAsJsonArray(list)) {
      JsonObject entry = element.getAsJsonObject();
      List<String> words = new ArrayList<>();
      for (String name : List.of("check", "kind", "severity", "key", "reason")) {
        if (entry.has(name)) {
          words.add(entry.get(name).getAsString());
        }
      }
      words.add(entry.getAsJsonObject("object").get("moId").getAsString());
      words.add(entry.getAsJsonObject("object").get("name").getAsString());
      said.add(String.join(" ", words));
    }
    return said;
  }
}
