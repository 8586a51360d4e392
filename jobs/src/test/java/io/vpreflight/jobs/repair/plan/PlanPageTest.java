// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.testing.APlan;
import io.vpreflight.jobs.testing.ATask;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.vsphere.inventory.VmPowerState;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A plan as a person reads it: everything that matters, and nothing twice. */
class PlanPageTest {
  private final APlan plan = APlan.of(RepairKind.RESET_CBT);

  PlanPageTest() {
    plan.known = new Known(Map.of(), List.of(), Set.of("8.0.3/8.0.3"), Map.of(), Set.of());
  }

  private String page(Locale language, AnInventory inventory) {
    StringWriter out = new StringWriter();
    new PlanPage(Texts.in(language, ZoneOffset.UTC), new PrintWriter(out))
        .write(PlanFile.of(plan.plan(inventory)), null, List.of("template"));
    return out.toString();
  }

  private String page(AVm... vms) {
    return page(Locale.ENGLISH, AnInventory.of(vms));
  }

  private static AVm off(String name) {
    AVm off = AVm.named(name);
    off.powerState = VmPowerState.POWERED_OFF;
    off.bootTime = null;
    return off;
  }

  private static AVm busy(String name) {
    AVm busy = AVm.named(name);
    busy.consolidationNeeded = true;
    return busy;
  }

  private static long times(String text, String part) {
    return Pattern.compile(Pattern.quote(part)).matcher(text).results().count();
  }

  @Test
  void a_reason_is_said_once_and_first_with_everyone_whom_it_holds_back() {
    AVm both = busy("busy3");
    both.template = true;
    String page = page(AVm.named("app"), busy("busy1"), busy("busy2"), both);
    assertEquals(1, times(page, "x consolidation-needed: "), page);
    assertEquals(1, times(page, "x template: "), page);
    for (AVm vm : List.of(busy("busy1"), busy("busy2"))) {
      assertEquals(1, times(page, "/" + vm.name + "  vm-" + vm.name + "\n"), page);
    }
    assertEquals(2, times(page, "/busy3  vm-busy3\n"), "once for each of its reasons: " + page);
    assertTrue(page.indexOf("\nRefused") < page.indexOf("\nWave 1"), page);
    assertTrue(page.indexOf("/busy1 ") < page.indexOf("/app "), page);
  }

  @Test
  void what_is_the_evidence_for_all_is_said_once_and_what_differs_beside_each() {
    AVm[] vms = {busy("busy1"), busy("busy2")};
    String page = page(vms);
    assertEquals(1, times(page, "runtime.consolidationNeeded = true"), page);
  }

  @Test
  void whoever_may_answer_for_several_is_told_how() {
    plan.known = Known.NOTHING;
    String page = page(AVm.named("a"), AVm.named("b"), AVm.named("c"));
    assertTrue(page.contains("--acknowledge not-rehearsed=ID,"), page);
    assertTrue(page.contains("/b  vm-b\n") && page.contains("/c  vm-c\n"), page);
    assertTrue(
        page(AVm.named("a"), AVm.named("b")).contains("--acknowledge not-rehearsed=vm-b\n"), page);
  }

  @Test
  void what_is_the_same_for_every_machine_is_said_once() {
    String page = page(AVm.named("a"), AVm.named("b"), AVm.named("c"));
    assertEquals(1, times(page, "create snapshot A"), page);
    assertEquals(1, times(page, "It stands still for a moment 4 times"), page);
    assertEquals(1, times(page, "no consolidation needed, no snapshot, 1 disk"), page);
    assertTrue(page.contains("\nThe same for all 3\n"), page);
    for (String name : List.of("a", "b", "c")) {
      assertEquals(1, times(page, "/" + name + "  vm-" + name + "\n"), page);
    }
    assertTrue(page(AVm.named("a")).contains("create snapshot A"), "of one alone");
    assertFalse(page(AVm.named("a")).contains("The same for all"), "of one alone");
  }

  @Test
  void what_differs_stands_beside_the_machine_that_it_is_of() {
    AVm large = AVm.named("large");
    large.disk(2001, 1);
    String page = page(AVm.named("small"), large);
    int small = page.indexOf("/small ");
    int ofLarge = page.indexOf("/large ");
    assertTrue(small > 0 && ofLarge > small, page);
    assertEquals(page.indexOf("no snapshot, 1 disk"), page.lastIndexOf("no snapshot, 1 disk"));
    assertTrue(page.indexOf("no snapshot, 1 disk") > small, page);
    assertTrue(page.indexOf("no snapshot, 2 disks") > ofLarge, page);
  }

  @Test
  void steps_of_several_have_a_number_and_steps_of_one_stand_with_it() {
    String page = page(AVm.named("on1"), AVm.named("on2"), off("off1"));
    assertTrue(page.contains("\nSteps 1, for 2 of 3:\n"), page);
    assertEquals(2, times(page, "    steps 1, as above\n"), page);
    assertEquals(1, times(page, "create snapshot A"), page);
    assertEquals(2, times(page, "create snapshot B"), "in both kinds of steps: " + page);
    assertTrue(page.lastIndexOf("create snapshot B") > page.indexOf("/off1 "), page);
  }

  @Test
  void hours_in_which_nothing_happens_are_one_line() {
    AVm app = AVm.named("app");
    AnInventory inventory = AnInventory.of(app);
    String none = page(Locale.FRENCH, inventory);
    assertTrue(none.contains("\n  aucune\n"), none);
    inventory.tasks.add(
        ATask.on(app, "VirtualMachine.createSnapshot")
            .began(Duration.ofDays(2))
            .ended(Duration.ofDays(2))
            .build());
    String page = page(Locale.ENGLISH, inventory);
    assertTrue(page.matches("(?s).*\n  00-05 +0\n  06     #{20} 1\n  07-23 +0\n.*"), page);
  }
}
