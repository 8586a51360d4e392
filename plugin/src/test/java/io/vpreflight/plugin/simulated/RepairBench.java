// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.profile.ProfileReader;
import io.vpreflight.jobs.repair.plan.ApprovalKey;
import io.vpreflight.jobs.repair.plan.Here;
import io.vpreflight.jobs.repair.plan.Known;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.PlanOptions;
import io.vpreflight.jobs.repair.plan.PlanRequest;
import io.vpreflight.jobs.repair.plan.PlanState;
import io.vpreflight.jobs.repair.plan.Privileges;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.jobs.repair.plan.RunLimits;
import io.vpreflight.jobs.repair.plan.Window;
import io.vpreflight.jobs.repair.planner.Planner;
import io.vpreflight.jobs.store.JournalEntry;
import io.vpreflight.jobs.store.PostgresServer;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StorePlace;
import io.vpreflight.jobs.store.StoredPlan;
import io.vpreflight.plugin.cli.Exit;
import io.vpreflight.plugin.cli.Shell;
import io.vpreflight.scenario.DatacenterScenario;
import io.vpreflight.scenario.DatastoreScenario;
import io.vpreflight.scenario.HostScenario;
import io.vpreflight.scenario.Scenario;
import io.vpreflight.scenario.VCenterScenario;
import io.vpreflight.scenario.VmScenario;
import io.vpreflight.scenario.demo.DemoCompany;
import io.vpreflight.simulator.MutationLog;
import io.vpreflight.simulator.Simulator;
import io.vpreflight.simulator.SimulatorBuilder;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.vsphere.CollectionProgress;
import io.vpreflight.vsphere.CollectionRequest;
import io.vpreflight.vsphere.ConnectionOptions;
import io.vpreflight.vsphere.Credentials;
import io.vpreflight.vsphere.Secret;
import io.vpreflight.vsphere.ServerTrust;
import io.vpreflight.vsphere.VCenterEndpoint;
import io.vpreflight.vsphere.collect.LiveCollector;
import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.soap.LoginGuard;
import io.vpreflight.vsphere.soap.Operations;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.soap.SoapTransport;
import io.vpreflight.vsphere.vim.VimLongTail;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Paris of the demo company in the simulator, and plans for it that are approved. */
final class RepairBench implements AutoCloseable {
  static final String PASSWORD_OF_OTHERS = "another one";

  final Simulator server;
  final Path home;
  private final Path password;
  private final Stock stock;
  private final boolean owner;
  private final @Nullable PostgresServer database;

  RepairBench(Path home, Path dump, Duration pace, String... others) throws IOException {
    this(home, start(dump, pace, others), new Stock(), true, null);
  }

  private static Simulator start(Path dump, Duration pace, String... others) throws IOException {
    SimulatorBuilder builder = Simulator.load(dump).shiftedToNow().pace(pace);
    if (others.length > 0) {
      builder.user(SimulatorBuilder.USER, SimulatorBuilder.PASSWORD);
    }
    for (String other : others) {
      builder.user(other, PASSWORD_OF_OTHERS);
    }
    return builder.start();
  }

  /**
   * The same installation on another day: its store begins as the other one began, and it plans for
   * machines that nobody touched yet.
   */
  RepairBench(Path home, RepairBench other) throws IOException {
    this(home, other.server, other.stock, false, null);
  }

  /** Another installation at the same vCenter. */
  static RepairBench elsewhere(Path home, RepairBench other) throws IOException {
    return new RepairBench(home, other.server, new Stock(), false, null);
  }

  /** The first of several nodes that keep everything in that database. */
  static RepairBench node(
      Path home, Path dump, Duration pace, PostgresServer database, String... others)
      throws IOException {
    return new RepairBench(home, start(dump, pace, others), new Stock(), true, database);
  }

