// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.vpreflight.jobs.check.Check;
import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.jobs.testing.ProjectFiles;
import io.vpreflight.jobs.testing.SeedRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the list of checks, their classes, tests and pages together. */
class ChecksTest {
  private static final Path TESTS = ProjectFiles.MODULE.resolve("src/test/java");
  private static final Path PAGES = ProjectFiles.DOCS.resolve("checks");
  private static final String PART = "[a-z0-9]+(-[a-z0-9]+)*";
  private static final String ID =
      "(vm|host|cluster|datastore|network|vcenter)\\." + PART + "\\." + PART;
  private static final Map<Subject<?>, String> PREFIXES =
      Map.of(
          Subject.VM, "vm.",
          Subject.HOST, "host.",
          Subject.CLUSTER, "cluster.",
          Subject.DATASTORE, "datastore.",
          Subject.NETWORK, "network.",
          Subject.VCENTER, "vcenter.");
  private static final List<String> HEADINGS =
      List.of(
          "## What it means",
          "## How we know",
          "## Why it matters",
          "## What to do",
          "## When it stays silent");

  private static List<CheckInfo> infos() {
    return Checks.all().stream().map(Check::info).toList();
  }

  @Test
  void every_check_is_listed_once() {
    Set<String> classes =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.vpreflight.jobs")
                .stream()
                .filter(c -> c.isAssignableTo(Check.class))
                .filter(c -> !c.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(JavaClass::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    List<String> listed = Checks.all().stream().map(c -> c.getClass().getName()).sorted().toList();
    assertEquals(new ArrayList<>(classes), listed);
  }

  @Test
  void the_list_is_sorted_by_id_and_no_two_have_one() {
    List<String> ids = infos().stream().map(CheckInfo::id).toList();
    assertEquals(new ArrayList<>(new TreeSet<>(ids)), ids);
  }

  @Test
  void ids_and_kinds_are_well_formed() {
    List<String> wrong = new ArrayList<>();
    for (CheckInfo info : infos()) {
      if (!info.id().matches(ID)) {
        wrong.add(info.id());
      }
      if (new HashSet<>(info.kinds()).size() < info.kinds().size()) {
        wrong.add(info.id() + " " + info.kinds());
      }
      info.kinds().stream()
          .filter(kind -> !kind.matches(PART))
          .forEach(kind -> wrong.add(info.id() + "/" + kind));
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void an_id_begins_with_what_is_judged() {
    List<String> wrong = new ArrayList<>();
    for (Check check : Checks.all()) {
      if (check instanceof ObjectCheck<?> objectCheck
          && !check.info().id().startsWith(PREFIXES.getOrDefault(objectCheck.subject(), "?"))) {
        wrong.add(check.info().id());
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void every_check_is_run_by_a_test_beside_it() {
    List<String> untested = new ArrayList<>();
    for (Check check : Checks.all()) {
      Class<?> type = check.getClass();
      Path room = TESTS.resolve(type.getPackageName().replace('.', '/'));
      String made = "new " + type.getSimpleName() + "()";
      if (ProjectFiles.below(room, "Test.java").stream()
          .noneMatch(test -> ProjectFiles.text(test).contains(made))) {
        untested.add(type.getName());
      }
    }
    assertEquals(List.of(), untested);
  }

  @Test
  void seed_rows_and_error_ids_are_well_formed() {
    Set<String> rows = SeedRows.all().keySet();
    List<String> wrong = new ArrayList<>();
    for (CheckInfo info : infos()) {
      info.seedRows().stream()
          .filter(row -> !rows.contains(row))
          .forEach(row -> wrong.add(info.id() + ": no row " + row));
      info.errorIds().stream()
          .filter(id -> !id.matches("[A-Z][A-Za-z]+:[A-Za-z0-9]+"))
          .forEach(id -> wrong.add(info.id() + ": not Product:id: " + id));
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void every_check_has_a_page() {
    assertEquals(
        List.of(),
        infos().stream()
            .map(CheckInfo::id)
            .filter(id -> !ProjectFiles.exists(PAGES.resolve(id + ".md")))
            .toList());
  }

  @Test
  void every_page_is_that_of_a_check_and_has_its_five_headings() {
    Set<String> ids = infos().stream().map(CheckInfo::id).collect(Collectors.toSet());
    List<String> wrong = new ArrayList<>();
    for (Path page : ProjectFiles.below(PAGES, ".md")) {
      String id = page.getFileName().toString().replaceAll("\\.md$", "");
      List<String> lines = ProjectFiles.lines(page);
      List<String> headings = lines.stream().filter(line -> line.startsWith("#")).toList();
      if (!ids.contains(id)) {
        wrong.add(id + ": no such check");
      } else if (lines.size() > 40) {
        wrong.add(id + ": more than 40 lines");
      } else if (!headings.equals(headings(id))) {
        wrong.add(id + ": " + headings + " instead of " + headings(id));
      }
    }
    assertEquals(List.of(), wrong);
  }

  private static List<String> headings(String id) {
    List<String> headings = new ArrayList<>();
    headings.add("# " + CheckTextsTest.english("check." + id + ".title"));
    headings.addAll(HEADINGS);
    return headings;
  }
}
