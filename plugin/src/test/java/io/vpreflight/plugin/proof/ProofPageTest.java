// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.Checks;
import io.vpreflight.jobs.check.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No check without its proof, and the page says what is proven. */
class ProofPageTest {
  private static final Path MODULE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();

  private final List<Proof> proofs = new ArrayList<>();
  private final JobsTests tests = new JobsTests(MODULE);

  ProofPageTest() throws IOException, ReflectiveOperationException {
    Path folder = MODULE.resolve("src/test/java/io/vpreflight/plugin/proof");
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith("ProofTest.java")) {
          Class<?> room = Class.forName("io.vpreflight.plugin.proof." + name.replace(".java", ""));
          proofs.addAll(((Room) room.getDeclaredConstructor().newInstance()).proofs());
        }
      }
    }
  }

  @Test
  void every_check_is_found_silent_and_undetermined_there_or_it_is_said_why_not() {
    List<String> missing = new ArrayList<>();
    for (Check check : Checks.all()) {
      Set<Answer> answers = EnumSet.noneOf(Answer.class);
      for (Proof proof : proofs) {
        if (proof.check().equals(check.info().id())) {
          proof.cases().forEach(one -> answers.add(one.answer()));
          proof.elsewhere().forEach(elsewhere -> answers.add(elsewhere.answer()));
        }
      }
      for (Answer answer : EnumSet.complementOf(EnumSet.copyOf(answers))) {
        missing.add(check.info().id() + " " + answer);
      }
    }
    assertEquals(List.of(), missing);
  }

  @Test
  void what_is_shown_and_what_is_said_not_to_be_do_not_overlap() {
    List<String> both = new ArrayList<>();
    for (Proof proof : proofs) {
      for (Elsewhere elsewhere : proof.elsewhere()) {
        boolean shown =
            proofs.stream()
                .filter(other -> other.check().equals(proof.check()))
                .flatMap(other -> other.cases().stream())
                .anyMatch(one -> one.answer() == elsewhere.answer());
        if (shown) {
          both.add(proof.check() + " " + elsewhere.answer());
        }
      }
    }
    assertEquals(List.of(), both);
  }

  @Test
  void tests_on_records_that_are_named_exist() {
    List<String> gone = new ArrayList<>();
    for (Proof proof : proofs) {
      for (Elsewhere elsewhere : proof.elsewhere()) {
        if (!tests.has(elsewhere.test())) {
          gone.add(proof.check() + ": " + elsewhere.test());
        }
      }
    }
    assertEquals(List.of(), gone);
  }

  @Test
  void every_kind_is_shown_there_or_on_records() {
    List<String> nowhere = new ArrayList<>();
    ProofPage page = new ProofPage(proofs, tests);
    for (Check check : Checks.all()) {
      for (String kind : page.unshown(check)) {
        if (tests.naming(check, kind).isEmpty()) {
          nowhere.add(check.info().id() + " " + kind);
        }
      }
    }
    assertEquals(List.of(), nowhere);
  }

  @Test
  void every_kind_is_named_where_a_check_has_several() {
    List<String> wrong = new ArrayList<>();
    for (Check check : Checks.all()) {
      for (Proof proof : proofs) {
        for (Case one : proof.cases()) {
          boolean ofCheck = proof.check().equals(check.info().id());
          boolean named =
              one.kind() == null
                  ? check.info().kinds().size() <= 1
                  : check.info().kinds().contains(one.kind());
          if (ofCheck && one.answer() == Answer.FOUND && !named) {
            wrong.add(proof.check() + " " + one.kind());
          }
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void the_page_says_what_is_proven() throws IOException {
    Path page = MODULE.resolveSibling("docs").resolve("proof.md");
    String text = new ProofPage(proofs, tests).text();
    if (Boolean.getBoolean("proof.write")) {
      Files.writeString(page, text);
    }
    String written = Files.exists(page) ? Files.readString(page) : "";
    assertEquals(text, written, "out of date: run with -Dproof.write=true");
  }
}
