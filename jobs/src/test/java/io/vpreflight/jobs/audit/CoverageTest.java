// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.check.Check;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.jobs.testing.ProjectFiles;
import io.vpreflight.jobs.testing.SeedRows;
import io.vpreflight.jobs.testing.SeedRows.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Writes {@code docs/coverage.md}, which says what answers each row of the troubleshooting guides,
 * and holds the file to it. {@code -Dcoverage.write=true} writes the file anew.
 */
class CoverageTest {
  private static final Path PAGE = ProjectFiles.DOCS.resolve("coverage.md");
  private static final Map<String, String> GUIDES = new LinkedHashMap<>();
  private static final Map<String, String> CHANNELS = new LinkedHashMap<>();

  static {
    GUIDES.put("000", "Azure Site Recovery: replication of VMware machines to Azure");
    GUIDES.put("001", "Azure Site Recovery: the process server");
    GUIDES.put("002", "Azure Migrate: replication without an agent");
    GUIDES.put("003", "Azure Site Recovery: how Hyper-V machines replicate");
    GUIDES.put("004", "Azure Backup Server");
    CHANNELS.put("check", "later: check");
    CHANNELS.put("probe", "later: probe");
    CHANNELS.put("guest", "later: guest operations");
    CHANNELS.put("repair", "later: repair");
    CHANNELS.put("explain", "later: explain");
    CHANNELS.put("rule", "how the tool works");
  }

  private final Map<String, Row> rows = SeedRows.all();
  private final Map<String, Set<String>> answers = new TreeMap<>();
  private final Map<String, Set<RepairKind>> repairs = new TreeMap<>();

  CoverageTest() {
    for (Check check : Checks.all()) {
      for (String row : check.info().seedRows()) {
        answers.computeIfAbsent(row, r -> new TreeSet<>()).add(check.info().id());
      }
    }
    for (RepairKind kind : RepairKind.values()) {
      kind.seedRows().forEach(r -> repairs.computeIfAbsent(r, x -> new TreeSet<>()).add(kind));
    }
  }

  @Test
  void there_are_268_rows_each_with_a_topic_and_a_known_channel() {
    assertEquals(268, rows.size());
    List<String> wrong = new ArrayList<>();
    for (Row row : rows.values()) {
      boolean known =
          CHANNELS.containsKey(row.channel())
              || (row.channel().startsWith("see ") && !seen(row).equals(row));
      if (!known || row.topic().isBlank() || !row.id().matches("00[0-4]-\\d\\d")) {
        wrong.add(row.toString());
      }
    }
    assertEquals(List.of(), wrong);
    assertEquals(new ArrayList<>(new TreeSet<>(rows.keySet())), new ArrayList<>(rows.keySet()));
  }

  @Test
  void the_page_says_what_the_checks_answer() {
    String page = page();
    if (Boolean.getBoolean("coverage.write")) {
      ProjectFiles.write(PAGE, page);
    }
    assertTrue(ProjectFiles.exists(PAGE), "run with -Dcoverage.write=true");
    assertEquals(page, ProjectFiles.text(PAGE), "out of date: run with -Dcoverage.write=true");
  }

  private String page() {
    StringBuilder page = new StringBuilder();
    page.append("# What checks and repairs answer\n\n")
        .append("Every item of five troubleshooting guides that an administrator works through")
        .append(
            " by hand, and\nwhat answers it here. Made from `seed-rows.tsv`, the checks and the repairs by")
        .append(" `CoverageTest`; do not edit.\n\n")
        .append("- *later: check*: vCenter shows it, and no check looks at it yet.\n")
        .append("- *later: probe*: it takes a connection to some other machine.\n")
        .append("- *later: guest operations*: only the guest shows it, to who has its password.\n")
        .append("- *later: repair*: it is something to do, not to find.\n")
        .append("- *later: explain*: nothing here shows it; the code can be explained.\n")
        .append("- *how the tool works*: a rule that the tool keeps, not a question.\n\n")
        .append("| guide | rows | answered by a check or a repair |\n| --- | --- | --- |\n");
    GUIDES.forEach(
        (id, name) -> {
          List<Row> all = of(id);
          long answered = all.stream().filter(row -> isAnswered(seen(row))).count();
          page.append("| %s %s | %d | %d |\n".formatted(id, name, all.size(), answered));
        });
    GUIDES.forEach(
        (id, name) -> {
          page.append(
              "\n## %s %s\n\n| row | topic | answer |\n| --- | --- | --- |\n".formatted(id, name));
          of(id)
              .forEach(
                  row ->
                      page.append(
                          "| %s | %s | %s |\n".formatted(row.id(), row.topic(), answer(row))));
        });
    return page.toString();
  }

  private boolean isAnswered(Row row) {
    return answers.containsKey(row.id()) || repairs.containsKey(row.id());
  }

  private List<Row> of(String guide) {
    return rows.values().stream().filter(row -> row.id().startsWith(guide)).toList();
  }

  private String answer(Row row) {
    List<String> found = new ArrayList<>();
    answers
        .getOrDefault(row.id(), Set.of())
        .forEach(id -> found.add("[`%s`](checks/%s.md)".formatted(id, id)));
    repairs
        .getOrDefault(row.id(), Set.of())
        .forEach(kind -> found.add("[`repair plan --kind %s`](repair.md)".formatted(kind.label())));
    if (!found.isEmpty()) {
      return String.join(", ", found);
    }
    return CHANNELS.getOrDefault(row.channel(), row.channel());
  }

  /** The row that says the same, or the row itself. */
  private Row seen(Row row) {
    String channel = row.channel();
    return channel.startsWith("see ") ? rows.getOrDefault(channel.substring(4), row) : row;
  }
}
