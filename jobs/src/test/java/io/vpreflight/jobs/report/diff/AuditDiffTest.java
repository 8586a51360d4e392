// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.audit.CheckRun;
import io.vpreflight.jobs.audit.Eligibility;
import io.vpreflight.jobs.audit.Incompleteness.Cause;
import io.vpreflight.jobs.audit.Pattern;
import io.vpreflight.jobs.audit.Waiver;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.report.JsonReport;
import io.vpreflight.jobs.report.Tool;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnAudit;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.text.Texts;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What changed between two audits, by way of the reports that they wrote. */
class AuditDiffTest {
  @TempDir Path temp;
  private int written;

  private static AnAudit audit(String... machines) {
    AVm[] vms = new AVm[machines.length];
    for (int i = 0; i < vms.length; i++) {
      vms[i] = AVm.named(machines[i]);
    }
    AnAudit audit = AnAudit.of(AnInventory.of(vms));
    audit.runs.clear();
    audit.runs.add(run(null));
    return audit;
  }

  private static CheckRun run(@Nullable String broke) {
    return new CheckRun(AnAudit.CHECK, 1, 0, 0, 0, 0, Map.of(), Duration.ZERO, broke);
  }

  private PastAudit past(AnAudit audit) throws IOException {
    Path file = temp.resolve(written++ + ".json");
    try (Writer out = Files.newBufferedWriter(file)) {
      new JsonReport(new Tool("vpreflight", "0.1.0"), Texts.in(Locale.ENGLISH, ZoneOffset.UTC))
          .write(audit.build(), out);
    }
    return Objects.requireNonNull(PastAudits.read(file));
  }

  /** Each finding as change, machine and reason. */
  private List<String> changes(AnAudit from, AnAudit to) throws IOException {
    return AuditDiff.of(past(from), past(to)).findings().stream()
        .map(
            one ->
                one.change()
                    + " "
                    + one.question().object().name()
                    + (one.silence() == null ? "" : " " + one.silence())
                    + (one.was() == null ? "" : " was " + one.was()))
        .toList();
  }

  @Test
  void what_came_and_went_between_whole_audits_is_new_and_resolved_worst_first()
      throws IOException {
    AnAudit from =
        audit("a", "b", "c", "d")
            .finding(Severity.WARNING, "a", "b", "c")
            .finding(Severity.ERROR, "d");
    AnAudit to =
        audit("a", "b", "c", "d")
            .finding(Severity.WARNING, "a", "d")
            .finding(Severity.CRITICAL, "b");
    assertEquals(
        List.of("WORSE b was WARNING", "RESOLVED c", "BETTER d was ERROR"), changes(from, to));
    assertEquals(List.of("NEW a"), changes(audit("a"), audit("a").finding(Severity.INFO, "a")));
    assertEquals(List.of(), changes(from, from));
  }

  @Test
  void what_one_of_them_could_not_know_is_neither_new_nor_resolved() throws IOException {
    AnAudit wrong = audit("a").finding(Severity.ERROR, "a");
    AnAudit unknown = audit("a").undetermined("a", Text.of("reason.unset", "x"));
    assertEquals(List.of("NOT_LOOKED a UNDETERMINED"), changes(wrong, unknown));
    assertEquals(List.of("SEEN_FIRST a UNDETERMINED"), changes(unknown, wrong));
  }

  @Test
  void what_is_accepted_is_not_resolved() throws IOException {
    AnAudit waived =
        audit("a")
            .waived(
                Severity.ERROR,
                "a",
                new Waiver("*", Pattern.of("*"), "ada", "known", LocalDate.of(2026, 12, 31)));
    assertEquals(
        List.of("NOT_LOOKED a WAIVED"), changes(audit("a").finding(Severity.ERROR, "a"), waived));
  }

  @Test
  void a_check_that_broke_or_did_not_run_resolves_nothing() throws IOException {
    AnAudit wrong = audit("a").finding(Severity.ERROR, "a");
    AnAudit broke = audit("a");
    broke.runs.clear();
    broke.runs.add(run("NullPointerException: x"));
    assertEquals(List.of("NOT_LOOKED a CHECK"), changes(wrong, broke));
    broke.runs.clear();
    assertEquals(List.of("NOT_LOOKED a CHECK"), changes(wrong, broke));
  }

