// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.plugin.server.FaultProxy;
import io.vpreflight.plugin.server.Govc;
import io.vpreflight.plugin.server.Vcsim;
import io.vpreflight.plugin.server.VcsimOptions;
import io.vpreflight.plugin.server.VcsimStats;
import io.vpreflight.vsphere.ConnectionOptions;
import io.vpreflight.vsphere.Credentials;
import io.vpreflight.vsphere.Execution;
import io.vpreflight.vsphere.FaultKind;
import io.vpreflight.vsphere.MutationPermit;
import io.vpreflight.vsphere.OptIn;
import io.vpreflight.vsphere.RepairOperations;
import io.vpreflight.vsphere.RepairSight;
import io.vpreflight.vsphere.Secret;
import io.vpreflight.vsphere.ServerTrust;
import io.vpreflight.vsphere.SnapshotRef;
import io.vpreflight.vsphere.TaskEnd;
import io.vpreflight.vsphere.TaskState;
import io.vpreflight.vsphere.TaskWatcher;
import io.vpreflight.vsphere.VCenterEndpoint;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.VSphereException.NotSent;
import io.vpreflight.vsphere.VmState;
import io.vpreflight.vsphere.collect.RepairSession;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VmPowerState;
import io.vpreflight.vsphere.soap.LoginGuard;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.soap.SoapTransport;
import io.vpreflight.vsphere.vim.VimLongTail;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The ports of the repairs against a server that we did not write. */
@Timeout(600)
class RepairPortTest {
  private static final String NAME = "vpreflight-cbt-01JTEST-A";

  @TempDir Path temp;

  @Test
  void the_steps_of_a_reset_run_through_and_each_is_sent_once() throws IOException {
    try (Vcsim server = Vcsim.start(VcsimOptions.model());
        Bench bench = new Bench(server, server.url())) {
      MoRef vm = bench.vm();
      // Now, and not a moment ago, when it was powered on.
      Instant begin = Instant.now();
      VmState before = bench.sight.vm(vm);
      assertEquals(VmPowerState.POWERED_ON, before.powerState());
      assertNotNull(before.instanceUuid());
      assertEquals(1, before.disks().size());

      bench.track(vm, false);
      assertEquals(false, bench.sight.vm(vm).changeTrackingEnabled());

      TaskState made = bench.finished(bench.snapshot(vm));
      SnapshotRef snapshot = bench.sight.vm(vm).snapshots().get(0);
      assertEquals(NAME, snapshot.name());
      assertEquals(snapshot.ref(), made.result());
      assertEquals(vm, made.entity());
      bench.sight.changeIds(snapshot.ref());

      bench.finished(
          bench.operations.removeSnapshot(
              bench.permit("RemoveSnapshot_Task", snapshot.ref()), snapshot.ref()));
      assertEquals(List.of(), bench.sight.vm(vm).snapshots());
      assertEquals(
          FaultKind.GONE,
          assertThrows(Fault.class, () -> bench.sight.changeIds(snapshot.ref())).kind());

      bench.track(vm, true);
      VmState after = bench.sight.vm(vm);
      assertEquals(true, after.changeTrackingEnabled());
      // Nothing else of the configuration was touched.
      assertEquals(before.instanceUuid(), after.instanceUuid());
      assertEquals(before.disks(), after.disks());

      List<String> done =
          bench.sight.tasksOf(vm, begin).stream().map(TaskState::descriptionId).toList();
      assertEquals(4, done.size(), done.toString());
      assertTrue(done.get(1).startsWith("VirtualMachine.createSnapshot"), done.toString());
      assertEquals("VirtualMachine.removeSnapshot", done.get(2));
      VcsimStats stats = server.stats();
      assertEquals(2, stats.calls("ReconfigVM_Task"));
      assertEquals(1, stats.calls("CreateSnapshot_Task"));
      assertEquals(1, stats.calls("RemoveSnapshot_Task"));
    }
  }

