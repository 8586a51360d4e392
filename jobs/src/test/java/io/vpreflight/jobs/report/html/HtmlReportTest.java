// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report.html;

import static io.vpreflight.jobs.report.html.Dom.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.audit.CheckRun;
import io.vpreflight.jobs.audit.Eligibility;
import io.vpreflight.jobs.audit.FailedSource;
import io.vpreflight.jobs.audit.Finding;
import io.vpreflight.jobs.audit.Incompleteness.Cause;
import io.vpreflight.jobs.audit.NotObservable;
import io.vpreflight.jobs.audit.Pattern;
import io.vpreflight.jobs.audit.Waiver;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.report.Hostile;
import io.vpreflight.jobs.report.Tool;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnAudit;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.text.Names;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.vsphere.VSphereException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class HtmlReportTest {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

  private static String html(Audit audit, Locale locale) {
    StringWriter html = new StringWriter();
    try {
      new HtmlReport(new Tool("vpreflight", "0.1.0"), Texts.in(locale, PARIS)).write(audit, html);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return html.toString();
  }

  private static Dom page(AnAudit audit) {
    return new Dom(html(audit.build(), Locale.ENGLISH));
  }

  private static AnAudit audit(String... machines) {
    AnInventory inventory = new AnInventory();
    for (String machine : machines) {
      inventory.vms.add(AVm.named(machine).build());
    }
    return AnAudit.of(inventory);
  }

  /** An audit in which everything that a report can say is said. */
  private static AnAudit everything() {
    AnAudit audit = audit("web01", "web02", "db01");
    AnInventory other = new AnInventory();
    other.name = "vc02.example.org";
    other.instanceUuid = "22222222-2222-4222-8222-222222222222";
    other.clockOffset = Duration.ofSeconds(-94);
    audit.inventories.add(other);
    audit.verdict(Eligibility.NOT_ELIGIBLE, "web01").verdict(Eligibility.ELIGIBLE, "web02");
    audit.finding(Severity.CRITICAL, "web01").finding(Severity.INFO, "web02", "db01");
    audit.undetermined("db01", Text.of("reason.unset", "config.instanceUuid"));
    audit.notObservable.add(
        new NotObservable(AnAudit.CHECK, 3, Text.of("reason.not-collected", "x")));
    audit.waived(
        Severity.WARNING,
        "web02",
        new Waiver("*", Pattern.of("*"), "ada", "known", LocalDate.of(2026, 12, 31)));
    audit.incomplete(Cause.UNREACHABLE, Text.of("incomplete.unreachable", "vc03"));
    audit.failed.add(
        new FailedSource(
            "vc03",
            new VSphereException.Unreachable(
                VSphereException.Unreachable.Reason.UNKNOWN_HOST, "no address", null)));
    audit.runs.add(
        new CheckRun("vm.x", 2, 0, 0, 0, 0, Map.of(), Duration.ZERO, "NullPointerException: y"));
    return audit;
  }

  @Test
  void a_full_disk_is_a_trouble_of_the_disk_and_not_of_the_page() {
    Writer full =
        new Writer() {
          @Override
          public void write(char[] text, int from, int length) throws IOException {
            throw new IOException("No space left on device");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    HtmlReport report =
        new HtmlReport(new Tool("vpreflight", "0.1.0"), Texts.in(Locale.ENGLISH, PARIS));
    IOException problem =
        assertThrows(IOException.class, () -> report.write(everything().build(), full));
    assertEquals("No space left on device", problem.getMessage());
  }

  @Test
  void it_needs_nothing_from_anywhere_and_forbids_it() {
    String html = html(everything().build(), Locale.ENGLISH);
    Dom page = new Dom(html);
    assertTrue(html.startsWith("<!DOCTYPE html>"));
    assertEquals(List.of(), page.all("script"));
    for (String tag : List.of("link", "img", "iframe", "object", "embed", "base", "form")) {
      assertEquals(List.of(), page.all(tag));
    }
    for (String attribute : List.of("src", "style", "onclick", "onload", "srcset", "action")) {
      assertTrue(
          page.all("*").stream().noneMatch(element -> element.hasAttribute(attribute)), attribute);
    }
    assertFalse(html.contains("@import") || html.contains("url("));
    Element policy =
        page.all("meta").stream()
            .filter(m -> m.getAttribute("http-equiv").equals("Content-Security-Policy"))
            .findFirst()
            .orElseThrow();
    assertTrue(
        policy
            .getAttribute("content")
            .startsWith("default-src 'none'; style-src 'unsafe-inline'; img-src data:"));
  }

  @Test
  void it_can_be_read_without_eyes() {
    Dom page = page(everything());
    assertEquals("en", page.root().getAttribute("lang"));
    for (String landmark : List.of("header", "main", "nav", "footer", "h1")) {
      assertEquals(1, page.all(landmark).size(), landmark);
    }
    int level = 0;
    for (Element element : page.all("*")) {
      if (element.getTagName().matches("h[1-6]")) {
        int next = element.getTagName().charAt(1) - '0';
        assertTrue(next <= level + 1, "skips a level: " + text(element));
        level = next;
      }
    }
    for (Element table : page.all("table")) {
      assertTrue(
          Dom.within(table, "th").stream().anyMatch(th -> th.getAttribute("scope").equals("col")));
      assertTrue(
          Dom.within(table, "th").stream().noneMatch(th -> th.getAttribute("scope").isEmpty()));
    }
  }

  @Test
  void every_link_leads_somewhere_and_every_id_is_there_once() {
    Dom page = page(everything());
    Set<String> ids = new HashSet<>();
    for (Element element : page.all("*")) {
      if (element.hasAttribute("id")) {
        assertTrue(ids.add(element.getAttribute("id")), element.getAttribute("id"));
      }
    }
    List<Element> links = page.all("a");
    assertFalse(links.isEmpty());
    links.forEach(a -> assertTrue(ids.contains(a.getAttribute("href").substring(1))));
  }

  @Test
  void what_is_not_whole_comes_before_any_number() {
    Dom page = page(everything());
    List<Element> all = page.all("*");
    Element banner = page.ofClass("banner").get(0);
    assertTrue(all.indexOf(banner) < all.indexOf(page.ofClass("numbers").get(0)));
    assertTrue(text(banner).contains("vc03 could not be read"));
    assertTrue(text(page.id("summary")).contains("Not read. vc03: the name has no address."));
    assertEquals(List.of(), page(audit("a")).ofClass("banner"));
  }

  @Test
  void an_audit_that_read_nothing_has_no_numbers() {
    AnAudit audit = AnAudit.of();
    audit.failed.add(
        new FailedSource(
            "vc03",
            new VSphereException.Unreachable(
                VSphereException.Unreachable.Reason.UNKNOWN_HOST, "no address", null)));
    audit.incomplete(Cause.UNREACHABLE, Text.of("incomplete.unreachable", "vc03"));
    Dom page = page(audit);
    assertEquals(List.of(), page.ofClass("numbers"));
    assertTrue(
        text(page.ofClass("lead").get(0)).startsWith("Nothing was read of vc03: nothing is"));
  }

  @Test
  void the_numbers_are_those_of_the_audit() {
    List<Element> numbers = Dom.within(page(everything()).ofClass("numbers").get(1), "li");
    assertEquals(
        List.of(
            "critical 1 on 1 object",
            "error 0 no object",
            "warning 0 no object",
            "info 2 on 2 objects",
            "undetermined 1 on 1 object",
            "not observable 1 condition"),
        numbers.stream().map(Dom::text).toList());
  }

  @Test
  void a_group_says_what_why_what_to_do_and_on_what_evidence() {
    Dom page = page(audit("web01").finding(Severity.ERROR, "web01"));
    String group = text(page.ofClass("group").get(0));
    for (String part :
        List.of(
            "error Disks need consolidation 1 object",
            "Delta disks are left that no snapshot needs.",
            "What to do: Stop backup",
            "web01",
            "/Paris",
            "vm-web01",
            "runtime.consolidationNeeded = true",
            "known elsewhere as AzureMigrate:572")) {
      assertTrue(group.contains(part), part);
    }
  }

  @Test
  void more_than_ten_objects_are_folded_and_more_than_a_page_bears_are_counted() {
    AnAudit audit = audit();
    for (int i = 0; i < 520; i++) {
      audit.finding(Severity.ERROR, "vm" + i);
    }
    Dom page = page(audit);
    Element group = page.ofClass("group").get(0);
    Element folded = Dom.within(group, "details").get(0);
    assertEquals(490, Dom.within(folded, "tr").size() - 1);
    assertEquals(500, Dom.within(group, "tr").size() - 2);
    assertTrue(text(group).contains("520 objects"));
    assertTrue(text(group).contains("20 more findings are in the JSON and CSV reports"));
  }

  @Test
  void what_needs_no_action_is_folded_whole_and_comes_last() {
    Dom page = page(audit("a", "b").finding(Severity.INFO, "a").finding(Severity.WARNING, "b"));
    List<Element> groups = page.ofClass("group");
    assertTrue(Dom.hasClass(groups.get(0), "warning"));
    assertEquals(
        Dom.within(groups.get(1), "table").size(),
        Dom.within(Dom.within(groups.get(1), "details").get(0), "table").size());
  }

  @Test
  void remedies_that_differ_are_said_row_by_row() {
    AnAudit audit = audit("a", "b");
    for (String name : List.of("a", "b")) {
      Finding finding = AnAudit.aFinding(Severity.ERROR, AnAudit.machine(name));
      audit.findings.add(
          new Finding(
              finding.check(),
              1,
              finding.kind(),
              finding.severity(),
              finding.object(),
              "2000",
              Text.of("incomplete.unreachable", "host of " + name),
              finding.evidence(),
              Text.of("incomplete.broke", "remedy of " + name),
              List.of()));
    }
    Element group = page(audit).ofClass("group").get(0);
    List<Element> rows = Dom.within(Dom.within(group, "tbody").get(0), "tr");
    assertTrue(
        text(rows.get(0)).contains("host of a") && text(rows.get(0)).contains("remedy of a"));
    assertTrue(
        text(rows.get(1)).contains("host of b") && text(rows.get(1)).contains("remedy of b"));
    assertTrue(text(rows.get(1)).contains("#2000"));
  }

  @Test
  void nothing_found_is_only_said_of_a_whole_audit() {
    assertEquals(1, page(audit("a")).ofClass("clean").size());
    AnAudit partial = audit("a");
    partial.incomplete(Cause.UNREACHABLE, Text.of("incomplete.unreachable", "vc02"));
    assertEquals(0, page(partial).ofClass("clean").size());
  }

  @Test
  void what_is_not_a_finding_has_its_place_too() {
    Dom page = page(everything());
    assertTrue(
        text(page.id("undetermined")).contains("vCenter has no value for config.instanceUuid"));
    assertTrue(
        text(page.id("not-observable")).contains("Disks need consolidation 3 x was not read"));
    assertTrue(text(page.id("waived")).contains("ada known Dec 31, 2026"));
    assertTrue(
        text(page.id("checks")).contains("vm.x v2 The check broke. NullPointerException: y"));
    assertTrue(text(page.id("checks")).contains("template 1"));
    assertTrue(text(page.id("coverage")).contains("RetrievePropertiesEx 20"));
    assertTrue(text(page.id("summary")).contains("1 min 34 s behind ours"));
  }

  @Test
  void a_place_names_its_vcenter_only_when_there_are_several() {
    AnAudit one = audit("web01").finding(Severity.ERROR, "web01");
    assertFalse(text(page(one).ofClass("group").get(0)).contains("vc01.example.org"));
    assertTrue(text(page(everything()).ofClass("group").get(0)).contains("vc01.example.org"));
  }

  @Test
  void a_profile_with_verdicts_begins_with_their_numbers() {
    AnAudit audit = audit("a", "b", "c", "d");
    audit.verdict(Eligibility.NOT_ELIGIBLE, "a").verdict(Eligibility.NOT_ELIGIBLE, "b");
    audit.verdict(Eligibility.ELIGIBLE, "c").verdict(Eligibility.UNDETERMINED, "d");
    Dom page = page(audit);
    assertEquals(
        List.of(
            "not eligible 2 machines",
            "undetermined 1 machine",
            "eligible with warnings 0 machines",
            "eligible 1 machine"),
        Dom.within(page.ofClass("numbers").get(0), "li").stream().map(Dom::text).toList());
    assertEquals(0, page.ofClass("lead").size());
  }

  @Test
  void what_vcenter_said_in_words_that_nobody_here_knows_is_listed_with_an_example() {
    AnInventory inventory =
        AnInventory.of(
            AVm.named("a").unknown("config.firmware", "GuestOsDescriptorFirmwareType:coreboot"));
    inventory.unknownSchema.put("GuestOsDescriptorFirmwareType:coreboot", 1);
    String coverage = text(page(AnAudit.of(inventory)).id("coverage"));
    assertTrue(coverage.contains("vCenter sent 1 value that this version does not know"), coverage);
    assertTrue(coverage.contains("GuestOsDescriptorFirmwareType:coreboot 1 a "), coverage);
  }

  @Test
  void a_verdict_says_why_and_what_decides_most() {
    AnAudit audit = audit("a", "b", "c", "d");
    audit.verdict(Eligibility.NOT_ELIGIBLE, "a").verdict(Eligibility.NOT_ELIGIBLE, "b");
    audit.verdict(Eligibility.UNDETERMINED, "c").verdict(Eligibility.ELIGIBLE, "d");
    Dom page = page(audit);
    String stopped = text(page.id("not-eligible"));
    assertTrue(stopped.contains("2 machines Disks need consolidation 2"), stopped);
    assertTrue(stopped.contains("error vCenter says that the disks need consolidation"), stopped);
    String unknown = text(page.id("undetermined-machines"));
    assertTrue(unknown.contains("undetermined vCenter has no value for"), unknown);
    Element eligible = page.id("eligible");
    assertEquals(1, Dom.within(eligible, "details").size());
    assertTrue(text(eligible).contains("nothing speaks against it"));
    assertTrue(text(page.id("eligibility")).contains("without a verdict: template 2"));
    assertTrue(page(audit("a")).ofClass("verdicts").isEmpty());
  }

  @Test
  void disks_are_counted_by_the_state_of_their_tracking() {
    AVm off = AVm.named("off").disk(2001, 1);
    off.changeTrackingEnabled = false;
    off.extraConfig.clear();
    AVm template = AVm.named("golden");
    template.template = true;
    Dom page = page(AnAudit.of(AnInventory.of(AVm.named("on"), off, template)));
    List<Element> rows = Dom.within(Dom.within(page.id("tracking"), "tbody").get(0), "tr");
    assertEquals(
        List.of("on 1 1", "off 2 1"),
        rows.stream().map(Dom::text).map(r -> r.replaceAll("^(\\D+ \\d \\d).*", "$1")).toList());
  }

  @Test
  void every_word_is_there_in_french() {
    String html = html(everything().build(), Locale.FRENCH);
    assertEquals("fr", new Dom(html).root().getAttribute("lang"));
    assertTrue(html.contains("Cet audit est incomplet"));
    String text = new Dom(html).root().getTextContent();
    assertFalse(
        text.matches(
            "(?s).*\\b(html|report|severity|unit|role|profile|tracking|verdict|html)\\.[a-z].*"),
        text);
    assertEquals(
        new Dom(html(everything().build(), Locale.ENGLISH)).all("*").size(),
        new Dom(html).all("*").size());
  }

  @Test
  void hostile_names_are_shown_and_do_nothing() {
    Dom harmless = page(hostile("x"));
    for (String name : Hostile.NAMES) {
      Dom page = page(hostile(name));
      assertEquals(tags(harmless), tags(page), "makes elements: " + name);
      List<Element> names = page.ofClass("name");
      assertEquals(Names.shown(name).strip(), names.get(0).getTextContent().strip());
    }
  }

  /** A name in every place where a name can stand. */
  private static AnAudit hostile(String name) {
    AnInventory inventory = new AnInventory();
    inventory.name = name;
    inventory.viewEvidence = Map.of(name, name);
    AVm vm = AVm.named("vm");
    vm.name = name;
    inventory.vms.add(vm.build());
    AnAudit audit = AnAudit.of(inventory);
    audit.findings.add(
        AnAudit.aFinding(
            Severity.ERROR, AnAudit.machine(name, "/" + name), Map.of(name, List.of(name))));
    audit.undetermined(name, Text.of("reason.stale.host", name, name, "x"));
    audit.waived(
        Severity.ERROR,
        name,
        new Waiver("*", Pattern.of("*"), name, name, LocalDate.of(2026, 12, 31)));
    audit.incomplete(Cause.UNREACHABLE, Text.of("incomplete.unreachable", name));
    audit.failed.add(
        new FailedSource(
            name,
            new VSphereException.Unreachable(
                VSphereException.Unreachable.Reason.UNKNOWN_HOST, name, null)));
    AnInventory earlier = AnInventory.of();
    earlier.name = name;
    audit.remembered.add(earlier);
    return audit;
  }

  private static List<String> tags(Dom page) {
    List<String> tags = new ArrayList<>();
    for (Element element : page.all("*")) {
      StringBuilder tag = new StringBuilder(element.getTagName());
      for (int i = 0; i < element.getAttributes().getLength(); i++) {
        tag.append(' ').append(element.getAttributes().item(i).getNodeName());
      }
      tags.add(tag.toString());
    }
    return tags;
  }
}
