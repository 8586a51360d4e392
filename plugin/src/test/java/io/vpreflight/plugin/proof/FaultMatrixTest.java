// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Holds {@code docs/fault-matrix.md} to the tests that carry the ids of its rows as tags. {@code
 * -Dfault-matrix.write=true} writes the page anew.
 */
class FaultMatrixTest {
  private static final Path PAGE = Path.of("../docs/fault-matrix.md");
  private static final List<Path> MODULES = List.of(Path.of("../jobs"), Path.of("."));

  private static final String HEAD =
      """
      # Fault matrix

      What goes wrong on purpose in every build, what must hold afterwards, and the tests that show \
      it. Written from the tests themselves: a test carries the id of its row as a tag, and the build \
      fails when this page is not what they say.

      Wherever a repair runs in them the invariants hold, judged by what the vCenter of the test \
      executed and by its objects, never by our own database: no call without an intent on the disk \
      (I1), one unfinished call for a machine (I2), a legal end (I3), tracking never left off in \
      silence (I4), nothing removed that we did not make (I5), snapshots of others untouched (I6).

      """;

  record Row(String fault, String mustHold) {}

  private static final Map<String, Row> ROWS = rows();

  private static Map<String, Row> rows() {
    Map<String, Row> rows = new TreeMap<>(FaultMatrixTest::byNumber);
    rows.put(
        "F3",
        new Row(
            "An answer breaks off: before its first byte, after one, at 10, 50 and 99 %, in the"
                + " last one; lists, counters (`QueryPerf`), updates (`WaitForUpdatesEx`) and calls"
                + " that change something",
            "Reads are repeated, nothing missing and nothing twice; an update that was lost means a"
                + " whole reading; what changes something is sent once and settled by looking"));
    rows.put(
        "F4",
        new Row(
            "The reply to a call that changes something is lost, garbled, or the call never"
                + " arrived",
            "Executed once; a snapshot that was made is adopted"));
    rows.put(
        "F5",
        new Row(
            "Connections are refused, reset, or dropped while idle",
            "Made anew; nothing is sent behind our back"));
    rows.put(
        "F16",
        new Row(
            "The vCenter starts anew before or after each call; another one answers at its address",
            "Waited for, then settled by looking; another instance UUID gets no more calls"));
    rows.put(
        "F21",
        new Row(
            "Each call meets each of fourteen faults: refused, failed in its task, for ever",
            "Again later, back to where it was, or a person with the commands, as the table says"));
    rows.put(
        "F22",
        new Row(
            "A task is queued for ever, freezes at 95 %, takes three hours, is cancelled, or fails"
                + " after it was done",
            "Waited for with a limit, then parked; nothing is sent beside it; settled when it ends"));
    rows.put("F23", new Row("vCenter forgot the task", "Settled by looking"));
    rows.put(
        "F24",
        new Row(
            "A task says success and changed nothing, or says error and did; deltas stay behind",
            "What is there counts, not what is said"));
    rows.put(
        "F25",
        new Row(
            "Others snapshot, remove ours, edit, migrate, clone, power off, rename or delete the"
                + " machine at any moment in between",
            "A legal end; what is theirs stays, a clone as it was made; tracking is never enabled"
                + " under a snapshot"));
    rows.put(
        "F26",
        new Row(
            "The first machine asks something, or fails; a snapshot task takes longer than the limit;"
                + " a guest does not get its address back",
            "The batch stops with the measure and the limit; no other machine is touched; what"
                + " vCenter or VMware Tools do not tell is said and stops nothing"));
    rows.put(
        "F27",
        new Row(
            "The datastore fills while our snapshot is open",
            "Ours goes first, nothing new is begun"));
    rows.put(
        "F28",
        new Row(
            "Fifty machines on one datastore or on several, or two processes",
            "No more snapshots at once than the limit; one process at a time"));
    rows.put(
        "F29",
        new Row(
            "Leftovers, and snapshots under names like ours",
            "Removed by reference and exact name of this operation only"));
    rows.put(
        "F30",
        new Row(
            "The machine, the plan or the approval is not what it was; a second execution",
            "Refused before anything is sent"));
    rows.put(
        "F31",
        new Row(
            "The process is halted at each of 8 mutations x 6 points: 6 of the reset, 2 of the way"
                + " back",
            "`repair resume` brings it to its end; each call executed once"));
    rows.put(
        "F32",
        new Row(
            "Random faults and a kill at a random request, 20 rounds, seed printed; `-Dsoak=200`"
                + " for more",
            "What was executed is what was written down"));
    rows.put(
        "F33",
        new Row(
            "SIGTERM while the service carries out a plan, at each call and at the end of each task;"
                + " somebody stops an audit, a repair or a wait in the middle",
            "It comes to where it may be left, the plan is parked, the session logged out; the next"
                + " service goes on; what has not left is not sent"));
    rows.put(
        "F35",
        new Row(
            "The disk is full, read-only, fails at any line of the journal, or takes longer for one"
                + " than a lease lasts; another process has the store; connections break at one"
                + " commit in five, before or after it, or all are taken; PostgreSQL is gone, or"
                + " confirms what is on no disk",
            "No call without its line; no line twice, none lost; what was sent goes on from the"
                + " journal"));
    rows.put(
        "F37",
        new Row(
            "The journal is torn at any byte, a bit is flipped, a file is missing or older; a"
                + " database was put back",
            "A torn tail is ignored, everything else is found and nothing begins"));
    rows.put(
        "F41",
        new Row(
            "Two nodes: 200 machines are reset, and 200 effects counted, while the one that works is"
                + " paused, and others are killed between intent and call and after the call; a service"
                + " sleeps while another one takes its plan over and is lost, too; one schedule",
            "By the log of the vCenter every call once, and no machine left half way; numbers only"
                + " grow; who slept too long is told so, and says nothing more of the plan; the"
                + " schedule is done once, also when a node is lost"));
    rows.put(
        "F48",
        new Row(
            "A webhook leads to this machine, a private network or the place where clouds hand out"
                + " credentials, by address or by name; redirects; answers without end, or never",
            "Nothing is sent there; left after ten seconds"));
    rows.putAll(FaultsOfReading.ROWS);
    rows.putAll(FaultsOfTheService.ROWS);
    return rows;
  }