  @Test
  void a_vcenter_that_was_not_read_resolves_nothing() throws IOException {
    AnAudit nothing = AnAudit.of();
    nothing.runs.add(run(null));
    assertEquals(
        List.of("NOT_LOOKED a VCENTER"), changes(audit("a").finding(Severity.ERROR, "a"), nothing));
  }

  @Test
  void an_audit_that_is_not_whole_resolves_what_it_saw_and_nothing_else() throws IOException {
    AnAudit wrong = audit("a", "b").finding(Severity.ERROR, "a", "b");
    AnAudit part =
        audit("b").incomplete(Cause.PARTIAL_VIEW, Text.of("incomplete.unreachable", "x"));
    assertEquals(List.of("NOT_LOOKED a NOT_SEEN", "RESOLVED b"), changes(wrong, part));
    AuditDiff diff = AuditDiff.of(past(wrong), past(part));
    assertEquals(List.of(), diff.gone());
  }

  @Test
  void machines_and_verdicts_that_differ_are_named() throws IOException {
    AuditDiff diff =
        AuditDiff.of(
            past(audit("a", "b").verdict(Eligibility.ELIGIBLE, "b")),
            past(audit("b", "c").verdict(Eligibility.NOT_ELIGIBLE, "b")));
    assertEquals("c", diff.appeared().get(0).name());
    assertEquals("a", diff.gone().get(0).name());
    assertEquals(1, diff.verdicts().size());
    assertEquals("eligible", diff.verdicts().get(0).was());
    assertEquals("not-eligible", diff.verdicts().get(0).now());
  }

  @Test
  void what_is_no_report_of_ours_is_told_from_one() throws IOException {
    for (String text :
        List.of(
            "",
            "{}",
            "[]",
            "null",
            "no",
            "{\"schemaVersion\":1}",
            "{\"schemaVersion\":2}",
            "{\"a")) {
      Path file = Files.writeString(temp.resolve("x.json"), text);
      assertNull(PastAudits.read(file), text);
    }
  }

  @Test
  void as_json_everything_is_there_in_every_language_alike() throws IOException {
    StringWriter out = new StringWriter();
    DiffJson.write(
        AuditDiff.of(
            past(audit("a", "gone").finding(Severity.WARNING, "a")),
            past(audit("a", "new").finding(Severity.ERROR, "a"))),
        out);
    String json = out.toString();
    for (String part :
        List.of(
            "\"change\": \"worse\"",
            "\"was\": \"warning\"",
            "\"notLooked\": null",
            "\"severity\": \"error\"",
            "\"name\": \"new\"",
            "\"name\": \"gone\"")) {
      assertTrue(json.contains(part), part + " in " + json);
    }
  }

  @Test
  void what_is_written_is_read_back_and_written_the_same() throws IOException {
    AnAudit from = audit("a", "b", "c").finding(Severity.WARNING, "a", "b");
    AnAudit to =
        audit("a", "b", "d")
            .finding(Severity.CRITICAL, "a")
            .undetermined("b", Text.of("reason.unset", "x"));
    AuditDiff diff = AuditDiff.of(past(from), past(to));
    StringWriter once = new StringWriter();
    DiffJson.write(diff, once);
    AuditDiff read = Objects.requireNonNull(DiffJson.read(once.toString()));
    StringWriter again = new StringWriter();
    DiffJson.write(read, again);
    assertEquals(once.toString(), again.toString());
    assertEquals(diff.findings(), read.findings());
    assertEquals(diff.gone(), read.gone());
    assertTrue(once.toString().contains("not-looked") && !diff.gone().isEmpty(), once.toString());
    for (String other : List.of("", "{}", "[]", "{\"schemaVersion\": 2}", "no JSON")) {
      assertNull(DiffJson.read(other), other);
    }
  }
}
