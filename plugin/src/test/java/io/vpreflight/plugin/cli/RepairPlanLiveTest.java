// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.plugin.cli.Shell.Result;
import io.vpreflight.plugin.server.Govc;
import io.vpreflight.plugin.server.Vcsim;
import io.vpreflight.plugin.server.VcsimOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans and approvals as an admin types them, against a server that we did not write. */
class RepairPlanLiveTest {
  @SuppressWarnings("NullAway.Init")
  private static Vcsim server;

  private static String path = "";
  private static String name = "";

  @TempDir Path temp;

  @BeforeAll
  static void start() {
    server = Vcsim.start(VcsimOptions.model().vms(3));
    path = Govc.run(server, "find", "/", "-type", "m").lines().findFirst().orElseThrow();
    name = path.substring(path.lastIndexOf('/') + 1);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private Shell shell() {
    return new Shell(temp)
        .with("VPREFLIGHT_USERNAME", server.username())
        .with("VPREFLIGHT_PASSWORD", server.password());
  }

  private Result plan(Shell shell, String kind, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "repair",
                "plan",
                "--vcenter",
                server.url().toString(),
                "--thumbprint",
                server.thumbprint(),
                "--kind",
                kind,
                "--own-vm",
                "none",
                "--zone",
                "Europe/Paris",
                "--state-dir",
                temp.resolve("state").toString()));
    args.addAll(List.of(more));
    return shell.run(args.toArray(String[]::new));
  }

  private Result repair(String... args) {
    String[] all = new String[args.length + 3];
    all[0] = "repair";
    System.arraycopy(args, 0, all, 1, args.length);
    all[args.length + 1] = "--state-dir";
    all[args.length + 2] = temp.resolve("state").toString();
    return shell().run(all);
  }

  @Test
  void a_plan_of_a_living_vcenter_is_kept_with_the_digest_of_its_bytes() throws IOException {
    Path out = temp.resolve("plan.json");
    Result made =
        plan(
            shell(),
            "enable-cbt",
            "--vm",
            name,
            "--longest-stun",
            "90s",
            "--out",
            out.toString(),
            "--format",
            "json");
    assertTrue(made.code() == Exit.OK || made.code() == Exit.FINDINGS, made.toString());
    PlanFile file = PlanFile.read(Files.readAllBytes(out));
    assertEquals(file.json(), made.out());
    assertEquals(name, file.plan().targets().get(0).object().name());
    assertEquals("Europe/Paris", file.plan().window().zone().getId());
    assertEquals(Duration.ofSeconds(90), file.plan().limits().guests().longestStun());
    assertEquals(0, server.stats().openSessions());
    Result history = repair("history", "--format", "json");
    JsonObject first = history.json().getAsJsonArray("plans").get(0).getAsJsonObject();
    assertEquals(file.digest(), first.get("digest").getAsString());
    assertEquals("planned", first.get("state").getAsString());
    assertFalse(made.toString().contains(server.password()));
  }

  @Test
  void the_page_says_why_a_machine_is_refused_in_both_languages() {
    for (Locale language : List.of(Locale.ENGLISH, Locale.FRENCH)) {
      Result page = plan(shell().in(language), "consolidate", "--vm", name);
      assertEquals(Exit.FINDINGS, page.code(), page.toString());
      assertTrue(page.out().contains("x nothing-to-consolidate: "), page.toString());
      assertFalse(page.out().contains("refusal.") || page.out().contains("plan.page"), page.out());
    }
  }

  @Test
  void a_plan_is_approved_by_its_digest_with_a_reason_and_once() throws IOException {
    Path out = temp.resolve("a plan.json");
    Path config = Files.writeString(temp.resolve("a config.yaml"), "failOn: error\n");
    Govc.run(server, "fields.add", "-type", "VirtualMachine", "DPMServer");
    Govc.run(server, "fields.set", "DPMServer", "dpm-old.example.org", path);
    Path live = Files.writeString(temp.resolve("live.txt"), "# ours\ndpm01.example.org\n");
    Result made =
        plan(
            shell(),
            "clear-attribute",
            "--vm",
            name,
            "--live-servers",
            live.toString(),
            "--out",
            out.toString(),
            "--config",
            config.toString());
    assertEquals(Exit.OK, made.code(), made.toString());
    String digest = PlanFile.read(Files.readAllBytes(out)).digest();
    assertTrue(made.out().contains(digest), made.out());
    String typed =
        Typed.itself()
            + " repair approve "
            + Typed.quoted(out.toString())
            + " --digest "
            + digest.substring(0, 12)
            + " --config "
            + Typed.quoted(config.toString())
            + " --state-dir "
            + temp.resolve("state");
    assertTrue(made.out().contains(typed), made.out());
    assertEquals(
        Exit.USAGE,
        repair("approve", out.toString(), "--digest", "0".repeat(64), "--reason", "t").code());
    assertEquals(
        Exit.USAGE, repair("approve", out.toString(), "--digest", digest, "--reason", " ").code());
    String short12 = digest.substring(0, 12);
    Result approved =
        repair(
            "approve", short12, "--digest", short12, "--reason", "ticket 42", "--format", "json");
    assertEquals(Exit.OK, approved.code(), approved.toString());
    assertFalse(approved.json().get("authenticated").getAsBoolean());
    Result again = repair("approve", short12, "--digest", digest, "--reason", "ticket 43");
    assertEquals(Exit.USAGE, again.code(), again.toString());
    Result status = repair("status");
    assertTrue(status.out().contains(short12) && status.out().contains("ticket 42"), status.out());
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(temp.resolve("state").resolve("approval-key"))));
    Result journal =
        shell().run("journal", "show", "--state-dir", temp.resolve("state").toString());
    assertTrue(journal.out().contains("  approved\n"), journal.toString());
  }

  @Test
  void a_plan_that_was_touched_is_not_approved() throws IOException {
    Path out = temp.resolve("plan.json");
    plan(shell(), "enable-cbt", "--vm", name, "--out", out.toString());
    String json = Files.readString(out);
    Files.writeString(out, json.replace("\"perHost\":1", "\"perHost\":9"));
    String digest = PlanFile.read(json.getBytes(java.nio.charset.StandardCharsets.UTF_8)).digest();
    Result touched = repair("approve", out.toString(), "--digest", digest, "--reason", "t");
    assertEquals(Exit.USAGE, touched.code(), touched.toString());
    assertTrue(touched.err().contains(digest), touched.err());
  }

  @Test
  void everything_that_is_wrong_is_said_at_once_and_nothing_is_sent() {
    int logins = server.stats().logins();
    Result wrong =
        plan(
            shell(),
            "format-c",
            "--window",
            "Samedi;22:00;6h",
            "--per-datastore",
            "5",
            "--longest-stun",
            "0s");
    assertEquals(Exit.USAGE, wrong.code(), wrong.toString());
    for (String part :
        List.of("format-c", "--from-audit", "Samedi", "at most 4", "--longest-stun")) {
      assertTrue(wrong.err().contains(part), part + " in " + wrong.err());
    }
    Result nobody = plan(shell(), "reload", "--vm", "nobody-of-that-name");
    assertEquals(Exit.USAGE, nobody.code(), nobody.toString());
    assertEquals(logins + 1, server.stats().logins());
  }

  @Test
  void machines_are_taken_from_a_check_and_from_a_report() throws IOException {
    Path report = temp.resolve("audit.json");
    Result audit =
        shell()
            .run(
                "audit",
                "--vcenter",
                server.url().toString(),
                "--thumbprint",
                server.thumbprint(),
                "--format",
                "json",
                "--check",
                "vm.cbt.off",
                "--out",
                report.toString());
    assertFalse(audit.code() == Exit.USAGE || audit.code() == Exit.BROKEN, audit.toString());
    Result byReport =
        plan(shell(), "enable-cbt", "--from-audit", report.toString(), "--format", "json");
    Result byCheck = plan(shell(), "enable-cbt", "--check", "vm.cbt.off", "--format", "json");
    assertEquals(byReport.code(), byCheck.code(), byReport + "\n" + byCheck);
    if (byReport.code() != Exit.USAGE) {
      assertEquals(
          byReport.json().getAsJsonArray("targets").size(),
          byCheck.json().getAsJsonArray("targets").size());
    }
  }
}
