// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.audit.Incompleteness.Cause;
import io.vpreflight.jobs.check.Estate;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.profile.ProfileReader;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.vsphere.VSphereException.Unreachable;
import io.vpreflight.vsphere.VSphereException.Unreachable.Reason;
import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.inventory.MoRef;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The usual vCenter has the host and the cluster on which both machines run. */
class ScopeTest {
  private final AVm web = AVm.named("web01");
  private final AVm sql = AVm.named("sql01");
  private final Inventory inventory = AnInventory.of(web, sql).build();
  private final Scene scene =
      new Scene(inventory, ProfileReader.builtIn("discovery-audit").limits(), null);

  private static Scope scope(List<String> include, List<String> exclude) {
    return new Scope(
        include.stream().map(Pattern::of).toList(), exclude.stream().map(Pattern::of).toList());
  }

  private Set<MoRef> chosen(Scope scope) {
    Set<MoRef> all = new InScope(scope, new Estate(List.of(scene))).of(scene);
    return all == null ? Set.of() : new TreeSet<>(all);
  }

  private Audit audit(Scope scope, List<FailedSource> failed) {
    AuditRequest request =
        new AuditRequest(
            ProfileReader.builtIn("discovery-audit"),
            List.of(),
            List.of(),
            List.of(),
            scope,
            List.of(),
            Set.of());
    return new AuditRunner(Clock.fixed(AnInventory.NOW, ZoneOffset.UTC), 0.02)
        .judge(request, List.of(inventory), failed, AnInventory.NOW);
  }

  private String clusterName() {
    return scene.locations().refOf(AnInventory.CLUSTER).name();
  }

  @Test
  void a_machine_brings_along_what_it_stands_on_and_no_other_machine() {
    Set<MoRef> chosen = chosen(scope(List.of("web*"), List.of()));
    assertTrue(
        chosen.containsAll(
            Set.of(web.ref, AnInventory.HOST, AnInventory.CLUSTER, AnInventory.DATASTORE)));
    assertTrue(!chosen.contains(sql.ref));
  }

  @Test
  void a_cluster_is_named_by_its_name_or_its_path_and_brings_its_machines() {
    for (String pattern :
        List.of(clusterName(), scene.locations().path(AnInventory.CLUSTER), clusterName() + "*")) {
      Set<MoRef> chosen = chosen(scope(List.of(pattern), List.of()));
      assertTrue(
          chosen.containsAll(Set.of(web.ref, sql.ref, AnInventory.HOST, AnInventory.CLUSTER)),
          pattern);
    }
  }

  @Test
  void what_leaves_out_one_machine_leaves_everything_else_in() {
    Set<MoRef> chosen = chosen(scope(List.of(), List.of("web01")));
    assertTrue(
        chosen.containsAll(
            Set.of(
                sql.ref,
                AnInventory.HOST,
                AnInventory.CLUSTER,
                AnInventory.DATASTORE,
                AnInventory.NETWORK)));
    assertTrue(!chosen.contains(web.ref));
  }

  @Test
  void a_datastore_that_no_machine_uses_is_in_the_scope_of_everything_else() {
    Inventory empty = AnInventory.of().build();
    Scene alone = new Scene(empty, ProfileReader.builtIn("discovery-audit").limits(), null);
    Set<MoRef> chosen =
        new InScope(scope(List.of(), List.of("nothing")), new Estate(List.of(alone))).of(alone);
    assertTrue(chosen != null && chosen.contains(AnInventory.DATASTORE));
  }

  @Test
  void what_leaves_out_is_stronger_also_for_what_a_machine_stands_on() {
    String datastore = scene.locations().refOf(AnInventory.DATASTORE).name();
    Set<MoRef> chosen = chosen(scope(List.of("web01"), List.of(datastore)));
    assertTrue(chosen.contains(web.ref) && !chosen.contains(AnInventory.DATASTORE));
  }

  @Test
  void an_audit_of_what_is_not_there_is_not_whole_and_says_which_pattern_it_is() {
    Audit audit = audit(scope(List.of("web01", "/Pariss/Production"), List.of()), List.of());
    assertEquals(
        List.of(Cause.SCOPE), audit.incomplete().stream().map(Incompleteness::cause).toList());
    assertEquals(List.of("/Pariss/Production"), audit.incomplete().get(0).text().args());
  }

  @Test
  void a_pattern_is_not_blamed_while_a_vcenter_is_not_read() {
    FailedSource away = new FailedSource("lyon", new Unreachable(Reason.TIMEOUT, "lyon", null));
    Audit audit = audit(scope(List.of("/Lyon"), List.of()), List.of(away));
    assertEquals(
        List.of(Cause.UNREACHABLE),
        audit.incomplete().stream().map(Incompleteness::cause).toList());
  }

  @Test
  void what_leaves_nothing_out_is_said_and_makes_nothing_incomplete() {
    Audit audit = audit(scope(List.of(), List.of("old-*")), List.of());
    assertEquals(List.of(), audit.incomplete());
    assertEquals("note.exclude", audit.notes().get(0).key());
  }

  @Test
  void two_patterns_that_mean_the_same_machine_both_count_as_used() {
    Audit audit = audit(scope(List.of("web*", "web01", "*"), List.of()), List.of());
    assertEquals(List.of(), audit.incomplete());
  }
}
