// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.move;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.vsphere.ClusterRules;
import io.vpreflight.vsphere.ClusterRules.Rule;
import io.vpreflight.vsphere.inventory.MoRef;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MoveRulesTest {
  private static final MoRef APP = new MoRef("VirtualMachine", "vm-1");
  private static final MoRef OTHER = new MoRef("VirtualMachine", "vm-2");
  private static final MoRef HERE = new MoRef("HostSystem", "host-1");
  private static final MoRef THERE = new MoRef("HostSystem", "host-2");

  private static Rule rule(String type, @Nullable Boolean enabled, MoRef... vms) {
    return new Rule(type, "r", enabled, Set.of(vms), null, null, null);
  }

  private static Rule hosts(@Nullable String only, @Nullable String never) {
    return new Rule("ClusterVmHostRuleInfo", "r", null, Set.of(), "vms", only, never);
  }

  private static ClusterRules rules(Rule... rules) {
    return new ClusterRules(
        new MoRef("ClusterComputeResource", "c"),
        true,
        "manual",
        true,
        Map.of(),
        List.of(rules),
        Map.of("vms", Set.of(APP)),
        Map.of("here", Set.of(HERE), "there", Set.of(THERE)));
  }

  private static @Nullable Objection judge(@Nullable MoRef other, Rule... rules) {
    return MoveRules.against(rules(rules), APP, THERE, vm -> other);
  }

  private static void against(String key, @Nullable Objection objection) {
    assertEquals("repair.move." + key, assertNotNullObjection(objection).reason().key());
    assertEquals(key.endsWith("-unknown"), assertNotNullObjection(objection).isUnknown());
  }

  private static Objection assertNotNullObjection(@Nullable Objection objection) {
    assertNotNull(objection);
    return objection;
  }

  @Test
  void machines_that_are_kept_apart_do_not_meet() {
    Rule apart = rule("ClusterAntiAffinityRuleSpec", true, APP, OTHER);
    against("apart", judge(THERE, apart));
    assertNull(judge(HERE, apart));
    against("other-unknown", judge(null, apart));
    assertNull(judge(THERE, rule("ClusterAntiAffinityRuleSpec", false, APP, OTHER)));
    against("apart", judge(THERE, rule("ClusterAntiAffinityRuleSpec", null, APP, OTHER)));
    assertNull(judge(THERE, rule("ClusterAntiAffinityRuleSpec", true, OTHER)));
  }

  @Test
  void machines_that_are_kept_together_do_not_part() {
    Rule together = rule("ClusterAffinityRuleSpec", true, APP, OTHER);
    against("together", judge(HERE, together));
    assertNull(judge(THERE, together));
  }

  @Test
  void a_rule_about_hosts_counts_whether_it_must_or_should() {
    assertNull(judge(HERE, hosts("there", null)));
    against("host-rule", judge(HERE, hosts("here", null)));
    against("host-rule", judge(HERE, hosts(null, "there")));
    assertNull(judge(HERE, hosts(null, "here")));
    against("rule-unknown", judge(HERE, hosts("gone", null)));
    against("rule-unknown", judge(HERE, hosts(null, null)));
  }

  @Test
  void a_rule_that_nobody_understands_lets_nothing_through() {
    against("rule-unknown", judge(HERE, rule("ClusterRuleOfTomorrow", true)));
    assertNull(judge(HERE, rule("ClusterRuleOfTomorrow", false)));
    assertNull(judge(HERE, rule("ClusterDependencyRuleInfo", true)));
  }

  @Test
  void what_drs_moves_by_itself_is_left_to_it() {
    ClusterRules manual = rules();
    assertNull(MoveRules.automation(manual, APP));
    ClusterRules full = drs(true, "fullyAutomated", true, Map.of());
    against("drs-automated", MoveRules.automation(full, APP));
    assertNull(MoveRules.automation(drs(true, "fullyAutomated", true, Map.of(APP, "manual")), APP));
    against(
        "drs-automated",
        MoveRules.automation(drs(true, "fullyAutomated", false, Map.of(APP, "manual")), APP));
    against(
        "drs-automated",
        MoveRules.automation(drs(true, "manual", true, Map.of(APP, "fullyAutomated")), APP));
    assertNull(MoveRules.automation(drs(false, "fullyAutomated", true, Map.of()), APP));
    against("drs-unknown", MoveRules.automation(drs(null, "manual", true, Map.of()), APP));
    against("drs-unknown", MoveRules.automation(drs(true, null, true, Map.of()), APP));
    against(
        "drs-unknown", MoveRules.automation(drs(true, "manual", null, Map.of(APP, "manual")), APP));
    assertTrue(full.rules().isEmpty());
  }

  private static ClusterRules drs(
      @Nullable Boolean enabled,
      @Nullable String behavior,
      @Nullable Boolean overrides,
      Map<MoRef, String> own) {
    return new ClusterRules(
        new MoRef("ClusterComputeResource", "c"),
        enabled,
        behavior,
        overrides,
        own,
        List.of(),
        Map.of(),
        Map.of());
  }
}