  @Tag("F4")
  @Test
  void a_reply_that_is_swallowed_leaves_one_execution_that_can_be_found() throws IOException {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().plainHttp());
        FaultProxy proxy = FaultProxy.before(server.url());
        Bench bench = new Bench(server, proxy.url())) {
      MoRef vm = bench.vm();

      bench.lost(
          proxy,
          server,
          "ReconfigVM_Task",
          operations ->
              operations.setChangeTracking(
                  bench.permit("ReconfigVM_Task", vm), vm, true, bench.changeVersion(vm)));
      bench.settle(vm);
      assertEquals(true, bench.sight.vm(vm).changeTrackingEnabled());

      bench.lost(proxy, server, "CreateSnapshot_Task", operations -> bench.snapshot(vm));
      bench.settle(vm);
      List<SnapshotRef> snapshots = bench.sight.vm(vm).snapshots();
      assertEquals(List.of(NAME), snapshots.stream().map(SnapshotRef::name).toList());

      MoRef snapshot = snapshots.get(0).ref();
      bench.lost(
          proxy,
          server,
          "RemoveSnapshot_Task",
          operations ->
              operations.removeSnapshot(bench.permit("RemoveSnapshot_Task", snapshot), snapshot));
      bench.settle(vm);
      assertEquals(List.of(), bench.sight.vm(vm).snapshots());
    }
  }

  @Tag("F13")
  @Test
  void a_session_that_is_gone_is_told_and_nothing_is_sent_again() throws IOException {
    Path faults = temp.resolve("faults.json");
    Files.writeString(
        faults,
        "[{\"method\":\"CreateSnapshot_Task\",\"fault\":\"notAuthenticated\",\"maxCount\":1}]");
    try (Vcsim server = Vcsim.start(VcsimOptions.model().faults(faults));
        Bench bench = new Bench(server, server.url())) {
      MoRef vm = bench.vm();
      Fault ended = assertThrows(Fault.class, () -> bench.snapshot(vm));
      assertEquals(FaultKind.LOG_IN_AGAIN, ended.kind());
      assertEquals(Execution.CERTAINLY_NOT, ended.execution());
      assertEquals(1, server.stats().calls("CreateSnapshot_Task"));
      assertEquals(List.of(), bench.sight.vm(vm).snapshots());
      bench.finished(bench.snapshot(vm));
      assertEquals(2, server.stats().calls("CreateSnapshot_Task"));
      assertEquals(2, server.stats().logins());
    }
  }

  @Tag("F5")
  @Test
  void a_server_that_refuses_the_connection_was_sent_nothing() throws IOException {
    try (Vcsim server = Vcsim.start(VcsimOptions.model());
        FaultProxy proxy = FaultProxy.before(server.url()).refuse();
        Bench bench = new Bench(server, proxy.url())) {
      MoRef vm = new MoRef("VirtualMachine", "vm-1");
      MutationPermit permit = bench.permit("Reload", vm);
      NotSent none = assertThrows(NotSent.class, () -> bench.operations.reload(permit, vm));
      assertEquals(Execution.CERTAINLY_NOT, none.execution());
      assertTrue(!permit.isSpent());
      assertEquals(Map.of(), server.stats().calls());
    }
  }

  @Test
  void what_is_switched_on_works_as_well_and_an_attribute_and_an_event_are_written()
      throws IOException {
    try (Vcsim server = Vcsim.start(VcsimOptions.model());
        Bench bench = new Bench(server, server.url())) {
      MoRef vm = bench.vm();
      bench.finished(
          bench
              .ports
              .optIns()
              .newInstanceUuid(
                  bench.permit("ReconfigVM_Task", vm),
                  vm,
                  "50000000-0000-4000-8000-000000000001",
                  bench.changeVersion(vm)));
      VmState after = bench.sight.vm(vm);
      assertEquals("50000000-0000-4000-8000-000000000001", after.instanceUuid());
      MoRef other =
          bench.refs().stream()
              .filter(ref -> ref.type().equals("HostSystem") && !ref.equals(after.host()))
              .findFirst()
              .orElseThrow();
      bench.finished(bench.ports.optIns().move(bench.permit("RelocateVM_Task", vm), vm, other));
      assertEquals(other, bench.sight.vm(vm).host());
      String key = Govc.run(server, "fields.add", "-type", "VirtualMachine", "DPMServer").strip();
      bench
          .ports
          .annotations()
          .setField(bench.permit("SetField", vm), vm, Integer.parseInt(key), "dpm01");
      assertTrue(Govc.run(server, "fields.info", "-n", "DPMServer", "/DC0/vm/*").contains("dpm01"));
      // This server does not know how to write an event; the fault tells that it did not.
      Fault unknown =
          assertThrows(
              Fault.class, () -> bench.ports.annotations().logUserEvent(vm, "vpreflight: begins"));
      assertEquals("MethodNotFound", unknown.fault().faultClass());
      assertEquals(Execution.CERTAINLY_NOT, unknown.execution());
      assertEquals(1, server.stats().calls("LogUserEvent"));
      assertTrue(
          Objects.requireNonNull(bench.sight.datastore(after.datastores().get(0)).freeSpaceBytes())
              > 0);
      assertEquals(Set.of(), bench.sight.missingPrivileges(vm, Set.of("System.View")));
    }
  }

  /** A session that may repair, and what belongs to it. */
  private static final class Bench implements AutoCloseable {
    final SoapSession session;
    final RepairSession ports;
    final RepairOperations operations;
    final RepairSight sight;
    final TaskWatcher watcher;
    final Instant begin = Instant.now().minus(Duration.ofMinutes(1));
    private int permits;

    Bench(Vcsim server, URI url) throws IOException {
      String pin = url.getScheme().equals("https") ? server.thumbprint() : "00".repeat(32);
      SoapTransport transport =
          SoapTransport.forRepairs(
              VCenterEndpoint.parse(url.toString()),
              new ServerTrust(null, List.of(pin)),
              ConnectionOptions.DEFAULT,
              Set.of(OptIn.values()),
              "vpreflight/test");
      Clock clock = Clock.systemUTC();
      session =
          new SoapSession(
              transport,
              new Credentials(server.username(), new Secret(server.password().toCharArray())),
              new LoginGuard(clock),
              clock);
      ports = RepairSession.over(session);
      operations = ports.operations();
      sight = ports.sight();
      watcher = new TaskWatcher(sight::tasks);
    }

    List<MoRef> refs() {
      return new VimLongTail(session, new SchemaNotes()).references();
    }

    MoRef vm() {
      return refs().stream()
          .filter(ref -> ref.type().equals("VirtualMachine"))
          .findFirst()
          .orElseThrow();
    }

    String changeVersion(MoRef vm) {
      return Objects.requireNonNullElse(sight.vm(vm).changeVersion(), "");
    }

    MutationPermit permit(String method, MoRef target) {
      return new MutationPermit("vpreflight-" + permits++, "digest", 1, method, target, () -> {});
    }

    void track(MoRef vm, boolean enabled) {
      finished(
          operations.setChangeTracking(
              permit("ReconfigVM_Task", vm), vm, enabled, changeVersion(vm)));
    }

    MoRef snapshot(MoRef vm) {
      return operations.createSnapshot(permit("CreateSnapshot_Task", vm), vm, NAME, "digest");
    }

    TaskState finished(MoRef task) {
      TaskEnd end = watcher.await(task, Duration.ofMinutes(1), () -> false, state -> {});
      assertEquals(TaskEnd.Kind.SUCCESS, end.kind(), end.toString());
      return Objects.requireNonNull(end.last());
    }

    /** Does it while the reply is swallowed: one call on the server, and we do not know. */
    void lost(FaultProxy proxy, Vcsim server, String method, Consumer<RepairOperations> call) {
      int before = server.stats().calls(method);
      int cuts = proxy.cuts();
      sight.currentTime();
      proxy.swallowReplyTo("<" + method + " ");
      VSphereException lost =
          assertThrows(VSphereException.class, () -> call.accept(operations), method);
      assertInstanceOf(VSphereException.Unreachable.class, lost);
      assertEquals(Execution.UNKNOWN, lost.execution(), method);
      assertEquals(cuts + 1, proxy.cuts(), method);
      assertEquals(before + 1, server.stats().calls(method), method);
    }

    /** No task of this machine is open any more. */
    void settle(MoRef vm) {
      for (TaskState task : sight.tasksOf(vm, begin)) {
        if (task.isOpen()) {
          finished(task.ref());
        }
      }
    }

    @Override
    public void close() {
      session.close();
    }
  }
}