  /** Another node of it, with the same key of approvals. */
  static RepairBench node(Path home, RepairBench first) throws IOException {
    RepairBench node = new RepairBench(home, first.server, first.stock, false, first.database);
    ApprovalKey.in(first.state());
    Files.createDirectories(
        node.state(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.copy(
        first.state().resolve("approval-key"),
        node.state().resolve("approval-key"),
        StandardCopyOption.COPY_ATTRIBUTES);
    return node;
  }

  private RepairBench(
      Path home, Simulator server, Stock stock, boolean owner, @Nullable PostgresServer database)
      throws IOException {
    this.home = home;
    this.server = server;
    this.stock = stock;
    this.owner = owner;
    this.database = database;
    Files.createDirectories(home);
    password = home.resolve("password");
    Files.createFile(
        password,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(password, SimulatorBuilder.PASSWORD);
    if (database == null) {
      stock.begin(state());
    }
  }

  /**
   * What was read once, the machines of it that nobody has planned for, and the empty store that
   * every one begins with.
   */
  private static final class Stock {
    private final Map<String, byte[]> store = new HashMap<>();
    private @Nullable Inventory inventory;
    private List<MoRef> able = List.of();

    private void begin(Path folder) throws IOException {
      if (store.isEmpty()) {
        Store.open(folder, "test").close();
        try (Stream<Path> files = Files.list(folder)) {
          for (Path file : files.toList()) {
            store.put(String.valueOf(file.getFileName()), Files.readAllBytes(file));
          }
        }
        return;
      }
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      for (Map.Entry<String, byte[]> file : store.entrySet()) {
        Path copy = folder.resolve(file.getKey());
        Files.write(copy, file.getValue());
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
      }
    }
  }

  /** The id of this installation. */
  String installation() {
    try (Store store = Store.look(place())) {
      return store.installation();
    }
  }

  /** A small plant of so many machines, all alike, on one datastore. */
  static Path plant(Path folder, int machines) throws IOException {
    return plant(folder, machines, 1);
  }

  /** The same on several datastores, in turn. */
  static Path plant(Path folder, int machines, int datastores) throws IOException {
    VCenterScenario vcenter =
        Scenario.vcenter("vcenter-plant", Instant.now().truncatedTo(ChronoUnit.SECONDS));
    DatacenterScenario plant = vcenter.datacenter("Plant");
    List<HostScenario> hosts = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      hosts.add(plant.cluster("Production").host("esx0" + i + ".example.org"));
    }
    List<DatastoreScenario> places = new ArrayList<>();
    for (int i = 1; i <= datastores && datastores > 1; i++) {
      places.add(plant.datastore("vmfs1" + i));
    }
    for (int i = 1; i <= machines; i++) {
      VmScenario vm = plant.vm("app%02d".formatted(i)).on(hosts.get(i % hosts.size()));
      if (!places.isEmpty()) {
        vm.storedOn(places.get(i % places.size()));
      }
    }
    Path dump = folder.resolve("plant");
    vcenter.writeTo(dump);
    return dump;
  }

  static Path dump(Path folder) throws IOException {
    Path dump = folder.resolve("paris");
    DemoCompany.now().vcenters().get(0).writeTo(dump);
    return dump;
  }

  Path password() {
    return password;
  }

  Path state() {
    return home.resolve("state").resolve("vpreflight");
  }

  /** Where its store is. */
  StorePlace place() {
    return new StorePlace(state(), database);
  }

  /** The lines of a configuration that say where the store is; none for a file. */
  String store() throws IOException {
    if (database == null) {
      return "";
    }
    Path secret = home.resolve("database-password");
    if (!Files.exists(secret)) {
      Files.createFile(
          secret,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(secret, String.valueOf(Objects.requireNonNull(database.password()).read()));
    }
    return """
        store:
          url: "%s"
          username: %s
          passwordFile: %s
        """
        .formatted(database.url(), database.username(), secret);
  }

  /** A plan for the first machines that may be repaired; kept and approved. */
  PlanFile approved(RepairKind kind, int machines) throws IOException {
    return approved(kind, machines, RunLimits.DEFAULT);
  }

  /** The same, with other limits. */
  PlanFile approved(RepairKind kind, int machines, RunLimits limits) throws IOException {
    if (stock.inventory == null || stock.able.size() < machines) {
      stock.inventory = read(kind);
      stock.able = new ArrayList<>(able(stock.inventory, kind));
    }
    Inventory inventory = stock.inventory;
    List<MoRef> chosen = List.copyOf(stock.able.subList(0, machines));
    stock.able.removeAll(chosen);
    PlanFile plan = plan(inventory, kind, chosen, limits);
    try (Store store = Store.open(place(), "test")) {
      store
          .plans()
          .save(
              new StoredPlan(
                  plan.digest(),
                  kind.label(),
                  plan.json(),
                  "tester",
                  plan.plan().createdAt(),
                  plan.plan().expiresAt(),
                  PlanState.PLANNED.name()));
      store
          .plans()
          .saveApproval(ApprovalKey.in(state()).approve(plan, "tester", "a test", Instant.now()));
      store.plans().change(plan.digest(), PlanState.PLANNED.name(), PlanState.APPROVED.name());
    }
    return plan;
  }

  /** The plan that a command made, approved as a user would. */
  PlanFile approved(Shell.Result made) {
    assertEquals(Exit.OK, made.code(), made.toString());
    PlanFile plan = PlanFile.read(made.out().getBytes(StandardCharsets.UTF_8));
    Shell.Result approved =
        new Shell(home)
            .run(
                "repair",
                "approve",
                plan.digest(),
                "--digest",
                plan.digest(),
                "--reason",
                "a test",
                "--state-dir",
                state().toString());
    assertEquals(Exit.OK, approved.code(), approved.toString());
    return plan;
  }

  /** The running machines that may be repaired. */
  private static List<MoRef> able(Inventory inventory, RepairKind kind) {
    List<MoRef> all = inventory.virtualMachines().stream().map(VirtualMachine::ref).toList();
    return plan(inventory, kind, all, RunLimits.DEFAULT).plan().repaired().stream()
        .filter(target -> "poweredOn".equals(target.baseline().powerState()))
        .map(target -> target.object().ref())
        .toList();
  }

  private static PlanFile plan(
      Inventory inventory, RepairKind kind, List<MoRef> targets, RunLimits limits) {
    Map<MoRef, Privileges> privileges = new HashMap<>();
    List<String> wanted =
        List.of(
            "VirtualMachine.Config.ChangeTracking",
            "VirtualMachine.State.CreateSnapshot",
            "VirtualMachine.State.RemoveSnapshot");
    targets.forEach(
        vm -> privileges.put(vm, new Privileges(SimulatorBuilder.USER, wanted, List.of())));
    Set<String> rehearsed = new HashSet<>();
    inventory
        .hosts()
        .forEach(
            host ->
                rehearsed.add(
                    inventory.vcenter().about().version() + "/" + host.summary().version()));
    PlanRequest request =
        new PlanRequest(
            kind,
            targets,
            PlanOptions.DEFAULT,
            limits,
            new Window(ZoneOffset.UTC, List.of()),
            Map.of(),
            new Here(null, Set.of(), true, false, Set.of("127.0.0.1"), Set.of(), true),
            new Known(Map.of(), List.of(), rehearsed, Map.of(), Set.of()),
            privileges,
            "tester");
    Scene scene = new Scene(inventory, ProfileReader.read("test", "extends: base").limits(), null);
    return PlanFile.of(Planner.plan(scene, request, Instant.now()));
  }

  Inventory read(RepairKind kind) throws IOException {
    return read(Planner.reads(kind));
  }

  /** What a collector reads of it. */
  Inventory read(CollectionRequest request) throws IOException {
    SchemaNotes notes = new SchemaNotes();
    try (SoapSession session = session()) {
      return new LiveCollector(
              session, new VimLongTail(session, notes), ConnectionOptions.DEFAULT, "paris", notes)
          .collect(request, CollectionProgress.NONE);
    }
  }

  /** A session that may only read. */
  SoapSession session() throws IOException {
    return new SoapSession(
        new SoapTransport(
            VCenterEndpoint.parse(server.url().toString()),
            new ServerTrust(null, List.of(server.thumbprint())),
            ConnectionOptions.DEFAULT,
            Operations.READ,
            "test"),
        new Credentials(SimulatorBuilder.USER, new Secret(SimulatorBuilder.PASSWORD.toCharArray())),
        new LoginGuard(Clock.systemUTC()),
        Clock.systemUTC());
  }

  /** The words of a repair command, with how to get in. */
  List<String> words(String command, String plan, String... more) {
    List<String> words = new ArrayList<>(List.of("repair", command, plan));
    words.addAll(
        List.of(
            "--vcenter",
            server.url().toString(),
            "--username",
            SimulatorBuilder.USER,
            "--password-file",
            password.toString(),
            "--thumbprint",
            server.thumbprint(),
            "--state-dir",
            state().toString()));
    words.addAll(List.of(more));
    return words;
  }

  Shell.Result run(String command, String plan, String... more) {
    return new Shell(home).hurrying().run(words(command, plan, more).toArray(String[]::new));
  }

  /** Carries a plan out in this process. */
  Shell.Result run(PlanFile plan) {
    return run("run", plan.digest(), "--now", "--reason", "a test", "--format", "json");
  }

  /** The same in a process of its own, which can be ended without warning. */
  Process apart(PlanFile plan, Path said, String... jvm) throws IOException {
    return apart(plan, said, List.of(), jvm);
  }

  /** The same with more words. */
  Process apart(PlanFile plan, Path said, List<String> more, String... jvm) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
    command.addAll(List.of(jvm));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Apart.class.getName()));
    command.add(home.toString());
    command.addAll(words("run", plan.digest(), "--now", "--reason", "a test", "--format", "json"));
    command.addAll(more);
    return new ProcessBuilder(command)
        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
        .redirectErrorStream(true)
        .redirectOutput(said.toFile())
        .start();
  }

