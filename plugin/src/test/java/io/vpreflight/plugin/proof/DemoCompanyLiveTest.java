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
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Paris of the demo company, read from its files and read from a server that has loaded them. */
class DemoCompanyLiveTest {
  private static final Pattern AGE = Pattern.compile("(\\d+ (d|h|min|s) ?)+");
  private static final String EVERY = "every host";
  private static final String ANY_CHECK = "every check";
  private static final String VCENTER = "the vCenter";

  /**
   * What cannot be the same.
   *
   * @param check id, or {@link #ANY_CHECK}
   * @param object name of the object that it is said of, or {@link #EVERY}
   * @param why in a few words
   */
  record Difference(String check, String object, String why) {}

  /** All that differs. */
  static final List<Difference> DIFFERENCES =
      List.of(
          new Difference(
              "host.nfc.agent-memory",
              EVERY,
              "the files hold counters of memory, which the simulator does not serve"),
          new Difference(
              "vcenter.certificate.expiring",
              VCENTER,
              "a file shows no certificate; the server does"),
          new Difference(
              "vcenter.clock.offset",
              VCENTER,
              "a file tells no clock; the server's is set to the day of the demo, far from ours"),
          new Difference(
              "vcenter.view.partial",
              VCENTER,
              "a file does not tell what its reader could see; the server answers"),
          new Difference(
              "vm.snapshot.consolidation-needed",
              "srv-par-conso05",
              "the file has no `runtime.consolidationNeeded`; the simulator makes it false"),
          new Difference(
              ANY_CHECK,
              "srv-par-suivi15",
              "the file has no `config`, which a file may lack; the server says that it is unset"));

  @TempDir Path temp;

  @Test
  void the_server_says_what_the_files_say() throws IOException {
    VCenterScenario paris = DemoCompany.now().vcenters().get(0);
    Path dump = temp.resolve("paris");
    paris.writeTo(dump);
    Duration sinceThen = Duration.between(Instant.now(), DemoCompany.NOW);
    Set<Difference> seen = new HashSet<>();
    try (Vcsim server = Vcsim.start(VcsimOptions.dump(dump).clockOffset(sinceThen))) {
      for (String profile : ProfileReader.BUILT_IN) {
        Set<Said> fromFiles = said(audit(profile, List.of("--from", dump.toString())));
        Set<Said> live = said(audit(profile, Stage.login(server, temp.resolve(profile))));
        assertTrue(fromFiles.size() > 100, fromFiles.toString());
        assertEquals(List.of(), unexplained("only in the files", fromFiles, live, seen), profile);
        assertEquals(List.of(), unexplained("only live", live, fromFiles, seen), profile);
      }
    }
    assertEquals(Set.copyOf(DIFFERENCES), seen, "explained, and no longer true");
  }

  private static List<String> unexplained(
      String where, Set<Said> these, Set<Said> those, Set<Difference> seen) {
    List<String> unexplained = new ArrayList<>();
    for (Said said : these) {
      List<Difference> explained =
          DIFFERENCES.stream()
              .filter(
                  d ->
                      List.of(said.check(), ANY_CHECK).contains(d.check())
                          && List.of(said.object(), EVERY).contains(d.object()))
              .toList();
      if (!those.contains(said) && explained.isEmpty()) {
        unexplained.add(where + ": " + said);
      } else if (!those.contains(said)) {
        seen.addAll(explained);
      }
    }
    return unexplained;
  }

  private JsonObject audit(String profile, List<String> source) {
    List<String> words = new ArrayList<>(List.of("audit", "--format", "json"));
    words.addAll(source);
    words.addAll(List.of("--profile", profile));
    return new Shell(temp).run(words.toArray(String[]::new)).json();
  }

  private record Said(String check, String object, String moId, String answer) {}

  private static Set<Said> said(JsonObject report) {
    Set<Said> said = new LinkedHashSet<>();
    for (String list : List.of("findings", "undetermined")) {
      for (JsonElement element : report.getAsJsonArray(list)) {
        JsonObject entry = element.getAsJsonObject();
        JsonObject object = entry.getAsJsonObject("object");
        boolean ofVCenter = object.get("type").getAsString().equals("ServiceInstance");
        StringBuilder answer = new StringBuilder();
        for (String name : List.of("kind", "severity", "key", "reason")) {
          if (entry.has(name)) {
            answer.append(' ').append(entry.get(name).getAsString());
          }
        }
        said.add(
            new Said(
                entry.get("check").getAsString(),
                ofVCenter ? VCENTER : object.get("name").getAsString(),
                object.get("moId").getAsString(),
                // A reason may tell an age, and the second audit is some seconds later.
                AGE.matcher(answer).replaceAll("some time")));
      }
    }
    return said;
  }
}
