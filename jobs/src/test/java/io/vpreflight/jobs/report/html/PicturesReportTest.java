// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report.html;

import static io.vpreflight.jobs.report.html.Dom.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.report.Tool;
import io.vpreflight.jobs.report.chain.AChain;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnAudit;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.text.Texts;
import java.io.IOException;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class PicturesReportTest {
  private static Dom page(AnAudit audit) {
    StringWriter html = new StringWriter();
    try {
      new HtmlReport(new Tool("vpreflight", "0.1.0"), Texts.in(Locale.ENGLISH, ZoneOffset.UTC))
          .write(audit.build(), html);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return new Dom(html.toString());
  }

  @Test
  void a_machine_with_a_snapshot_finding_is_drawn() {
    AnInventory inventory = AnInventory.of(AChain.of("web01", 2), AVm.named("plain"));
    Dom page = page(AnAudit.of(inventory).finding(Severity.ERROR, "web01", "plain"));
    List<Element> pictures = page.ofClass("picture");
    assertEquals(1, pictures.size());
    assertEquals(3, Dom.within(pictures.get(0), "rect").size() - 2);
    assertEquals(1, Dom.within(pictures.get(0), "circle").size());
  }

  @Test
  void a_picture_has_a_name_and_is_there_as_a_table_as_well() {
    AnAudit audit = AnAudit.of(AnInventory.of(AChain.of("web01", 2)));
    Dom page = page(audit.finding(Severity.ERROR, "web01"));
    for (Element svg : page.all("svg")) {
      assertEquals("img", svg.getAttribute("role"));
      assertTrue(text(page.id(svg.getAttribute("aria-labelledby"))).contains("web01"));
    }
    Element table = Dom.within(page.ofClass("picture").get(0), "table").get(0);
    List<Element> rows = Dom.within(Dom.within(table, "tbody").get(0), "tr");
    assertEquals(3, rows.size());
    assertEquals(
        "Hard disk 1 1 [vmfs01] web01/web01-1.vmdk 1 GiB snapshot “s1”, 2 days", text(rows.get(1)));
  }

  @Test
  void no_more_machines_are_drawn_than_a_page_bears_and_the_rest_is_counted() {
    AnInventory inventory = new AnInventory();
    AnAudit audit = AnAudit.of(inventory);
    for (int i = 0; i < Pictures.MOST + 2; i++) {
      inventory.vms.add(AChain.of("vm" + i, 1).build());
      audit.finding(Severity.ERROR, "vm" + i);
    }
    Dom page = page(audit);
    assertEquals(Pictures.MOST, page.ofClass("picture").size());
    assertTrue(text(page.id("chains")).contains("2 more machines have chains and are not drawn"));
  }

  @Test
  void a_machine_without_a_finding_is_not_drawn() {
    assertEquals(
        0, page(AnAudit.of(AnInventory.of(AChain.of("web01", 2)))).ofClass("picture").size());
  }
}