  /** What was written down before it was sent, of one operation. */
  List<JournalEntry> journal(PlanFile plan) {
    try (Store store = Store.look(place())) {
      return store.journal().ofPlan(plan.digest());
    }
  }

  /** What was executed on that machine and its snapshots, in order, without what was refused. */
  List<String> executed() {
    return server.mutations().entries().stream()
        .filter(entry -> entry.kind().equals("call") && entry.outcome().startsWith("ok"))
        .map(MutationLog.Entry::method)
        .filter(method -> !method.equals("LogUserEvent"))
        .toList();
  }

  /** What must hold of a machine by the simulator alone. */
  List<String> broken(MoRef vm) {
    return server
        .world()
        .locked(
            () -> {
              List<String> broken = new ArrayList<>();
              var object = server.world().get(new Ref(vm.type(), vm.moId()));
              Element flag = object.at("config", "changeTrackingEnabled");
              if (flag == null || !flag.text().equals("true")) {
                broken.add(vm.moId() + ": tracking is off");
              }
              if (object.get("snapshot") != null) {
                broken.add(vm.moId() + ": a snapshot is left");
              }
              Element needed = object.at("runtime", "consolidationNeeded");
              if (needed != null && needed.text().equals("true")) {
                broken.add(vm.moId() + ": consolidation is needed");
              }
              return broken;
            });
  }

  @Override
  public void close() {
    if (owner) {
      server.close();
    }
  }
}
