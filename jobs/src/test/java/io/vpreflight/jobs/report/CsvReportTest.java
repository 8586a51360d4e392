// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.vpreflight.jobs.audit.Eligibility;
import io.vpreflight.jobs.audit.FailedSource;
import io.vpreflight.jobs.audit.Incompleteness;
import io.vpreflight.jobs.audit.NotObservable;
import io.vpreflight.jobs.audit.Pattern;
import io.vpreflight.jobs.audit.Scope;
import io.vpreflight.jobs.audit.Waiver;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnAudit;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.text.Names;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.vsphere.VSphereException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvReportTest {
  private static final Texts ENGLISH = Texts.in(Locale.ENGLISH, ZoneOffset.UTC);
  private static final Texts FRENCH = Texts.in(Locale.FRENCH, ZoneOffset.UTC);

  private final Path folder;

  CsvReportTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private List<NamedCsvRecord> read(String file) throws IOException {
    return read(file, ',');
  }

  private List<NamedCsvRecord> read(String file, char separator) throws IOException {
    try (CsvReader<NamedCsvRecord> csv =
        CsvReader.builder()
            .fieldSeparator(separator)
            .ofNamedCsvRecord(Files.readString(folder.resolve(file)))) {
      return csv.stream().toList();
    }
  }

  private String header(String file) throws IOException {
    return Files.readString(folder.resolve(file)).lines().findFirst().orElse("");
  }

  @Test
  void every_table_is_written_even_when_it_is_empty() throws IOException {
    new CsvReport(ENGLISH, false).write(AnAudit.of(new AnInventory()).build(), folder);
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          List.of(
              "audit.csv",
              "checks.csv",
              "coverage.csv",
              "disks.csv",
              "findings.csv",
              "methods.csv",
              "not-observable.csv",
              "undetermined.csv",
              "unknown-schema.csv",
              "vms.csv"),
          files.map(file -> String.valueOf(file.getFileName())).sorted().toList());
    }
    assertEquals(List.of(), read("findings.csv"));
  }

  @Test
  void an_audit_that_is_not_whole_says_so_in_its_tables() throws IOException {
    AnAudit audit =
        AnAudit.of(new AnInventory())
            .incomplete(Incompleteness.Cause.BROKE, Text.of("incomplete.broke", "vm.x"));
    audit.scope = new Scope(List.of(Pattern.of("/Paris")), List.of());
    audit.notes.add(Text.of("note.view", "vc01"));
    audit.notObservable.add(new NotObservable(AnAudit.CHECK, 3, Text.of("reason.host-not-seen")));
    new CsvReport(ENGLISH, false).write(audit.build(), folder);
    Map<String, String> facts =
        read("audit.csv").stream()
            .collect(Collectors.toMap(r -> r.getField("key"), r -> r.getField("value")));
    assertEquals("false", facts.get("complete"));
    assertEquals("the check vm.x broke", facts.get("incomplete"));
    assertEquals("/Paris", facts.get("include"));
    assertTrue(String.valueOf(facts.get("note")).startsWith("vc01"), facts.toString());
    assertEquals("3", read("not-observable.csv").get(0).getField("count"));
  }

  @Test
  void what_turns_the_direction_of_a_name_is_spelled_out() {
    assertEquals("web\\u202exe.01", CsvTable.guarded("web\u202exe.01"));
    assertEquals("'\\u200b=1+1", CsvTable.guarded("\u200b=1+1"));
    assertEquals("two\nlines", CsvTable.guarded("two\nlines"));
  }

  @Test
  void a_finding_says_what_where_and_on_what_evidence() throws IOException {
    AnAudit audit = AnAudit.of(AnInventory.of(AVm.named("web01")));
    audit.finding(Severity.ERROR, "web01");
    new CsvReport(ENGLISH, false).write(audit.build(), folder);
    NamedCsvRecord row = read("findings.csv").get(0);
    assertEquals("open", row.getField("status"));
    assertEquals("error", row.getField("severity"));
    assertEquals("vm-web01", row.getField("moId"));
    assertEquals("vc01.example.org", row.getField("vcenterName"));
    assertEquals("/Paris", row.getField("path"));
    assertEquals(
        true,
        JsonParser.parseString(row.getField("evidence"))
            .getAsJsonObject()
            .get("runtime.consolidationNeeded")
            .getAsBoolean());
    assertEquals("AzureMigrate:572", row.getField("errorIds"));
  }

  @Test
  void an_accepted_finding_says_by_whom_and_until_when() throws IOException {
    AnAudit audit = AnAudit.of(AnInventory.of(AVm.named("web01")));
    LocalDate until = LocalDate.of(2026, 12, 31);
    audit.waived(
        Severity.ERROR, "web01", new Waiver("*", Pattern.of("web*"), "ada", "known", until));
    new CsvReport(ENGLISH, false).write(audit.build(), folder);
    NamedCsvRecord row = read("findings.csv").get(0);
    assertEquals("waived", row.getField("status"));
    assertEquals("ada", row.getField("owner"));
    assertEquals("2026-12-31", row.getField("until"));
  }

  @Test
  void a_machine_is_listed_healthy_or_not() throws IOException {
    AnAudit audit = AnAudit.of(AnInventory.of(AVm.named("bad"), AVm.named("good")));
    audit.finding(Severity.WARNING, "bad").undetermined("good", Text.of("reason.unset", "name"));
    new CsvReport(ENGLISH, false).write(audit.build(), folder);
    List<NamedCsvRecord> rows = read("vms.csv");
    assertEquals(
        List.of("bad: 1 warning 0", "good: 0  1"),
        rows.stream()
            .map(
                row ->
                    row.getField("name")
                        + ": "
                        + row.getField("findings")
                        + " "
                        + row.getField("worst")
                        + " "
                        + row.getField("undetermined"))
            .toList());
    assertEquals("ordinary", rows.get(0).getField("role"));
    assertEquals("esx01.example.org", rows.get(0).getField("host"));
  }

  @Test
  void a_machine_has_its_verdict_where_the_profile_gives_one() throws IOException {
    AnAudit audit = AnAudit.of(AnInventory.of(AVm.named("bad"), AVm.named("other")));
    audit.verdict(Eligibility.NOT_ELIGIBLE, "bad");
    new CsvReport(ENGLISH, false).write(audit.build(), folder);
    List<NamedCsvRecord> rows = read("vms.csv");
    assertEquals("not-eligible", rows.get(0).getField("verdict"));
    assertEquals("vCenter says that the disks need consolidation", rows.get(0).getField("reasons"));
    assertEquals("", rows.get(1).getField("verdict"));
  }

  @Test
  void a_disk_has_the_state_of_its_tracking_and_what_that_rests_on() throws IOException {
    AVm vm = AVm.named("web01");
    vm.changeTrackingEnabled = false;
    vm.extraConfig.clear();
    new CsvReport(ENGLISH, false).write(AnAudit.of(AnInventory.of(vm)).build(), folder);
    NamedCsvRecord row = read("disks.csv").get(0);
    assertEquals("off", row.getField("state"));
    assertEquals("Hard disk 1", row.getField("label"));
    assertEquals("42949672960", row.getField("capacityInBytes"));
    assertTrue(row.getField("evidence").contains("\"config.changeTrackingEnabled\":false"));
  }

  @Test
  void a_vcenter_that_was_not_read_has_a_row_with_the_reason() throws IOException {
    AnAudit audit = AnAudit.of(new AnInventory());
    VSphereException problem =
        new VSphereException.Unreachable(
            VSphereException.Unreachable.Reason.UNKNOWN_HOST, "no address", null);
    audit.failed.add(new FailedSource("vc02", problem));
    new CsvReport(ENGLISH, false).write(audit.build(), folder);
    NamedCsvRecord row = read("coverage.csv").get(1);
    assertEquals("vc02", row.getField("vcenterName"));
    assertTrue(row.getField("error").startsWith("vc02: the name has no address."));
    assertEquals("", row.getField("got"));
  }

  @Test
  void french_spreadsheets_get_semicolons_and_the_same_columns() throws IOException {
    AnAudit audit = AnAudit.of(AnInventory.of(AVm.named("web01")));
    audit.finding(Severity.ERROR, "web01");
    new CsvReport(ENGLISH, false).write(audit.build(), folder);
    Map<String, String> english =
        Map.of("findings.csv", header("findings.csv"), "vms.csv", header("vms.csv"));
    new CsvReport(FRENCH, false).write(audit.build(), folder);
    for (Map.Entry<String, String> file : english.entrySet()) {
      assertEquals(file.getValue().replace(',', ';'), header(file.getKey()));
    }
    assertTrue(read("findings.csv", ';').get(0).getField("summary").contains("consolidés"));
  }

  @Test
  void the_mark_that_excel_needs_is_there_when_asked_for() throws IOException {
    new CsvReport(ENGLISH, true).write(AnAudit.of(new AnInventory()).build(), folder);
    assertTrue(Files.readString(folder.resolve("vms.csv")).startsWith("\ufeffvcenter,"));
    new CsvReport(ENGLISH, false).write(AnAudit.of(new AnInventory()).build(), folder);
    assertTrue(Files.readString(folder.resolve("vms.csv")).startsWith("vcenter,"));
  }

  @Test
  void hostile_names_come_back_with_what_cannot_be_seen_spelled_out_and_a_guard()
      throws IOException {
    AnAudit audit = AnAudit.of(new AnInventory());
    Hostile.NAMES.forEach(
        name ->
            audit.findings.add(
                AnAudit.aFinding(
                    Severity.ERROR, AnAudit.machine(name, "/" + name), Map.of("name", name))));
    new CsvReport(ENGLISH, false).write(audit.build(), folder);
    List<NamedCsvRecord> rows = read("findings.csv");
    assertEquals(Hostile.NAMES.size(), rows.size());
    for (int i = 0; i < rows.size(); i++) {
      String name = Hostile.NAMES.get(i);
      String spelled = Names.spelled(name);
      String cell = rows.get(i).getField("name");
      assertEquals(
          spelled, cell.startsWith("'") && !name.startsWith("'") ? cell.substring(1) : cell);
      assertEquals("/" + spelled, rows.get(i).getField("path"));
      assertEquals(
          name,
          JsonParser.parseString(rows.get(i).getField("evidence"))
              .getAsJsonObject()
              .get("name")
              .getAsString());
    }
  }

  @Test
  void no_cell_begins_as_a_formula_would() {
    for (String formula :
        List.of(
            "=1",
            "+1",
            "-1",
            "@a",
            "\t1",
            "\r1",
            "\n1",
            "＝1",
            "＋1",
            "－1",
            "＠a",
            " =1",
            "\u00a0=1",
            "\u200b=1",
            "\u0001=1")) {
      assertEquals("'" + Names.spelled(formula), CsvTable.guarded(formula));
    }
    for (String harmless : List.of("", "a=1", "1-1", "%3d1", "vm-1", "(=1)", " a", "'=1")) {
      assertEquals(harmless, CsvTable.guarded(harmless));
    }
    CsvTable numbers = new CsvTable("offset");
    numbers.add(-90_000L);
    assertEquals(List.of(List.of("-90000")), numbers.rows());
  }

  @Test
  void a_row_with_a_cell_too_many_is_refused() {
    CsvTable table = new CsvTable("one");
    assertFalse(table.columns().isEmpty());
    org.junit.jupiter.api.Assertions.assertThrows(
        IllegalArgumentException.class, () -> table.add("one", "two"));
  }
}
