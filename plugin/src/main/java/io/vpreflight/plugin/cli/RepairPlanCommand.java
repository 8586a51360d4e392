// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.audit.AuditRequest;
import io.vpreflight.jobs.audit.AuditRunner;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.move.MoveFinder;
import io.vpreflight.jobs.repair.plan.Computed;
import io.vpreflight.jobs.repair.plan.Known;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.PlanPage;
import io.vpreflight.jobs.repair.plan.PlanRequest;
import io.vpreflight.jobs.repair.plan.PlanState;
import io.vpreflight.jobs.repair.plan.RepairPlan;
import io.vpreflight.jobs.repair.planner.Planner;
import io.vpreflight.jobs.repair.refusal.Refusals;
import io.vpreflight.jobs.repair.run.OwnPast;
import io.vpreflight.jobs.report.ReportFiles;
import io.vpreflight.jobs.store.JournalEntry;
import io.vpreflight.jobs.store.JournalEvent;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StorePlace;
import io.vpreflight.jobs.store.StoredPlan;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.config.VCenterSettings;
import io.vpreflight.plugin.connect.Connections;
import io.vpreflight.plugin.connect.LocalMachine;
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
import io.vpreflight.vsphere.vim.VimLongTail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code repair plan}: reads a vCenter and says what a repair would do there. Changes nothing. */
@Command(name = "plan", resourceBundle = Usage.BUNDLE, sortOptions = false)
final class RepairPlanCommand implements Callable<Integer> {
  private static final String COMMAND = "repair plan";

  private final App app;

  @Mixin(name = ConnectionFlags.MIXIN)
  private final ConnectionFlags connection;

  @Mixin private final PlanFlags flags;
  @Mixin private final EnableFlags enable = new EnableFlags();
  @Mixin private final StateFlags state = new StateFlags();

  @Option(names = "--out", paramLabel = "FILE", descriptionKey = "planOut")
  private @Nullable Path out;

  @Option(names = "--format", paramLabel = "text|json", descriptionKey = "planFormat")
  private @Nullable String format;

  @Mixin final CommonFlags common = new CommonFlags();

  /** vCenter and ESXi version of each target, as rehearsals are kept by. */
  private final Map<MoRef, String> versions = new HashMap<>();

  RepairPlanCommand(App app) {
    this(app, new ConnectionFlags(), new PlanFlags());
  }

  /** For another command that makes a plan on the way. */
  RepairPlanCommand(App app, ConnectionFlags connection, PlanFlags flags) {
    this.app = app;
    this.connection = connection;
    this.flags = flags;
  }

  @Override
  public Integer call() throws IOException {
    ShortForm form = ShortForm.of(format);
    PlanFile file = make(state.place(app.environment(), connection.config));
    write(file, form);
    return file.plan().refused().isEmpty() ? Exit.OK : Exit.FINDINGS;
  }

  /** The plan, made and kept; nothing is written. */
  PlanFile make(StorePlace place) throws IOException {
    List<Text> problems = new ArrayList<>();
    flags.check(problems);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    AuditPlan plan = AuditPlan.of(app, enable.with(connection), flags.purpose());
    plan.switches().require(flags.kind());
    if (plan.vcenters().size() != 1) {
      throw new ConfigException(List.of(Text.of("repair.one-vcenter")));
    }
    List<JournalEntry> past;
    try (Store store = Store.open(place, COMMAND)) {
      past = lines(store);
    }
    PlanFile file = PlanFile.of(plan(plan, past, place.folder()));
    // Reading a large vCenter takes minutes, for which nobody else is kept out of the store.
    try (Store store = Store.open(place, COMMAND)) {
      keep(store, file);
    }
    return file;
  }

  /** vCenter and ESXi version of a target of the plan that was made; null when it is unknown. */
  @Nullable String version(MoRef target) {
    return versions.get(target);
  }