  private static int byNumber(String one, String other) {
    return Integer.compare(
        Integer.parseInt(one.substring(1)), Integer.parseInt(other.substring(1)));
  }

  private record Proof(String test, int cases) {}

  @Test
  void the_page_is_what_the_tests_say() throws Exception {
    Map<String, List<Proof>> proofs = new TreeMap<>(FaultMatrixTest::byNumber);
    for (Path module : MODULES) {
      collect(module, proofs);
    }
    CompiledTests.of(Path.of("../vsphere-client"))
        .forEach(
            test ->
                proofs
                    .computeIfAbsent(test.row(), row -> new ArrayList<>())
                    .add(new Proof(test.name(), test.cases())));
    assertEquals(ROWS.keySet(), proofs.keySet(), "each row has its tests, each tag its row");
    String page = page(proofs);
    if (Boolean.getBoolean("fault-matrix.write")) {
      Files.writeString(PAGE, page);
    }
    assertTrue(Files.exists(PAGE), "missing: run with -Dfault-matrix.write=true");
    assertEquals(page, Files.readString(PAGE), "out of date: run with -Dfault-matrix.write=true");
  }

  private static String page(Map<String, List<Proof>> proofs) {
    StringBuilder page = new StringBuilder(HEAD);
    page.append("| id | fault | what must hold | cases |\n| --- | --- | --- | ---: |\n");
    StringBuilder tests = new StringBuilder();
    int sum = 0;
    for (Map.Entry<String, Row> row : ROWS.entrySet()) {
      List<Proof> shown = proofs.getOrDefault(row.getKey(), List.of());
      int cases = shown.stream().mapToInt(Proof::cases).sum();
      sum += cases;
      page.append(
          "| %s | %s | %s | %d |\n"
              .formatted(row.getKey(), row.getValue().fault(), row.getValue().mustHold(), cases));
      tests.append("\n### ").append(row.getKey()).append("\n");
      for (Proof proof : shown) {
        tests.append("- %s (%d)\n".formatted(proof.test(), proof.cases()));
      }
    }
    page.append("\n").append(sum).append(" cases.\n\n").append(NotShown.TEXT);
    page.append("\n## The tests\n").append(tests);
    return page.toString();
  }

  private static void collect(Path module, Map<String, List<Proof>> proofs) throws Exception {
    Path sources = module.resolve("src/test/java");
    URL[] compiled = {module.resolve("target/test-classes").toUri().toURL()};
    try (URLClassLoader loader =
            new URLClassLoader(compiled, FaultMatrixTest.class.getClassLoader());
        Stream<Path> files = Files.walk(sources)) {
      for (Path file :
          files.filter(one -> one.toString().endsWith("Test.java")).sorted().toList()) {
        if (Files.readString(file).contains("@Tag(\"F")) {
          String path = sources.relativize(file).toString();
          String name = path.substring(0, path.length() - ".java".length());
          collect(loader.loadClass(name.replace(file.getFileSystem().getSeparator(), ".")), proofs);
        }
      }
    }
  }

  private static void collect(Class<?> type, Map<String, List<Proof>> proofs) throws Exception {
    List<Method> methods = new ArrayList<>(List.of(type.getDeclaredMethods()));
    methods.sort((one, other) -> one.getName().compareTo(other.getName()));
    for (Method method : methods) {
      for (Tag tag : method.getAnnotationsByType(Tag.class)) {
        if (tag.value().matches("F[0-9]+")) {
          proofs
              .computeIfAbsent(tag.value(), id -> new ArrayList<>())
              .add(
                  new Proof(
                      "`" + type.getSimpleName() + "` " + method.getName().replace('_', ' '),
                      cases(type, method)));
        }
      }
    }
  }

  /** As many as there are arguments. */
  private static int cases(Class<?> type, Method method) throws Exception {
    if (!method.isAnnotationPresent(ParameterizedTest.class)) {
      return 1;
    }
    int cases = 0;
    MethodSource source = method.getAnnotation(MethodSource.class);
    if (source != null) {
      for (String provider : source.value()) {
        Method arguments = type.getDeclaredMethod(provider);
        arguments.setAccessible(true);
        cases += (int) ((Stream<?>) arguments.invoke(null)).count();
      }
    }
    ValueSource values = method.getAnnotation(ValueSource.class);
    if (values != null) {
      cases +=
          values.strings().length
              + values.longs().length
              + values.ints().length
              + values.booleans().length;
    }
    if (cases == 0) {
      throw new IOException("cases of " + method + " cannot be counted");
    }
    return cases;
  }
}
