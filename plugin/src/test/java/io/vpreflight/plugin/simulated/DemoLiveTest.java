// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.vpreflight.plugin.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody starts {@code demo --live} and types what it prints: the repair is planned, approved,
 * killed in the middle and resumed, each in a process of its own.
 */
@Timeout(600)
class DemoLiveTest {
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
  private static final List<String> SIX =
      List.of(
          "ReconfigVM_Task",
          "CreateSnapshot_Task",
          "RemoveSnapshot_Task",
          "ReconfigVM_Task",
          "CreateSnapshot_Task",
          "RemoveSnapshot_Task");

  @TempDir Path home;

  private record Ended(int code, String out, String err) {}

  @Test
  void three_machines_are_reset_although_the_process_is_killed_in_the_middle() throws Exception {
    Path said = home.resolve("demo.out");
    Path changed = home.resolve("demo.err");
    Process demo = start(List.of("demo", "--live", "--pace", "1s"), said, changed);
    try {
      await(said, "Ctrl-C");
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(
              Files.getPosixFilePermissions(home.resolve("vpreflight-demo/password"))));
      Map<String, List<String>> commands = commands(Files.readString(said));

      Ended planned = run(words(commands, "repair plan"));
      assertEquals(0, planned.code(), planned.toString());
      Matcher digest = Pattern.compile("--digest ([0-9a-f]{12})").matcher(planned.out());
      assertTrue(digest.find(), planned.out());
      List<String> approve = new ArrayList<>(words(commands, "repair approve"));
      approve.replaceAll(word -> word.equals("DIGEST") ? digest.group(1) : word);
      Ended approved = run(approve);
      assertEquals(0, approved.code(), approved.toString());
      assertTrue(
          approved.out().contains(digest.group(1) + " --config FILE --state-dir "),
          approved.toString());

      Path progress = home.resolve("run.err");
      Process running = start(words(commands, "repair run"), home.resolve("run.out"), progress);
      try {
        // Wave 2: two machines at once, both without tracking and with a snapshot of ours.
        await(progress, "srv-par-suivi13: M3 remove our snapshot: runs");
      } finally {
        running.destroyForcibly().waitFor();
      }
      Ended status = run(words(commands, "repair status"));
      assertTrue(status.out().contains("reset change tracking: interrupted"), status.toString());
      assertTrue(status.out().contains("srv-par-suivi14  complete"), status.toString());
      assertTrue(
          status
              .out()
              .contains(
                  "next: vpreflight repair resume "
                      + digest.group(1)
                      + " --config FILE --state-dir "),
          status.toString());
      List<String> withConfig = new ArrayList<>(words(commands, "repair status"));
      withConfig.addAll(List.of("--config", "vpreflight-demo/vcenter.yaml"));
      String pasted = run(withConfig).out();
      assertTrue(pasted.contains(" --config vpreflight-demo/vcenter.yaml --state-dir "), pasted);

      List<String> resume = new ArrayList<>(words(commands, "repair resume"));
      resume.addAll(List.of("--format", "json"));
      Ended resumed = run(resume);
      assertEquals(0, resumed.code(), resumed.toString());
      Map<String, String> outcomes = new TreeMap<>();
      for (JsonElement each :
          JsonParser.parseString(resumed.out()).getAsJsonObject().getAsJsonArray("targets")) {
        JsonObject target = each.getAsJsonObject();
        outcomes.put(target.get("name").getAsString(), target.get("outcome").getAsString());
      }
      assertEquals(
          Map.of(
              "srv-par-suivi03", "complete",
              "srv-par-suivi13", "complete",
              "srv-par-suivi14", "complete"),
          outcomes);

      Ended verified = run(words(commands, "journal verify"));
      assertEquals(0, verified.code(), verified.toString());
      assertEquals(5, newChangeIds(words(commands, "journal verify")));
      assertEquals(Map.of(), snapshotsLeft(words(commands, "repair plan")));
      assertEquals(
          Map.of("srv-par-suivi03", SIX, "srv-par-suivi13", SIX, "srv-par-suivi14", SIX),
          executed(Files.readString(changed)));
    } finally {
      demo.destroy();
      assertTrue(demo.waitFor(5, TimeUnit.MINUTES));
    }
    assertFalse(Files.exists(home.resolve("vpreflight-demo")), Files.readString(changed));
  }

  /** How many changeIds the snapshots after the reset have shown, all of them different. */
  private int newChangeIds(List<String> verify) throws Exception {
    List<String> show = new ArrayList<>(verify);
    show.set(1, "show");
    show.addAll(List.of("--format", "json"));
    TreeSet<String> found = new TreeSet<>();
    for (JsonElement each :
        JsonParser.parseString(run(show).out()).getAsJsonObject().getAsJsonArray("lines")) {
      JsonObject line = each.getAsJsonObject();
      if (line.get("step").getAsString().equals("V")) {
        line.getAsJsonObject("details").entrySet().stream()
            .filter(detail -> detail.getKey().startsWith("disk."))
            .forEach(detail -> found.add(detail.getValue().getAsString()));
      }
    }
    return found.size();
  }

  /** Snapshots that the vCenter shows on those machines now, by machine. */
  private Map<String, JsonElement> snapshotsLeft(List<String> plan) throws Exception {
    List<String> again = new ArrayList<>(plan);
    again.addAll(List.of("--format", "json"));
    Map<String, JsonElement> left = new HashMap<>();
    int machines = 0;
    for (JsonElement each :
        JsonParser.parseString(run(again).out()).getAsJsonObject().getAsJsonArray("targets")) {
      JsonObject baseline = each.getAsJsonObject().getAsJsonObject("baseline");
      assertTrue(baseline.get("changeTrackingEnabled").getAsBoolean(), baseline.toString());
      machines++;
      if (!baseline.getAsJsonArray("snapshots").isEmpty()) {
        left.put(each.getAsJsonObject().getAsJsonObject("object").toString(), baseline);
      }
    }
    assertEquals(3, machines);
    return left;
  }

  /** What the vCenter says that it was asked for, by machine. */
  private static Map<String, List<String>> executed(String told) {
    Map<String, List<String>> executed = new TreeMap<>();
    Matcher line =
        Pattern.compile("(?m)^\\S+  (\\w+_Task) +(srv\\S+) +ok Task:\\S+$").matcher(told);
    while (line.find()) {
      executed.computeIfAbsent(line.group(2), name -> new ArrayList<>()).add(line.group(1));
    }
    return executed;
  }

  /** The commands that were printed, by their names, as words. */
  private static Map<String, List<String>> commands(String said) {
    Map<String, List<String>> commands = new HashMap<>();
    for (String line : said.replaceAll(" \\\\\n +", " ").lines().toList()) {
      if (line.startsWith("    vpreflight ")) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line.strip());
        while (word.find()) {
          words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        words.remove(0);
        commands.put(words.get(0) + (words.size() > 1 ? " " + words.get(1) : ""), words);
      }
    }
    return commands;
  }

  private static List<String> words(Map<String, List<String>> commands, String name) {
    return Objects.requireNonNull(commands.get(name), name);
  }

  private static void await(Path file, String text) throws IOException, InterruptedException {
    while (!Files.readString(file).contains(text)) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private Ended run(List<String> words) throws IOException, InterruptedException {
    Path out = Files.createTempFile(home, "command", ".out");
    Path err = Files.createTempFile(home, "command", ".err");
    Process process = start(words, out, err);
    try {
      assertTrue(process.waitFor(5, TimeUnit.MINUTES), "it does not end");
    } finally {
      process.destroyForcibly();
    }
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private Process start(List<String> words, Path out, Path err) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(words);
    command.addAll(List.of("--lang", "en"));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("XDG_CONFIG_HOME", home.resolve("config").toString());
    builder.environment().put("XDG_STATE_HOME", home.resolve("state").toString());
    return builder.start();
  }
}
