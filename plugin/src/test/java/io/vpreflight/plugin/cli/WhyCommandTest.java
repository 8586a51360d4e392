// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.vpreflight.plugin.cli.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything known about one virtual machine, from the command line. */
class WhyCommandTest {
  @TempDir Path temp;

  private Result why(String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "why";
    System.arraycopy(args, 0, all, 1, args.length);
    return new Shell(temp).run(all);
  }

  @Test
  void what_is_wrong_with_a_machine_is_told_with_its_evidence_and_its_remedy() throws IOException {
    Result result = why("db01", "--from", new Dumps(temp).withOldSnapshot("vc"));
    assertEquals(Exit.OK, result.code(), result.toString());
    assertTrue(result.out().startsWith("/Paris/db01\n  in vc.example.org, 8.0.3 (from a file"));
    for (String part :
        List.of("vm.snapshot.age", "snapshot.rootSnapshotList", "→ ", "└─ before patch  40 days")) {
      assertTrue(result.out().contains(part), part + " in " + result);
    }
  }

  @Test
  void what_decides_the_verdict_is_told() throws IOException {
    String dump =
        new Dumps(temp)
            .of(
                "vc",
                paris -> {
                  paris.vm("one").instanceUuid("50000000-0000-4000-8000-000000000001");
                  paris.vm("two").instanceUuid("50000000-0000-4000-8000-000000000001");
                });
    Result result = why("one", "--from", dump, "--profile", "azure-migrate-agentless");
    assertEquals(Exit.OK, result.code(), result.toString());
    String decides = result.out().substring(result.out().indexOf("Decided by:"));
    assertTrue(decides.lines().skip(1).findFirst().orElse("").contains("instance UUID"), decides);
    assertTrue(result.out().contains("agentless: not eligible"), result.out());
  }

  @Test
  void the_other_half_of_a_duplicate_may_be_in_another_vcenter() throws IOException {
    String uuid = "50000000-0000-4000-8000-000000000001";
    Dumps dumps = new Dumps(temp);
    String here = dumps.of("here", paris -> paris.vm("one").instanceUuid(uuid));
    String there = dumps.of("there", paris -> paris.vm("copy").instanceUuid(uuid));
    Result result = why("one", "--from", here, "--from", there);
    assertTrue(result.out().contains("with copy (there.example.org)"), result.toString());
    Result both = why(uuid, "--from", here, "--from", there);
    assertEquals(Exit.USAGE, both.code());
    assertTrue(both.err().contains("  here.example.org:vm-"), both.err());
    assertTrue(both.err().contains("  /Paris/copy"), both.err());
    assertEquals("", both.out());
  }

  @Test
  void a_candidate_can_be_named_by_what_the_list_says() throws IOException {
    String dump =
        new Dumps(temp)
            .of(
                "vc",
                paris -> {
                  paris.folder("A").vm("web");
                  paris.folder("B").vm("web");
                });
    Result both = why("web", "--from", dump);
    assertEquals(Exit.USAGE, both.code());
    String line =
        both.err().lines().filter(l -> l.endsWith("/Paris/B/web")).findFirst().orElseThrow();
    String key = line.strip().substring(0, line.strip().indexOf(' '));
    Result one = why(key, "--from", dump);
    assertEquals(Exit.OK, one.code(), one.toString());
    assertTrue(one.out().startsWith("/Paris/B/web"), one.out());
    assertTrue(why("/Paris/A/web", "--from", dump).out().startsWith("/Paris/A/web"));
  }

  @Test
  void a_slip_of_the_pen_is_told_with_what_was_meant() throws IOException {
    Result result = why("wbe01", "--from", new Dumps(temp).of("vc", p -> p.vm("web01")));
    assertEquals(Exit.USAGE, result.code());
    assertTrue(result.err().contains("did you mean web01?"), result.err());
  }

  @Test
  void json_is_the_audit_of_that_machine() throws IOException {
    String dump = new Dumps(temp).withOldSnapshot("vc");
    Result result = why("db01", "--from", dump, "--format", "json");
    assertEquals(Exit.OK, result.code(), result.err());
    JsonObject json = result.json();
    assertEquals(1, json.getAsJsonArray("vms").size());
    assertEquals(1, json.getAsJsonArray("disks").size());
    for (JsonElement finding : json.getAsJsonArray("findings")) {
      String name = finding.getAsJsonObject().getAsJsonObject("object").get("name").getAsString();
      assertFalse(name.equals("web01"), name);
    }
    assertTrue(result.out().contains("vm.snapshot.age"), result.out());
    assertEquals(Exit.USAGE, why("db01", "--from", dump, "--format", "html").code());
  }

  @Test
  void a_vcenter_that_is_not_there_leaves_the_answer_unfinished() throws IOException {
    String dump = new Dumps(temp).withOldSnapshot("vc");
    Path broken = Files.writeString(temp.resolve("broken.vpreflight"), "not a capture");
    Result found = why("db01", "--from", dump, "--from", broken.toString());
    assertEquals(Exit.INCOMPLETE, found.code(), found.toString());
    assertTrue(found.out().contains("Not whole: "), found.out());
    Result missing = why("db99", "--from", dump, "--from", broken.toString());
    assertEquals(Exit.INCOMPLETE, missing.code(), missing.toString());
    assertTrue(missing.err().contains("broken.vpreflight"), missing.err());
  }

  @Test
  void a_configuration_file_may_want_another_format_for_its_audits() throws IOException {
    Path config = Files.writeString(temp.resolve("v.yaml"), "format: csv\nprofile: cbt-health\n");
    String dump = new Dumps(temp).withOldSnapshot("vc");
    Result result = why("db01", "--from", dump, "--config", config.toString());
    assertEquals(Exit.OK, result.code(), result.toString());
    assertTrue(result.out().contains("cbt-health"), result.out());
  }

  @Test
  void it_speaks_french() throws IOException {
    String dump = new Dumps(temp).withOldSnapshot("vc");
    Result result = new Shell(temp).in(Locale.FRENCH).run("why", "db01", "--from", dump);
    assertTrue(result.out().contains("Identité"), result.out());
    assertTrue(result.out().contains("1 snapshot\n"), result.out());
  }
}
