// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.plugin.cli.Exit;
import io.vpreflight.plugin.cli.Shell;
import io.vpreflight.simulator.fault.TaskFault;
import io.vpreflight.simulator.fault.WireFault;
import io.vpreflight.simulator.model.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a policy does to the demo company, as cron would call it, judged by what was executed. */
@Tag("long")
@Timeout(600)
class AutomaticRepairTest {
  private static final String ALWAYS = "Monday;0:00;7d";
  private static final String CONSOLIDATE = "ConsolidateVMDisks_Task";
  private static final Set<String> BOTH = Set.of("srv-par-conso01", "srv-par-conso02");

  @TempDir static Path shared;
  private static Path dump;

  @TempDir Path temp;

  @BeforeAll
  static void dump() throws IOException {
    dump = RepairBench.dump(shared);
  }

  private static String closed() {
    DayOfWeek day = LocalDate.now(ZoneOffset.UTC).getDayOfWeek().plus(3);
    String name = day.name().charAt(0) + day.name().substring(1).toLowerCase(Locale.ROOT);
    return name + ";0:00;1h";
  }

  private Path policy(String name, boolean enabled, String window, String limits)
      throws IOException {
    List<String> lines =
        List.of(
            "name: " + name,
            "enabled: " + enabled,
            "kind: consolidate",
            "check: vm.snapshot.consolidation-needed",
            "scope:",
            "  vcenter: \"*\"",
            "  include: srv-par-*",
            "  exclude: [srv-par-mandataire01]",
            "window: " + window,
            "zone: UTC",
            "limits: { " + limits + " }");
    Path file = Files.write(temp.resolve(name + ".yaml"), lines);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    return file;
  }

  private Shell.Result auto(RepairBench bench, Path policy, String... more) {
    List<String> words = bench.words("auto", "--policy=" + policy, "--own-vm", "none");
    words.addAll(List.of("--format", "json"));
    words.addAll(List.of(more));
    return new Shell(temp).run(words.toArray(String[]::new));
  }

  private JsonObject told(RepairBench bench, String... command) {
    String[] words = java.util.Arrays.copyOf(command, command.length + 4);
    words[command.length] = "--format";
    words[command.length + 1] = "json";
    words[command.length + 2] = "--state-dir";
    words[command.length + 3] = bench.state().toString();
    return new Shell(temp).run(words).json();
  }

  private static Set<String> names(Shell.Result result, String list) {
    Set<String> names = new TreeSet<>();
    for (JsonElement each : result.json().getAsJsonArray(list)) {
      names.add(each.getAsJsonObject().get("name").getAsString());
    }
    return names;
  }

  private static List<String> outcomes(Shell.Result result) {
    return result.json().getAsJsonArray("targets").asList().stream()
        .map(each -> each.getAsJsonObject().get("outcome").getAsString())
        .toList();
  }

  private static long merged(RepairBench bench) {
    return bench.executed().stream().filter(CONSOLIDATE::equals).count();
  }

  @Test
  void in_the_window_what_the_check_found_is_merged_and_approved_in_the_name_of_the_policy()
      throws IOException {
    try (RepairBench bench = new RepairBench(temp, dump, Duration.ZERO)) {
      Path policy = policy("nightly", true, ALWAYS, "perRun: 5");
      Shell.Result dry = auto(bench, policy, "--dry-run");
      assertEquals(BOTH, names(dry, "toRepair"), dry.toString());
      assertTrue(bench.server.mutations().entries().isEmpty());
      assertTrue(told(bench, "repair", "history").getAsJsonArray("plans").isEmpty());

      Shell.Result result = auto(bench, policy);
      assertEquals(Exit.OK, result.code(), result.toString());
      assertEquals(BOTH, names(result, "targets"), result.toString());
      assertEquals(List.of("complete", "complete"), outcomes(result));
      assertEquals(Set.of(CONSOLIDATE), Set.copyOf(bench.executed()));
      assertEquals(2, merged(bench));
      assertEquals(0, bench.server.openSessions());

      JsonObject plan =
          told(bench, "repair", "history").getAsJsonArray("plans").get(0).getAsJsonObject();
      JsonObject approval = plan.getAsJsonObject("approval");
      String sha256 = result.json().getAsJsonObject("policy").get("sha256").getAsString();
      assertEquals("finished", plan.get("state").getAsString());
      assertEquals("policy nightly", approval.get("approver").getAsString());
      assertFalse(approval.get("authenticated").getAsBoolean());
      String reason = approval.get("reason").getAsString();
      assertTrue(reason.contains(sha256) && reason.contains(policy.toString()), reason);
      assertTrue(reason.endsWith("of " + Files.getOwner(policy).getName()), reason);
      String journal = told(bench, "journal", "show").toString();
      assertTrue(journal.contains("policySha256"), journal);

      Shell.Result again = auto(bench, policy);
      assertEquals(Exit.OK, again.code(), again.toString());
      assertEquals("nothing-found", again.json().get("status").getAsString(), again.toString());
      assertEquals(2, merged(bench));
    }
  }

