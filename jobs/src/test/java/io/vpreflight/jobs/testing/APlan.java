// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.testing;

import io.vpreflight.jobs.check.Limits;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.profile.ProfileReader;
import io.vpreflight.jobs.repair.plan.Computed;
import io.vpreflight.jobs.repair.plan.Here;
import io.vpreflight.jobs.repair.plan.Installations;
import io.vpreflight.jobs.repair.plan.Known;
import io.vpreflight.jobs.repair.plan.MoveAnswer;
import io.vpreflight.jobs.repair.plan.PlanOptions;
import io.vpreflight.jobs.repair.plan.PlanRequest;
import io.vpreflight.jobs.repair.plan.Privileges;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.jobs.repair.plan.RepairPlan;
import io.vpreflight.jobs.repair.plan.RunLimits;
import io.vpreflight.jobs.repair.plan.Window;
import io.vpreflight.jobs.repair.planner.Planner;
import io.vpreflight.jobs.repair.refusal.Candidate;
import io.vpreflight.jobs.repair.refusal.HostCandidate;
import io.vpreflight.jobs.repair.refusal.RepairSubject;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What somebody wants to be planned; a test sets what it is about. */
public final class APlan {
  public static final Instant NOW = AnInventory.NOW;
  private static final Limits LIMITS = ProfileReader.read("test", "extends: base").limits();

  public final RepairKind kind;
  public PlanOptions options = PlanOptions.DEFAULT;
  public RunLimits limits = RunLimits.DEFAULT;
  public Window window = new Window(ZoneOffset.UTC, List.of());
  public Here here =
      new Here(
          "42000000-0000-4000-8000-000000000000",
          Set.of(),
          false,
          false,
          Set.of("vc01.example.org", "10.0.0.1"),
          Set.of(),
          false);
  public Known known = Known.NOTHING;
  public final Map<MoRef, Set<String>> acknowledged = new HashMap<>();
  public final Map<MoRef, Privileges> privileges = new HashMap<>();
  public final Map<MoRef, MoveAnswer> moves = new HashMap<>();
  public final Map<MoRef, Map<MoRef, Long>> mergeBytes = new HashMap<>();
  public Installations installations = Installations.NOT_ASKED;

  private APlan(RepairKind kind) {
    this.kind = kind;
  }

  /** A plan of that kind. */
  public static APlan of(RepairKind kind) {
    return new APlan(kind);
  }

  /** With that answered for. */
  public APlan acknowledging(AVm vm, String... ids) {
    acknowledged.put(vm.ref, Set.of(ids));
    return this;
  }

  /** For all machines, or hosts, of the inventory, which must reach back a week. */
  public PlanRequest request(AnInventory inventory) {
    return new PlanRequest(
        kind,
        kind.isAboutHosts()
            ? inventory.hosts.stream().map(Host::ref).toList()
            : inventory.vms.stream().map(VirtualMachine::ref).toList(),
        options,
        limits,
        window,
        acknowledged,
        here,
        known,
        privileges,
        new Computed(moves, mergeBytes, installations),
        "tester");
  }

  /** The plan for all of them. */
  public RepairPlan plan(AnInventory inventory) {
    return Planner.plan(scene(inventory), request(inventory), NOW);
  }

  /** The first of them. */
  public Candidate candidate(AnInventory inventory) {
    return new Candidate(inventory.vms.get(0), scene(inventory), request(inventory));
  }

  /** The first of them, which is a machine or a host. */
  public RepairSubject subject(AnInventory inventory) {
    return kind.isAboutHosts()
        ? new HostCandidate(inventory.hosts.get(0), scene(inventory), request(inventory))
        : candidate(inventory);
  }

  private static Scene scene(AnInventory inventory) {
    inventory.historyWindow = Duration.ofDays(7);
    return new Scene(inventory.build(), LIMITS, null);
  }
}
