// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.plugin.access.FeatureAccess.Lack;
import io.vpreflight.plugin.access.FeatureAccess.State;
import io.vpreflight.vsphere.inventory.Coverage.View;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.vim.VimPrivileges.Granted;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccessJudgeTest {
  private static final MoRef ROOT = new MoRef("Folder", "group-d1");
  private static final MoRef HOST = new MoRef("HostSystem", "host-1");
  private static final MoRef OTHER_HOST = new MoRef("HostSystem", "host-2");
  private static final MoRef VM = new MoRef("VirtualMachine", "vm-1");
  private static final List<MoRef> OBJECTS = List.of(ROOT, HOST, OTHER_HOST, VM);
  private static final Set<String> READ = Set.of("System.View", "System.Read");
  private static final Set<String> READ_AND_LOG =
      Set.of("System.View", "System.Read", "Global.Diagnostics");

  private static Granted everywhere(Set<String> ids) {
    return but(ids, VM, ids);
  }

  private static Granted but(Set<String> ids, MoRef object, Set<String> there) {
    Map<MoRef, Set<String>> granted = new HashMap<>();
    OBJECTS.forEach(o -> granted.put(o, ids));
    granted.put(object, there);
    return new Granted(granted, Set.of());
  }

  private static FeatureAccess judge(String feature, View view, Granted granted) {
    return new AccessJudge(ROOT, view)
        .judge(Features.of(List.of(feature)).get(0), OBJECTS, granted);
  }

  @Test
  void read_only_on_everything_is_enough_for_an_audit() {
    FeatureAccess answer = judge("audit", View.FULL, everywhere(READ));
    assertEquals(State.GRANTED, answer.state());
    assertEquals(4, answer.asked());
    assertNull(answer.reason());
  }

  @Test
  void what_is_missing_is_told_with_the_object() {
    FeatureAccess answer = judge("audit", View.FULL, but(READ, OTHER_HOST, Set.of("System.View")));
    assertEquals(State.LACKING, answer.state());
    assertEquals(List.of(new Lack("System.Read", List.of(OTHER_HOST), 4)), answer.lacks());
  }

  @Test
  void the_log_of_a_host_needs_more_on_the_root_and_on_hosts_only() {
    FeatureAccess read = judge("hostd-log", View.FULL, everywhere(READ));
    assertEquals(
        List.of(new Lack("Global.Diagnostics", List.of(ROOT, HOST, OTHER_HOST), 3)), read.lacks());
    FeatureAccess more = judge("hostd-log", View.FULL, but(READ_AND_LOG, VM, READ));
    assertEquals(State.GRANTED, more.state());
  }

  @Test
  void an_object_that_was_not_answered_for_is_missing() {
    Granted answered = new Granted(Map.of(ROOT, READ, HOST, READ, OTHER_HOST, READ), Set.of());
    FeatureAccess answer = judge("audit", View.FULL, answered);
    assertEquals(State.LACKING, answer.state());
    assertEquals(List.of(VM), answer.lacks().get(0).objects());
  }

  @Test
  void a_privilege_that_the_server_does_not_have_is_undetermined() {
    Granted granted = new Granted(everywhere(READ).granted(), Set.of("Global.Diagnostics"));
    FeatureAccess answer = judge("hostd-log", View.FULL, granted);
    assertEquals(State.UNDETERMINED, answer.state());
    assertNotNull(answer.reason());
    assertEquals(State.GRANTED, judge("audit", View.FULL, granted).state());
  }

  @Test
  void nothing_at_all_on_objects_that_are_seen_is_a_contradiction_not_a_lack() {
    FeatureAccess answer = judge("audit", View.FULL, everywhere(Set.of()));
    assertEquals(State.UNDETERMINED, answer.state());
  }

  @Test
  void what_may_be_hidden_is_never_called_enough() {
    assertEquals(State.UNDETERMINED, judge("audit", View.PARTIAL, everywhere(READ)).state());
    assertEquals(State.UNDETERMINED, judge("capture", View.NOT_VERIFIED, everywhere(READ)).state());
    Granted sessions = everywhere(Set.of("System.View", "Sessions.TerminateSession"));
    assertEquals(State.GRANTED, judge("session-list", View.NOT_VERIFIED, sessions).state());
  }

  @Test
  void an_account_that_sees_nothing_is_undetermined() {
    FeatureAccess answer =
        new AccessJudge(ROOT, View.FULL)
            .judge(
                Features.of(List.of("audit")).get(0), List.of(), new Granted(Map.of(), Set.of()));
    assertEquals(State.UNDETERMINED, answer.state());
  }

  @Test
  void every_feature_has_a_role_that_can_be_created() {
    for (Feature feature : Features.all()) {
      Role role = Role.of(List.of(feature));
      assertTrue(role.privileges().containsAll(feature.needs().keySet()));
      assertTrue(role.privileges().contains("System.View"), feature.id());
    }
    assertEquals("audit", Features.all().get(0).id());
  }

  @Test
  void a_role_that_repairs_has_a_name_of_its_own_and_is_not_granted_at_the_top() {
    Role repair = Role.of(Features.of(List.of("repair-cbt")));
    assertEquals("vpreflight-repair", repair.name());
    assertEquals(
        List.of(
            "Global.LogEvent",
            "System.Anonymous",
            "System.Read",
            "System.View",
            "VirtualMachine.Config.ChangeTracking",
            "VirtualMachine.State.CreateSnapshot",
            "VirtualMachine.State.RemoveSnapshot"),
        repair.privileges());
    assertTrue(repair.grantCommand("repair@vsphere.local").endsWith("/DATACENTER/vm/FOLDER"));
    assertEquals("vpreflight-audit", Role.of(Features.reading()).name());
  }

  @Test
  void a_user_name_cannot_smuggle_a_command() {
    Role role = Role.of(Features.of(List.of("audit")));
    assertTrue(role.grantCommand("VSPHERE.LOCAL\\audit").contains("'VSPHERE.LOCAL\\audit'"));
    String command = role.grantCommand("x'; rm -rf /; '");
    assertFalse(command.contains("rm -rf"), command);
  }
}