  private RepairPlan plan(AuditPlan plan, List<JournalEntry> past, Path folder) throws IOException {
    VCenterSettings settings = plan.vcenters().get(0);
    try (Connections connections = plan.connections();
        Progress progress = new Progress(app.console());
        Deadline deadline = new Deadline(plan.settings().timeout(), connections::cancel)) {
      SoapSession session = connections.openForPlan(settings);
      String name = settings.endpoint().name();
      SchemaNotes notes = new SchemaNotes();
      Inventory inventory =
          new LiveCollector(
                  session, new VimLongTail(session, notes), ConnectionOptions.DEFAULT, name, notes)
              .collect(reads(plan), progress.of(name));
      progress.close();
      Scene scene =
          new Scene(inventory, plan.settings().profile().limits(), baseline(plan, inventory));
      PlanTargets finder = new PlanTargets(scene);
      Set<MoRef> targets = targets(finder, plan, inventory);
      Known known = known(finder, past, inventory, folder);
      boolean none = flags.ownVm.contains("none");
      Set<MoRef> own = finder.all(flags.ownVm.stream().filter(vm -> !vm.equals("none")).toList());
      Map<MoRef, Set<String>> acknowledged =
          finder.acknowledged(flags.acknowledge, flags.kind().isAboutHosts());
      finder.check(targets);
      targets.forEach(target -> note(scene, target));
      return Planner.plan(
          scene,
          new PlanRequest(
              flags.kind(),
              List.copyOf(targets),
              flags.options(),
              flags.limits(),
              flags.window(),
              acknowledged,
              LocalMachine.look(settings.endpoint(), own, none || !own.isEmpty()),
              known,
              TargetPrivileges.of(session, flags.kind(), flags.options(), targets),
              computed(session, scene, targets),
              System.getProperty("user.name", "?")),
          app.clock().instant());
    }
  }

  private Computed computed(SoapSession session, Scene scene, Set<MoRef> targets) {
    RepairSession ports = RepairSession.over(session);
    return switch (flags.kind()) {
      case MOVE_VM ->
          new Computed(
              new MoveFinder(ports.sight(), ports.probes()).find(scene, targets), Map.of());
      case CONSOLIDATE -> new Computed(Map.of(), mergeBytes(ports, targets));
      default -> Computed.NOTHING;
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
    CollectionRequest request = Planner.reads(flags.kind());
    Set<Property> properties = new HashSet<>(request.properties());
    if (flags.byCheck()) {
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

  private Set<MoRef> targets(PlanTargets finder, AuditPlan plan, Inventory inventory)
      throws IOException {
    if (flags.kind().isAboutHosts()) {
      return finder.hosts(flags.host);
    }
    Path report = flags.fromAudit;
    if (report != null) {
      return finder.of(report);
    }
    if (flags.byCheck()) {
      AuditRequest request = plan.request(Set.of());
      AuditRunner runner = new AuditRunner(app.clock(), plan.settings().maxUnreadable());
      return finder.of(runner.judge(request, List.of(inventory), List.of(), app.clock().instant()));
    }
    return finder.all(flags.vm);
  }

  private Known known(
      PlanTargets finder, List<JournalEntry> lines, Inventory inventory, Path folder)
      throws IOException {
    OwnPast past = OwnPast.of(lines, inventory.vcenter().instanceUuid());
    Path live = flags.liveServers;
    Set<String> servers =
        live == null
            ? Set.of()
            : Files.readAllLines(live).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .collect(Collectors.toCollection(TreeSet::new));
    return new Known(
        past.repairedAt(),
        past.operations(),
        new Rehearsals(folder).versions(inventory.vcenter().instanceUuid()),
        finder.clusters(flags.guestCluster),
        servers);
  }

  private static List<JournalEntry> lines(Store store) {
    List<JournalEntry> lines = new ArrayList<>();
    store.journal().each(line -> lines.add(line.entry()));
    return lines;
  }

  private void keep(Store store, PlanFile file) {
    RepairPlan plan = file.plan();
    store
        .plans()
        .save(
            new StoredPlan(
                file.digest(),
                plan.kind().label(),
                file.json(),
                plan.planner(),
                plan.createdAt(),
                plan.expiresAt(),
                PlanState.PLANNED.name()));
    store
        .journal()
        .append(
            new JournalEntry(
                0,
                app.clock().instant(),
                "",
                file.digest(),
                0,
                JournalEvent.PLANNED,
                plan.vcenter().instanceUuid(),
                "",
                "",
                Map.of(
                    "kind", plan.kind().label(),
                    "planner", plan.planner(),
                    "targets", Integer.toString(plan.repaired().size()),
                    "refused", Integer.toString(plan.refused().size()))));
  }

  private void write(PlanFile file, ShortForm form) throws IOException {
    Path target = out;
    if (target != null) {
      ReportFiles.write(target, writer -> writer.write(file.json()));
      app.console().say("cli.written", target.toString());
    }
    if (form == ShortForm.JSON) {
      app.console().out().print(file.json());
    } else {
      String name =
          target == null ? file.digest().substring(0, PlanFile.SHORTEST_DIGEST) : target.toString();
      new PlanPage(app.console().texts(), app.console().out())
          .write(file, name + again(), Refusals.ids(file.plan().kind()));
    }
    app.console().out().flush();
  }

  /** The configuration is named again only when the store could not be found without it. */
  private String again() {
    Path config = connection.config;
    boolean shared = state.place(app.environment(), config).isShared();
    return (shared ? " --config " + config : "") + state.again();
  }
}
