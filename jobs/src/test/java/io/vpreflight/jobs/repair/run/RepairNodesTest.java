// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.profile.ProfileReader;
import io.vpreflight.jobs.repair.plan.Here;
import io.vpreflight.jobs.repair.plan.Known;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.PlanOptions;
import io.vpreflight.jobs.repair.plan.PlanRequest;
import io.vpreflight.jobs.repair.plan.Privileges;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.jobs.repair.plan.RunLimits;
import io.vpreflight.jobs.repair.plan.Window;
import io.vpreflight.jobs.repair.planner.Planner;
import io.vpreflight.jobs.store.Nodes;
import io.vpreflight.jobs.store.PostgresServer;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StorePlace;
import io.vpreflight.jobs.store.StoreProcess;
import io.vpreflight.jobs.testing.PostgresOfTests;
import io.vpreflight.scenario.DatacenterScenario;
import io.vpreflight.scenario.DatastoreScenario;
import io.vpreflight.scenario.HostScenario;
import io.vpreflight.scenario.Scenario;
import io.vpreflight.scenario.VCenterScenario;
import io.vpreflight.simulator.MutationLog;
import io.vpreflight.simulator.Simulator;
import io.vpreflight.simulator.SimulatorBuilder;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.ManagedObject;
import io.vpreflight.vsphere.CollectionProgress;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nodes in processes of their own on one PostgreSQL carry out one plan for two hundred machines,
 * and are killed and paused where it hurts most. Judged by the vCenter: by its log of what it
 * executed, and by its machines.
 */
@Tag("long")
@Timeout(900)
class RepairNodesTest {
  private static final int MACHINES = 200;
  private static final int HOSTS = 4;
  private static final int DATASTORES = 4;

  /** What a reset that nothing disturbs sends, in order. */
  private static final List<String> SIX =
      List.of(
          "ReconfigVM_Task",
          "CreateSnapshot_Task",
          "RemoveSnapshot_Task",
          "ReconfigVM_Task",
          "CreateSnapshot_Task",
          "RemoveSnapshot_Task");

  @TempDir Path temp;
  private final PostgresServer database = PostgresOfTests.schema();
  private final Nodes nodes = new Nodes();

  @AfterEach
  void end() throws InterruptedException {
    nodes.close();
  }

  private void start(Simulator server, Path plan, String stays) throws IOException {
    StorePlace place = new StorePlace(temp.resolve("node-" + nodes.count()), database);
    nodes.add(RepairNode.start(place, server, plan, stays));
  }

  @Test
  @Tag("F41")
  void two_hundred_machines_are_reset_once_though_one_node_is_paused_and_others_are_killed()
      throws Exception {
    try (Simulator server = Simulator.load(plant(temp.resolve("plant"))).shiftedToNow().start()) {
      PlanFile plan = plan(server);
      Path file = Files.write(temp.resolve("plan.json"), plan.json().getBytes(UTF_8));
      start(server, file, "M3:after-intent:20");
      StoreProcess paused = nodes.whoSays("here");
      // Its leases end while it sleeps between an intent and its call.
      Nodes.signal("STOP", paused);
      start(server, file, "M1:after-send:20");
      StoreProcess sending = nodes.whoSays("here");
      Nodes.signal("CONT", paused);
      sending.kill();
      start(server, file, "M5:after-task-stored:20");
      StoreProcess waiting = nodes.whoSays("here");
      waiting.kill();
      start(server, file, "");
      nodes.whoSays("all done");

      Map<String, List<String>> executed =
          server.mutations().entries().stream()
              .filter(one -> one.kind().equals("call") && one.outcome().startsWith("ok"))
              .filter(one -> !one.method().equals("LogUserEvent"))
              .collect(
                  Collectors.groupingBy(
                      MutationLog.Entry::operationId,
                      Collectors.mapping(MutationLog.Entry::method, Collectors.toList())));
      assertEquals(MACHINES, executed.size());
      executed.forEach((operation, methods) -> assertEquals(SIX, methods, operation));
      assertEquals(List.of(), broken(server));
      try (Store store = Store.open(new StorePlace(temp.resolve("judge"), database), "test")) {
        assertTrue(store.journal().verify().good(), store.journal().verify().toString());
      }
    }
  }

