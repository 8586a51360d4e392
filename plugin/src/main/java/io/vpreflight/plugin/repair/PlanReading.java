// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.repair;

import io.vpreflight.jobs.audit.AuditRequest;
import io.vpreflight.jobs.audit.AuditRunner;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.repair.move.MoveFinder;
import io.vpreflight.jobs.repair.plan.Computed;
import io.vpreflight.jobs.repair.plan.InstallationAnswers;
import io.vpreflight.jobs.repair.plan.Installations;
import io.vpreflight.jobs.repair.plan.Known;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.PlanRequest;
import io.vpreflight.jobs.repair.planner.Planner;
import io.vpreflight.jobs.repair.run.OwnPast;
import io.vpreflight.jobs.service.Identity;
import io.vpreflight.jobs.service.PlanDesk;
import io.vpreflight.jobs.service.Rehearsals;
import io.vpreflight.jobs.store.JournalEntry;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.audit.AuditPlan;
import io.vpreflight.plugin.audit.Deadline;
import io.vpreflight.plugin.config.VCenterSettings;
import io.vpreflight.plugin.connect.Connections;
import io.vpreflight.plugin.connect.LocalMachine;
import io.vpreflight.vsphere.CollectionProgress;
import io.vpreflight.vsphere.CollectionRequest;
import io.vpreflight.vsphere.ConnectionOptions;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.collect.LiveCollector;
import io.vpreflight.vsphere.collect.RepairSession;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.vim.VimLogins;
import io.vpreflight.vsphere.vim.VimLongTail;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a vCenter and makes a plan of what is there. Changes nothing, and keeps nothing. */
public final class PlanReading {
  private final App app;
  private final PlanWish wish;

  /** vCenter and ESXi version of each target, as rehearsals are kept by. */
  private final Map<MoRef, String> versions = new HashMap<>();

  /** Of what that wish says. */
  public PlanReading(App app, PlanWish wish) {
    this.app = app;
    this.wish = wish;
  }

