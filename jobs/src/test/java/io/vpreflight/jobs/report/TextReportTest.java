// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.audit.CheckRun;
import io.vpreflight.jobs.audit.Eligibility;
import io.vpreflight.jobs.audit.FailedSource;
import io.vpreflight.jobs.audit.Finding;
import io.vpreflight.jobs.audit.Incompleteness.Cause;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnAudit;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.UnparsedObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextReportTest {
  private static final Texts ENGLISH = Texts.in(Locale.ENGLISH, ZoneOffset.UTC);
  private static final Tool TOOL = new Tool("vpreflight", "0.1.0");

  private static String text(Audit audit, Style style, int width) {
    StringWriter text = new StringWriter();
    new TextReport(TOOL, ENGLISH, style, width).write(audit, new PrintWriter(text));
    return text.toString();
  }

  private static List<String> lines(Audit audit) {
    return text(audit, Style.PLAIN, 100).lines().toList();
  }

  private static int indexOf(List<String> lines, String part) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(part)) {
        return i;
      }
    }
    throw new AssertionError(part + " is not in " + String.join("\n", lines));
  }

  private static AnAudit audit(String... machines) {
    AVm[] vms = new AVm[machines.length];
    for (int i = 0; i < machines.length; i++) {
      vms[i] = AVm.named(machines[i]);
    }
    return AnAudit.of(AnInventory.of(vms));
  }

  @Test
  void findings_of_one_kind_are_one_group_with_one_remedy() {
    List<String> lines = lines(audit("a", "b").finding(Severity.ERROR, "a", "b").build());
    assertEquals(1, lines.stream().filter(l -> l.contains(" ERROR ")).count());
    assertEquals(1, lines.stream().filter(l -> l.contains("vCenter says")).count());
    assertEquals(1, lines.stream().filter(l -> l.startsWith("  → Stop backup")).count());
    assertTrue(indexOf(lines, "/Paris/b") > indexOf(lines, "/Paris/a"));
  }

  @Test
  void what_came_from_a_file_says_of_when_it_is() {
    AnInventory inventory = AnInventory.of(AVm.named("a"));
    String now = text(AnAudit.of(inventory).build(), Style.PLAIN, 200);
    assertTrue(now.contains("calls"), now);
    inventory.collectedAt = AnInventory.NOW.minus(Duration.ofDays(3));
    String text = text(AnAudit.of(inventory).build(), Style.PLAIN, 200);
    assertFalse(text.contains("calls"), text);
    assertTrue(
        text.contains("from a file, as it was on " + ENGLISH.shown(inventory.collectedAt)), text);
  }

  @Test
  void a_vcenter_that_was_only_compared_with_is_named_with_its_age() {
    AnAudit audit = AnAudit.of(AnInventory.of());
    AnInventory earlier = AnInventory.of();
    earlier.name = "lyon.example.org";
    audit.remembered.add(earlier);
    List<String> lines = lines(audit.build());
    String line = lines.get(indexOf(lines, "lyon.example.org"));
    assertTrue(line.contains("not judged"), line);
    assertTrue(line.contains("2026"), line);
  }

  @Test
  void remedies_that_differ_are_said_with_each_object_and_none_for_all() {
    AnAudit audit = audit("a", "b");
    for (String product : List.of("Veeam", "Commvault")) {
      audit.findings.add(
          new Finding(
              "vm.snapshot.leftover",
              1,
              "known",
              Severity.ERROR,
              AnAudit.machine(product.equals("Veeam") ? "a" : "b"),
              "",
              Text.of("check.vm.snapshot.leftover.known.summary", "snap", product, 3),
              Map.of(),
              Text.of("check.vm.snapshot.leftover.known.remedy", "snap", product, 3),
              List.of()));
    }
    List<String> lines = lines(audit.build());
    int veeam = indexOf(lines, "See in Veeam");
    int commvault = indexOf(lines, "See in Commvault");
    assertTrue(lines.get(veeam).startsWith("      → "), lines.get(veeam));
    assertTrue(lines.get(commvault).startsWith("      → "), lines.get(commvault));
    int first = indexOf(lines, "What to do first");
    assertTrue(lines.get(first + 1).contains("said with each"), lines.get(first + 1));
  }

  @Test
  void the_worst_comes_first() {
    AnAudit audit = audit("a", "b").finding(Severity.INFO, "a").finding(Severity.CRITICAL, "b");
    List<String> lines = lines(audit.build());
    assertTrue(indexOf(lines, "CRITICAL") < indexOf(lines, "INFO"));
  }

  @Test
  void many_objects_are_counted_and_not_all_named() {
    AnAudit audit = audit();
    for (int i = 0; i < 40; i++) {
      audit.finding(Severity.ERROR, "vm" + i);
    }
    List<String> lines = lines(audit.build());
    assertEquals(8, lines.stream().filter(l -> l.startsWith("    /Paris/vm")).count());
    assertTrue(lines.get(indexOf(lines, "more (all")).contains("32"));
  }

  @Test
  void it_begins_with_how_much_was_read_and_found_and_what_it_comes_to() {
    AnAudit audit =
        audit("a", "b").finding(Severity.CRITICAL, "a").finding(Severity.ERROR, "a", "b");
    audit.undetermined("b", Text.of("reason.unset", "name"));
    StringWriter text = new StringWriter();
    new TextReport(TOOL, ENGLISH, Style.PLAIN, 100)
        .write(audit.build(), Text.of("report.clean"), new PrintWriter(text));
    List<String> lines = text.toString().lines().toList();
    assertEquals(
        "1 vCenter read, 2 virtual machines. Found: 1 critical, 2 errors, 1 undetermined.",
        lines.get(1));
    assertEquals("Nothing found.", lines.get(2));
    audit.failed.add(unreachable("vc02"));
    assertEquals(
        "1 vCenter read, 2 virtual machines; 1 vCenter was not read. Found: 1 critical, 2 errors, 1",
        lines(audit.build()).get(1));
    assertEquals(
        "1 vCenter read, 1 virtual machine. Found: nothing, 0 undetermined.",
        lines(audit("a").build()).get(1));
  }

  @Test
  void it_ends_with_what_to_do_first() {
    List<String> lines =
        lines(audit("a", "b").finding(Severity.ERROR, "a").finding(Severity.INFO, "b").build());
    int first = indexOf(lines, "What to do first");
    assertTrue(lines.get(first + 1).startsWith("  1. Disks need consolidation (1):"));
    assertFalse(String.join("\n", lines.subList(first, lines.size())).contains("  2."));
  }

  @Test
  void what_is_not_whole_is_said_before_the_findings_and_again_at_the_end() {
    AnAudit audit = audit("a").finding(Severity.ERROR, "a");
    audit.incomplete(Cause.UNREACHABLE, Text.of("incomplete.unreachable", "vc02"));
    List<String> lines = lines(audit.build());
    int first = indexOf(lines, "Not whole: vc02");
    assertTrue(first < indexOf(lines, " ERROR "));
    int last = lines.lastIndexOf(lines.get(first));
    assertTrue(last > indexOf(lines, "1 error") && last < indexOf(lines, "What to do first"));
  }

  @Test
  void nothing_found_is_only_said_of_a_whole_audit() {
    assertTrue(text(audit("a").build(), Style.PLAIN, 100).contains("Nothing found."));
    AnAudit partial = audit("a");
    partial.incomplete(Cause.UNREACHABLE, Text.of("incomplete.unreachable", "vc02"));
    assertFalse(text(partial.build(), Style.PLAIN, 100).contains("Nothing found."));
  }

  @Test
  void an_audit_that_read_nothing_says_of_which_vcenters_and_gives_no_numbers() {
    AnAudit audit = AnAudit.of();
    for (String name : List.of("vc01.example.org", "vc02.example.org")) {
      audit.failed.add(unreachable(name));
      audit.incomplete(Cause.UNREACHABLE, Text.of("incomplete.unreachable", name));
    }
    String text = text(audit.build(), Style.PLAIN, 200);
    String nothing = "Nothing was read of vc01.example.org, vc02.example.org: nothing is known";
    assertTrue(text.contains(nothing), text);
    assertFalse(text.contains("undetermined"), text);
    AnAudit partly = audit("a");
    partly.failed.add(unreachable("vc02"));
    assertTrue(text(partly.build(), Style.PLAIN, 200).contains("0 undetermined"));
  }

  private static FailedSource unreachable(String name) {
    return new FailedSource(
        name,
        new VSphereException.Unreachable(
            VSphereException.Unreachable.Reason.UNKNOWN_HOST, "no address", null));
  }

  @Test
  void a_check_that_broke_is_said() {
    AnAudit audit = audit("a");
    audit.runs.add(
        new CheckRun("vm.x", 1, 0, 0, 0, 0, Map.of(), Duration.ZERO, "NullPointerException: y"));
    assertTrue(text(audit.build(), Style.PLAIN, 100).contains("The check vm.x broke"));
  }

  @Test
  void undetermined_is_grouped_by_reason() {
    AnAudit audit = audit("a", "b", "c");
    Text permission = Text.of("reason.unreadable", "config", "NoPermission");
    audit.undetermined("a", permission).undetermined("b", permission);
    audit.undetermined("c", Text.of("reason.unset", "name"));
    List<String> lines = lines(audit.build());
    int reason = indexOf(lines, "2 objects, 1 check: config cannot be read (NoPermission)");
    assertEquals(reason + 1, indexOf(lines, "1 object, 1 check: vCenter has no value for name"));
  }

  @Test
  void what_vcenter_said_in_words_that_nobody_here_knows_is_named_with_an_example() {
    AnInventory inventory =
        AnInventory.of(
            AVm.named("a")
                .unknown(
                    "config.hardware.device[1000].sharedBus", "VirtualSCSISharing:halfSharing"));
    inventory.unknownSchema.put("VirtualSCSISharing:halfSharing", 1);
    inventory.unknownSchema.put("DynamicProperty:hint", 2);
    Audit audit = AnAudit.of(inventory).build();
    List<String> lines = lines(audit);
    int title =
        indexOf(
            lines,
            "vCenter sent 3 values that this version does not know; what rests on them is"
                + " undetermined");
    assertEquals("  DynamicProperty:hint: 2 times", lines.get(title + 1));
    assertTrue(
        lines.get(title + 2).startsWith("  VirtualSCSISharing:halfSharing: once, such as "),
        lines.get(title + 2));
    assertTrue(lines.get(title + 2).endsWith("/a"), lines.get(title + 2));
    StringWriter french = new StringWriter();
    new TextReport(TOOL, Texts.in(Locale.FRENCH, ZoneOffset.UTC), Style.PLAIN, 100)
        .write(audit, new PrintWriter(french));
    assertTrue(
        french.toString().contains("vCenter a envoyé 3 valeurs que cette version ne connaît pas"),
        french.toString());
  }

  @Test
  void an_object_of_which_too_much_came_is_named_in_both_languages() {
    AnInventory inventory = AnInventory.of(AVm.named("a"));
    inventory.unparsed.add(
        new UnparsedObject(
            new MoRef("VirtualMachine", "vm-77"), "too large: a text longer than 4194304"));
    Audit audit = AnAudit.of(inventory).build();
    assertTrue(
        text(audit, Style.PLAIN, 200)
            .contains(
                "    not read: VirtualMachine:vm-77: what vCenter says of it is too large (a text"
                    + " longer than 4194304); it is not judged"),
        text(audit, Style.PLAIN, 200));
    StringWriter french = new StringWriter();
    new TextReport(TOOL, Texts.in(Locale.FRENCH, ZoneOffset.UTC), Style.PLAIN, 200)
        .write(audit, new PrintWriter(french));
    assertTrue(french.toString().contains("trop volumineux"), french.toString());
  }

  @Test
  void machines_are_counted_once_by_the_worst_that_is_said_of_them() {
    AnAudit audit = audit("a", "b", "c", "d");
    audit.finding(Severity.ERROR, "a").finding(Severity.WARNING, "a", "b");
    audit.undetermined("a", Text.of("reason.unset", "x"));
    audit.undetermined("c", Text.of("reason.unset", "x"));
    assertTrue(
        text(audit.build(), Style.PLAIN, 200)
            .contains(
                "4 virtual machines: 1 with an error or a critical finding, 1 with at most a"
                    + " warning, 1 that could not be judged whole, 1 with nothing to do."));
  }

  @Test
  void a_profile_with_verdicts_ends_with_their_numbers_instead() {
    AnAudit audit = audit("a", "b", "c");
    audit.verdict(Eligibility.NOT_ELIGIBLE, "a").verdict(Eligibility.ELIGIBLE, "b");
    audit.verdict(Eligibility.UNDETERMINED, "c");
    String text = text(audit.build(), Style.PLAIN, 200);
    assertTrue(
        text.contains("Verdicts: 1 not eligible, 1 undetermined, 1 eligible, 2 no candidates."));
    assertFalse(text.contains("virtual machines: "));
  }

  @Test
  void what_to_do_first_names_a_check_once() {
    AnAudit audit = audit("a", "b");
    Finding one = AnAudit.aFinding(Severity.ERROR, AnAudit.machine("a"));
    audit.findings.add(one);
    audit.findings.add(
        new Finding(
            one.check(),
            1,
            "other",
            Severity.ERROR,
            AnAudit.machine("b"),
            "",
            one.summary(),
            one.evidence(),
            one.remedy(),
            List.of()));
    List<String> lines = lines(audit.build());
    assertEquals(2, lines.stream().filter(line -> line.contains(" ERROR ")).count());
    assertTrue(lines.stream().noneMatch(line -> line.startsWith("  2. ")));
  }

  @Test
  void no_line_is_longer_than_the_terminal() {
    AnAudit audit = audit("a").finding(Severity.ERROR, "a");
    audit.incomplete(Cause.PARTIAL_VIEW, Text.of("incomplete.partial-view", "vc01.example.org"));
    audit.undetermined(
        "a", Text.of("reason.stale.host", "esx01.example.org", "notResponding", "x"));
    for (int width : new int[] {80, 100}) {
      text(audit.build(), Style.PLAIN, width)
          .lines()
          .forEach(line -> assertTrue(line.length() <= width, line));
    }
  }

  @Test
  void plain_has_no_colour() {
    AnAudit audit = audit("a").finding(Severity.ERROR, "a");
    assertFalse(text(audit.build(), Style.PLAIN, 100).contains("\u001b"));
    assertTrue(text(audit.build(), Style.COLOR, 100).contains("\u001b["));
  }

  @Test
  void hostile_names_neither_steer_the_terminal_nor_forge_a_line() {
    for (String name : Hostile.NAMES) {
      AnInventory inventory = new AnInventory();
      inventory.name = name;
      AnAudit audit = AnAudit.of(inventory);
      audit.findings.add(AnAudit.aFinding(Severity.ERROR, AnAudit.machine(name, "/" + name)));
      audit.undetermined("x", Text.of("reason.stale.host", name, name, "x"));
      audit.incomplete(Cause.UNREACHABLE, Text.of("incomplete.unreachable", name));
      String text = text(audit.build(), Style.PLAIN, 100);
      assertTrue(text.codePoints().allMatch(c -> c == '\n' || isHarmless(c)), "steers: " + name);
      assertTrue(
          text.lines().noneMatch(line -> line.startsWith("2026-11-20 INFO")), "forges: " + name);
    }
  }

  private static boolean isHarmless(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