  private static Path plant(Path folder) throws IOException {
    VCenterScenario vcenter =
        Scenario.vcenter("vcenter-plant", Instant.now().truncatedTo(ChronoUnit.SECONDS));
    DatacenterScenario plant = vcenter.datacenter("Plant");
    List<HostScenario> hosts = new ArrayList<>();
    for (int i = 1; i <= HOSTS; i++) {
      hosts.add(plant.cluster("Production").host("esx0" + i + ".example.org"));
    }
    List<DatastoreScenario> places = new ArrayList<>();
    for (int i = 1; i <= DATASTORES; i++) {
      places.add(plant.datastore("vmfs1" + i));
    }
    for (int i = 1; i <= MACHINES; i++) {
      plant
          .vm("app%03d".formatted(i))
          .on(hosts.get(i % HOSTS))
          .storedOn(places.get(i % DATASTORES));
    }
    vcenter.writeTo(folder);
    return folder;
  }

  private static PlanFile plan(Simulator server) throws IOException {
    Inventory inventory = read(server);
    List<MoRef> targets = inventory.virtualMachines().stream().map(VirtualMachine::ref).toList();
    Map<MoRef, Privileges> privileges = new HashMap<>();
    List<String> held =
        List.of(
            "VirtualMachine.Config.ChangeTracking",
            "VirtualMachine.State.CreateSnapshot",
            "VirtualMachine.State.RemoveSnapshot");
    targets.forEach(
        vm -> privileges.put(vm, new Privileges(SimulatorBuilder.USER, held, List.of())));
    Set<String> rehearsed =
        inventory.hosts().stream()
            .map(host -> inventory.vcenter().about().version() + "/" + host.summary().version())
            .collect(Collectors.toSet());
    PlanRequest request =
        new PlanRequest(
            RepairKind.RESET_CBT,
            targets,
            PlanOptions.DEFAULT,
            new RunLimits(
                2, 2, 4, 8, List.of(), MACHINES, 0, Duration.ofHours(2), RunLimits.Guests.DEFAULT),
            new Window(ZoneOffset.UTC, List.of()),
            Map.of(),
            new Here(null, Set.of(), true, false, Set.of("127.0.0.1"), Set.of(), true),
            new Known(Map.of(), List.of(), rehearsed, Map.of(), Set.of()),
            privileges,
            "tester");
    Scene scene = new Scene(inventory, ProfileReader.read("test", "extends: base").limits(), null);
    PlanFile plan = PlanFile.of(Planner.plan(scene, request, Instant.now()));
    assertEquals(MACHINES, plan.plan().repaired().size());
    return plan;
  }

  private static Inventory read(Simulator server) throws IOException {
    SchemaNotes notes = new SchemaNotes();
    try (SoapSession session =
        new SoapSession(
            new SoapTransport(
                VCenterEndpoint.parse(server.url().toString()),
                new ServerTrust(null, List.of(server.thumbprint())),
                ConnectionOptions.DEFAULT,
                Operations.READ,
                "test"),
            new Credentials(
                SimulatorBuilder.USER, new Secret(SimulatorBuilder.PASSWORD.toCharArray())),
            new LoginGuard(Clock.systemUTC()),
            Clock.systemUTC())) {
      return new LiveCollector(
              session, new VimLongTail(session, notes), ConnectionOptions.DEFAULT, "plant", notes)
          .collect(Planner.reads(RepairKind.RESET_CBT), CollectionProgress.NONE);
    }
  }

  /** Machines that are not as they should be. */
  private static List<String> broken(Simulator server) {
    return server
        .world()
        .locked(
            () -> {
              List<String> broken = new ArrayList<>();
              for (ManagedObject vm : server.world().ofType("VirtualMachine")) {
                Element flag = vm.at("config", "changeTrackingEnabled");
                boolean isTracked = flag != null && flag.text().equals("true");
                if (!isTracked || vm.get("snapshot") != null) {
                  broken.add(vm.ref().toString());
                }
              }
              return broken;
            });
  }
}