  /** Keeps the plan that was made. */
  public void keep(PlanDesk desk, PlanFile file) {
    String tried =
        wish.rehearsal
            ? file.plan().repaired().stream()
                .map(target -> versions.get(target.object().ref()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null)
            : null;
    if (tried == null) {
      desk.keep(file);
    } else {
      desk.keepRehearsal(file, tried);
    }
  }

  /**
   * What the store tells, which nobody is kept out of while a vCenter is read.
   *
   * @param past every line of the journal: what we did before counts for what we may do
   * @param installation which one this is
   */
  public record Own(List<JournalEntry> past, String installation) {
    /** What it tells now. */
    public static Own of(Store store) {
      List<JournalEntry> lines = new ArrayList<>();
      store.journal().each(line -> lines.add(line.entry()));
      return new Own(lines, store.installation());
    }
  }

  /**
   * Makes it.
   *
   * @param plan with one vCenter
   * @param folder of the store
   */
  public PlanFile read(
      AuditPlan plan,
      Connections connections,
      Own own,
      Path folder,
      Identity planner,
      CollectionProgress progress)
      throws IOException {
    VCenterSettings settings = plan.vcenters().get(0);
    try (Deadline deadline = new Deadline(plan.settings().timeout(), connections::cancel)) {
      SoapSession session = connections.openForPlan(settings);
      String name = settings.endpoint().name();
      SchemaNotes notes = new SchemaNotes();
      Inventory inventory =
          new LiveCollector(
                  session, new VimLongTail(session, notes), ConnectionOptions.DEFAULT, name, notes)
              .collect(reads(plan), progress);
      Scene scene =
          new Scene(inventory, plan.settings().profile().limits(), baseline(plan, inventory));
      PlanTargets finder = new PlanTargets(scene);
      Set<MoRef> targets = targets(finder, plan, inventory);
      Known known = known(finder, own.past(), inventory, folder);
      boolean none = wish.ownVm.contains("none");
      Set<MoRef> machines =
          finder.all(wish.ownVm.stream().filter(vm -> !vm.equals("none")).toList());
      Map<MoRef, Set<String>> acknowledged =
          finder.acknowledged(wish.acknowledge, wish.kind().isAboutHosts());
      finder.check(targets);
      targets.forEach(target -> note(scene, target));
      return PlanFile.of(
          Planner.plan(
              scene,
              new PlanRequest(
                  wish.kind(),
                  List.copyOf(targets),
                  wish.options(),
                  wish.limits(),
                  wish.window(),
                  acknowledged,
                  LocalMachine.look(settings.endpoint(), machines, none || !machines.isEmpty()),
                  known,
                  TargetPrivileges.of(session, wish.kind(), wish.options(), targets),
                  computed(session, scene, targets, installations(session, own)),
                  planner.name()),
              app.clock().instant()));
    }
  }

  private Installations installations(SoapSession session, Own own) {
    return Installations.of(
        new VimLogins(session, new SchemaNotes()).read(),
        own.installation(),
        InstallationAnswers.of(wish.acknowledge));
  }

  private Computed computed(
      SoapSession session, Scene scene, Set<MoRef> targets, Installations installations) {
    RepairSession ports = RepairSession.over(session);
    return switch (wish.kind()) {
      case MOVE_VM ->
          new Computed(
              new MoveFinder(ports.sight(), ports.probes()).find(scene, targets),
              Map.of(),
              installations);
      case CONSOLIDATE -> new Computed(Map.of(), mergeBytes(ports, targets), installations);
      default -> new Computed(Map.of(), Map.of(), installations);
    };
  }

  /** An account that may not repair may not ask either: then our own reckoning stands alone. */
  private static Map<MoRef, Map<MoRef, Long>> mergeBytes(RepairSession ports, Set<MoRef> targets) {
    Map<MoRef, Map<MoRef, Long>> bytes = new HashMap<>();
    for (MoRef target : targets) {
      try {
        bytes.put(target, ports.sight().consolidationSpace(target));
      } catch (VSphereException.Fault e) {
        bytes.put(target, Map.of());
      }
    }
    return bytes;
  }

  private void note(Scene scene, MoRef target) {
    VirtualMachine vm = scene.locations().virtualMachine(target);
    MoRef ref = vm == null ? null : vm.runtime().host();
    Host host = ref == null ? null : scene.locations().host(ref);
    if (host != null) {
      String vcenter = scene.inventory().vcenter().about().version();
      versions.put(target, vcenter + "/" + host.summary().version());
    }
  }

  private CollectionRequest reads(AuditPlan plan) {
    CollectionRequest request = Planner.reads(wish.kind());
    Set<Property> properties = new HashSet<>(request.properties());
    if (wish.byCheck()) {
      properties.addAll(plan.request(Set.of()).reads().properties());
    }
    return new CollectionRequest(properties, request.history());
  }

  private static @Nullable Inventory baseline(AuditPlan plan, Inventory now) {
    for (Inventory earlier : plan.request(Set.of()).baselines()) {
      if (earlier.vcenter().isSameAs(now.vcenter())) {
        return earlier;
      }
    }
    return null;
  }

  private Set<MoRef> targets(PlanTargets finder, AuditPlan plan, Inventory inventory) {
    if (wish.kind().isAboutHosts()) {
      return finder.hosts(wish.host);
    }
    FromAudit audit = wish.audit;
    if (audit != null) {
      return finder.of(audit);
    }
    if (wish.byCheck()) {
      AuditRequest request = plan.request(Set.of());
      AuditRunner runner = new AuditRunner(app.clock(), plan.settings().maxUnreadable());
      return finder.of(runner.judge(request, List.of(inventory), List.of(), app.clock().instant()));
    }
    return finder.all(wish.vm);
  }

  private Known known(
      PlanTargets finder, List<JournalEntry> lines, Inventory inventory, Path folder)
      throws IOException {
    OwnPast past = OwnPast.of(lines, inventory.vcenter().instanceUuid());
    return new Known(
        past.repairedAt(),
        past.operations(),
        new Rehearsals(folder).versions(inventory.vcenter().instanceUuid()),
        finder.clusters(wish.guestCluster),
        wish.servers());
  }
}