  @Test
  void off_or_outside_the_window_nobody_even_logs_in() throws IOException {
    try (RepairBench bench = new RepairBench(temp, dump, Duration.ZERO)) {
      for (Path policy :
          List.of(
              policy("off", false, ALWAYS, "perRun: 5"),
              policy("closed", true, closed(), "perRun: 5"))) {
        Shell.Result result = auto(bench, policy, "--vcenter", "https://127.0.0.1:1");
        assertEquals(Exit.USAGE, result.code(), "two vCenters: " + result);
        String url = bench.server.url().toString();
        List<String> words = bench.words("auto", "--policy=" + policy, "--format", "json");
        // Nobody listens there: a call would be an error.
        words.set(words.indexOf(url), "https://127.0.0.1:1");
        result = new Shell(temp).run(words.toArray(String[]::new));
        assertEquals(Exit.OK, result.code(), result.toString());
        assertEquals("idle", result.json().get("status").getAsString());
        Shell.Result dry = auto(bench, policy, "--dry-run");
        assertEquals(BOTH, names(dry, "toRepair"), dry.toString());
        assertFalse(dry.json().get("idle").isJsonNull(), dry.toString());
      }
      assertTrue(bench.server.mutations().entries().isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"removed", "switched off", "changed", "cancelled"})
  void it_is_stopped_in_the_middle(String how) throws IOException {
    try (RepairBench bench = new RepairBench(temp, dump, Duration.ofSeconds(4))) {
      Path policy = policy("nightly", true, ALWAYS, "perRun: 5");
      CompletableFuture<String> merging = new CompletableFuture<>();
      bench.server.faults().on(CONSOLIDATE).wire(new WireFault.Also(merging::complete));
      CompletableFuture<Void> stop = merging.thenRunAsync(() -> stop(bench, policy, how));
      Shell.Result result = auto(bench, policy);
      stop.join();
      assertEquals(Exit.FINDINGS, result.code(), result.toString());
      assertEquals(1, merged(bench), result.toString());
      assertEquals(List.of("complete", "untouched"), outcomes(result), result.toString());
    }
  }

  private void stop(RepairBench bench, Path policy, String how) {
    try {
      String text = Files.readString(policy);
      switch (how) {
        case "removed" -> Files.delete(policy);
        case "switched off" ->
            Files.writeString(policy, text.replace("enabled: true", "enabled: false"));
        case "changed" -> Files.writeString(policy, text.replace("perRun: 5", "perRun: 6"));
        default -> {
          String digest =
              told(bench, "repair", "status")
                  .getAsJsonArray("plans")
                  .get(0)
                  .getAsJsonObject()
                  .get("digest")
                  .getAsString();
          assertEquals(digest, told(bench, "repair", "cancel", digest).get("plan").getAsString());
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void one_failure_ends_it_for_a_day_and_no_other_touches_that_machine() throws IOException {
    try (RepairBench bench = new RepairBench(temp, dump, Duration.ZERO)) {
      bench
          .server
          .faults()
          .on(CONSOLIDATE)
          .task(new TaskFault.Fails(Fault.of("FileFault", "a delta is missing")));
      Path policy = policy("nightly", true, ALWAYS, "perRun: 5");
      Shell.Result result = auto(bench, policy);
      assertEquals(Exit.FINDINGS, result.code(), result.toString());
      assertEquals("untouched", outcomes(result).get(1), result.toString());
      long sent = bench.server.mutations().entries().size();

      Shell.Result again = auto(bench, policy);
      assertEquals("idle", again.json().get("status").getAsString(), again.toString());
      assertEquals(sent, bench.server.mutations().entries().size());

      Shell.Result other = auto(bench, policy("other", true, ALWAYS, "perRun: 5"));
      assertEquals(Set.of("srv-par-conso02"), names(other, "targets"), other.toString());
    }
  }

  @Test
  void no_more_than_its_limits_allow_in_a_run_and_in_a_day() throws IOException {
    try (RepairBench bench = new RepairBench(temp, dump, Duration.ZERO)) {
      Path policy = policy("slow", true, ALWAYS, "perRun: 1, perDay: 1");
      Shell.Result first = auto(bench, policy);
      assertEquals(1, outcomes(first).size(), first.toString());
      assertEquals(Set.of("srv-par-conso02"), names(first, "waiting"), first.toString());
      assertEquals("idle", auto(bench, policy).json().get("status").getAsString());
      assertEquals(1, merged(bench));
    }
  }

  @Test
  void a_reset_is_never_done_by_a_policy_and_all_that_is_wrong_is_told_with_its_line()
      throws IOException {
    try (RepairBench bench = new RepairBench(temp, dump, Duration.ZERO)) {
      Path policy = policy("nightly", true, ALWAYS, "perRun: 5");
      Files.writeString(
          policy,
          Files.readString(policy)
              .replace("kind: consolidate", "kind: reset-cbt")
              .replace("zone: UTC", "zone: Paris"));
      Shell.Result result = auto(bench, policy);
      assertEquals(Exit.USAGE, result.code(), result.toString());
      assertTrue(result.err().contains("nightly.yaml:3: reset-cbt"), result.err());
      assertTrue(result.err().contains("nightly.yaml:10: Paris"), result.err());
      assertTrue(bench.server.mutations().entries().isEmpty());
    }
  }

  @Tag("F42")
  @Test
  void another_installation_that_repairs_there_is_left_to_a_person() throws IOException {
    try (RepairBench first = new RepairBench(temp, dump, Duration.ZERO)) {
      Path policy = policy("nightly", true, ALWAYS, "perRun: 5");
      PlanFile reset = first.approved(RepairKind.RESET_CBT, 1);
      assertEquals(Exit.OK, first.run(reset).code());
      RepairBench second =
          RepairBench.elsewhere(Files.createDirectory(temp.resolve("second")), first);
      Shell.Result result = auto(second, policy);
      assertEquals(Exit.FINDINGS, result.code(), result.toString());
      assertEquals(BOTH, names(result, "refused"), result.toString());
      assertTrue(result.out().contains("other-installation"), result.toString());
      assertEquals(0, merged(first));
      // What is its own trace is no reason.
      assertEquals(Exit.OK, auto(first, policy).code());
      assertEquals(2, merged(first));
    }
  }
}
