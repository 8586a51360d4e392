// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.vsphere.ConnectionOptions;
import io.vpreflight.vsphere.Execution;
import io.vpreflight.vsphere.FaultKind;
import io.vpreflight.vsphere.MutationPermit;
import io.vpreflight.vsphere.OptIn;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.VSphereException.BadReply;
import io.vpreflight.vsphere.VSphereException.Cancelled;
import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.VSphereException.NotSent;
import io.vpreflight.vsphere.VSphereException.Unreachable;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.soap.SoapTransport;
import io.vpreflight.vsphere.testing.SoapServer;
import io.vpreflight.vsphere.testing.Xml;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What changes something: how it is written, that it is sent once, and what its failure means. */
@Timeout(600)
class MutationTest {
  private static final MoRef VM = new MoRef("VirtualMachine", "vm-42");
  private static final MoRef SNAPSHOT = new MoRef("VirtualMachineSnapshot", "snapshot-7");
  private static final MoRef HOST = new MoRef("HostSystem", "host-9");
  private static final MoRef TASK = new MoRef("Task", "task-1");
  private static final String A_TASK = "<returnval type=\"Task\">task-1</returnval>";
  private static final String OFF = "ReconfigVM_Task";

  private final SoapServer server = new SoapServer();
  private final List<AutoCloseable> open = new ArrayList<>(List.of(server));
  private final SoapTransport transport = server.repairing(OptIn.values());
  private final SoapSession session = session(transport);
  private final VimRepairs repairs = new VimRepairs(session, new SchemaNotes());

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open.subList(1, open.size())) {
      each.close();
    }
    server.close();
  }

  @Test
  void every_operation_is_written_as_vim25_has_it() {
    Map<String, String> bodies =
        Map.ofEntries(
            Map.entry(
                "CreateSnapshot_Task",
                "<_this type=\"VirtualMachine\">vm-42</_this><name>vpreflight-cbt-1-A</name>"
                    + "<description>a &amp; b</description><memory>false</memory>"
                    + "<quiesce>false</quiesce>"),
            Map.entry(
                "RemoveSnapshot_Task",
                "<_this type=\"VirtualMachineSnapshot\">snapshot-7</_this>"
                    + "<removeChildren>false</removeChildren><consolidate>true</consolidate>"),
            Map.entry("ConsolidateVMDisks_Task", "<_this type=\"VirtualMachine\">vm-42</_this>"),
            Map.entry("Reload", "<_this type=\"VirtualMachine\">vm-42</_this>"),
            Map.entry(
                "SetField",
                "<_this type=\"CustomFieldsManager\">CustomFieldsManager</_this>"
                    + "<entity type=\"VirtualMachine\">vm-42</entity><key>101</key>"
                    + "<value></value>"),
            Map.entry(
                "LogUserEvent",
                "<_this type=\"EventManager\">EventManager</_this>"
                    + "<entity type=\"VirtualMachine\">vm-42</entity><msg>begins</msg>"),
            Map.entry(
                "RelocateVM_Task",
                "<_this type=\"VirtualMachine\">vm-42</_this>"
                    + "<spec><host type=\"HostSystem\">host-9</host></spec>"),
            Map.entry(
                "PowerUpHostFromStandBy_Task",
                "<_this type=\"HostSystem\">host-9</_this><timeoutSec>300</timeoutSec>"),
            Map.entry("ReconnectHost_Task", "<_this type=\"HostSystem\">host-9</_this>"),
            Map.entry("PowerOnVM_Task", "<_this type=\"VirtualMachine\">vm-42</_this>"));
    bodies.keySet().forEach(method -> server.on(method, A_TASK));
    server.on("Reload", "").on("SetField", "").on("LogUserEvent", "");
    assertEquals(
        TASK,
        repairs.createSnapshot(
            permit("CreateSnapshot_Task", VM), VM, "vpreflight-cbt-1-A", "a & b"));
    assertEquals(TASK, repairs.removeSnapshot(permit("RemoveSnapshot_Task", SNAPSHOT), SNAPSHOT));
    assertEquals(TASK, repairs.consolidate(permit("ConsolidateVMDisks_Task", VM), VM));
    repairs.reload(permit("Reload", VM), VM);
    repairs.setField(permit("SetField", VM), VM, 101, "");
    repairs.logUserEvent(VM, "begins");
    assertEquals(TASK, repairs.move(permit("RelocateVM_Task", VM), VM, HOST));
    assertEquals(TASK, repairs.powerUpHost(permit("PowerUpHostFromStandBy_Task", HOST), HOST, 300));
    assertEquals(TASK, repairs.reconnectHost(permit("ReconnectHost_Task", HOST), HOST));
    assertEquals(TASK, repairs.powerOn(permit("PowerOnVM_Task", VM), VM));
    bodies.forEach((method, expected) -> assertEquals(List.of(expected), inside(method), method));
  }

  @Test
  void a_reconfiguration_says_the_one_thing_that_it_is_about_and_on_what_it_rests() {
    server.on(OFF, A_TASK);
    repairs.setChangeTracking(permit(OFF, VM), VM, false, "2026-11-21T06:00:00.5Z");
    repairs.newInstanceUuid(permit(OFF, VM), VM, "5000-1", "v2");
    // Nothing of npiv, which the library cannot leave empty.
    assertEquals(
        List.of(
            "<_this type=\"VirtualMachine\">vm-42</_this><spec>"
                + "<changeVersion>2026-11-21T06:00:00.5Z</changeVersion>"
                + "<changeTrackingEnabled>false</changeTrackingEnabled></spec>",
            "<_this type=\"VirtualMachine\">vm-42</_this><spec>"
                + "<changeVersion>v2</changeVersion><instanceUuid>5000-1</instanceUuid></spec>"),
        inside(OFF));
  }

  @Test
  void the_operation_id_of_the_permit_goes_with_the_call() {
    server.on(OFF, A_TASK);
    off(permit(OFF, VM));
    assertTrue(
        server
            .bodies(OFF)
            .get(0)
            .contains("<soapenv:Header><operationID>op-1</operationID></soapenv:Header>"));
  }

  @Test
  void a_permit_for_something_else_sends_nothing_not_even_a_login() {
    for (MutationPermit other :
        List.of(
            permit("RemoveSnapshot_Task", VM),
            permit(OFF, HOST),
            permit(OFF, new MoRef("VirtualMachine", "vm-43")))) {
      assertThrows(IllegalStateException.class, () -> off(other));
      assertFalse(other.isSpent());
    }
    assertEquals(List.of(), server.calls());
  }

  @Test
  void a_permit_is_good_once() {
    server.on(OFF, A_TASK);
    MutationPermit permit = permit(OFF, VM);
    off(permit);
    assertTrue(permit.isSpent());
    assertThrows(IllegalStateException.class, () -> off(permit));
    assertEquals(1, server.count(OFF));
  }

  @Test
  void a_lease_that_is_gone_at_the_last_moment_keeps_the_call_from_being_written() {
    server.on(OFF, A_TASK).on("CurrentTime", "<returnval>2026-11-21T06:00:00Z</returnval>");
    IllegalStateException gone = new IllegalStateException("the lease is gone");
    for (boolean connected : new boolean[] {false, true}) {
      MutationPermit permit =
          new MutationPermit(
              "op-1",
              "digest",
              1,
              OFF,
              VM,
              () -> {
                throw gone;
              });
      assertSame(gone, assertThrows(IllegalStateException.class, () -> off(permit)));
      assertTrue(permit.isSpent());
      assertEquals(0, server.count(OFF), "connected before: " + connected);
      session.currentTime();
    }
    // The session is none the worse for it.
    off(permit(OFF, VM));
    assertEquals(1, server.count(OFF));
  }

  @Test
  void the_lease_is_looked_at_when_the_connection_stands() {
    server.on(OFF, A_TASK);
    List<List<String>> sentBefore = new ArrayList<>();
    off(new MutationPermit("op-1", "digest", 1, OFF, VM, () -> sentBefore.add(server.methods())));
    assertEquals(1, sentBefore.size());
    assertTrue(sentBefore.get(0).contains("Login"), "we log in before");
    assertFalse(sentBefore.get(0).contains(OFF));
  }

  @Test
  void who_asks_is_told_that_the_call_has_left_while_its_reply_is_still_to_come() throws Exception {
    session.user();
    CountDownLatch told = new CountDownLatch(1);
    AtomicBoolean inTime = new AtomicBoolean();
    server.onRequest(
        OFF,
        r -> {
          // The whole request is here; the reply waits until the sender knows that it has left.
          try {
            inTime.set(told.await(300, TimeUnit.SECONDS));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return Xml.reply(OFF, A_TASK).build();
        });
    off(new MutationPermit("op-1", "digest", 1, OFF, VM, () -> {}, told::countDown));
    assertTrue(inTime.get());
    MutationPermit refused =
        new MutationPermit(
            "op-2",
            "digest",
            1,
            OFF,
            VM,
            () -> {
              throw new IllegalStateException("the lease is gone");
            },
            () -> {
              throw new AssertionError("nothing has left");
            });
    assertThrows(IllegalStateException.class, () -> off(refused));
    assertThrows(IllegalStateException.class, permit(OFF, VM)::sent);
  }

  @Test
  void a_call_whose_reply_is_lost_is_sent_once_and_nobody_knows_what_became_of_it() {
    session.user();
    for (SocketEffect loss :
        List.of(new SocketEffect.CloseSocket(), SocketEffect.ShutdownConnection.INSTANCE)) {
      for (int i = 0; i < 2; i++) {
        int before = server.count(OFF);
        server.onRequest(OFF, r -> new MockResponse.Builder().onResponseStart(loss).build());
        VSphereException lost = fails();
        assertEquals(Execution.UNKNOWN, lost.execution(), lost.toString());
        assertEquals(before + 1, server.count(OFF), loss.toString());
      }
    }
    server.onRequest(
        OFF,
        r ->
            Xml.reply(OFF, A_TASK + " ".repeat(100_000))
                .onResponseBody(new SocketEffect.CloseSocket())
                .build());
    int before = server.count(OFF);
    assertEquals(Execution.UNKNOWN, fails().execution());
    assertEquals(before + 1, server.count(OFF));
  }

  @Tag("F7")
  @Test
  void no_answer_of_a_server_in_between_tells_anything_and_none_makes_us_send_again() {
    session.user();
    List<Integer> codes = List.of(301, 307, 308, 401, 403, 408, 421, 429, 502, 503, 504);
    for (int code : codes) {
      int before = server.calls().size();
      server.onRequest(
          OFF,
          r ->
              new MockResponse.Builder()
                  .code(code)
                  .addHeader("Location", server.web().url("/elsewhere"))
                  .addHeader("Retry-After", "0")
                  .body("<html/>")
                  .build());
      assertEquals(Execution.UNKNOWN, fails().execution(), "HTTP " + code);
      assertEquals(before + 1, server.calls().size(), "HTTP " + code);
    }
    server.onRequest(OFF, r -> Xml.reply(OFF, "").build());
    assertInstanceOf(BadReply.class, fails());
    assertEquals(Execution.UNKNOWN, fails().execution(), "a task that we do not know the name of");
  }

  @Tag("F13")
  @Test
  void a_lost_session_is_certainly_not_executed_and_the_next_call_logs_in_anew() {
    server.on(OFF, A_TASK);
    session.user();
    server.expire();
    Fault lost = assertInstanceOf(Fault.class, fails());
    assertEquals(FaultKind.LOG_IN_AGAIN, lost.kind());
    assertEquals(Execution.CERTAINLY_NOT, lost.execution());
    assertEquals(1, server.count(OFF), "not sent again behind our back");
    assertEquals(1, server.count("Login"));
    off(permit(OFF, VM));
    assertEquals(2, server.count(OFF));
    assertEquals(2, server.count("Login"));
  }

  @Test
  void a_login_that_fails_is_a_call_that_was_not_sent() {
    server.on(OFF, A_TASK);
    List<Function<Void, MockResponse>> logins =
        List.of(
            v -> Xml.fault("InvalidLogin", "").build(),
            v ->
                new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    for (Function<Void, MockResponse> login : logins) {
      server.onRequest("Login", r -> login.apply(null));
      MutationPermit permit = permit(OFF, VM);
      NotSent failed = assertThrows(NotSent.class, () -> off(permit));
      assertEquals(Execution.CERTAINLY_NOT, failed.execution());
      assertFalse(permit.isSpent());
    }
    assertEquals(0, server.count(OFF));
  }

  @Test
  void a_server_that_is_not_there_was_sent_nothing() {
    session.user();
    server.close();
    MutationPermit permit = permit(OFF, VM);
    VSphereException failed = assertThrows(VSphereException.class, () -> off(permit));
    // The connection that was open may take a few bytes before it is found to be dead.
    assertEquals(
        permit.isSpent() ? Execution.UNKNOWN : Execution.CERTAINLY_NOT, failed.execution());
    NotSent again = assertInstanceOf(NotSent.class, fails());
    assertInstanceOf(Unreachable.class, again.reason());
    assertEquals(FaultKind.RETRY, again.kind());
  }

  @Tag("F6")
  @Test
  void a_server_that_is_silent_is_given_up_on_without_knowing() {
    SoapTransport hasty =
        server.repairing(ConnectionOptions.DEFAULT.withCallTimeout(Duration.ofSeconds(2)));
    VimRepairs impatient = new VimRepairs(session(hasty), new SchemaNotes());
    server.onRequest(
        OFF, r -> new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    Unreachable late =
        assertThrows(
            Unreachable.class, () -> impatient.setChangeTracking(permit(OFF, VM), VM, false, "v"));
    assertEquals(Unreachable.Reason.TIMEOUT, late.reason());
    assertEquals(Execution.UNKNOWN, late.execution());
    assertEquals(1, server.count(OFF));
  }

  @Tag("F33")
  @Test
  void what_is_on_its_way_when_we_are_told_to_stop_is_unknown_and_what_comes_after_not_sent()
      throws Exception {
    server.onRequest(
        OFF,
        r -> {
          transport.cancel();
          return Xml.reply(OFF, A_TASK)
              .headersDelay(10, java.util.concurrent.TimeUnit.SECONDS)
              .build();
        });
    VSphereException cancelled = fails();
    assertInstanceOf(Cancelled.class, cancelled);
    assertEquals(Execution.UNKNOWN, cancelled.execution());
    assertEquals(Execution.CERTAINLY_NOT, fails().execution());
    assertEquals(1, server.count(OFF));
  }

  @Test
  void a_fault_is_a_no_and_names_the_task_that_is_in_the_way() {
    server.onRequest(
        OFF, r -> Xml.fault("TaskInProgress", "<task type=\"Task\">task-77</task>").build());
    Fault busy = assertInstanceOf(Fault.class, fails());
    assertEquals(new MoRef("Task", "task-77"), busy.task());
    assertEquals(FaultKind.RETRY, busy.kind());
    assertEquals(Execution.CERTAINLY_NOT, busy.execution());
  }

  @Test
  void what_is_not_switched_on_is_refused_before_anything_is_sent() {
    VimRepairs base = new VimRepairs(session(server.repairing()), new SchemaNotes());
    server.on(OFF, A_TASK);
    assertThrows(
        IllegalStateException.class, () -> base.newInstanceUuid(permit(OFF, VM), VM, "u", "v"));
    assertThrows(IllegalStateException.class, () -> base.powerOn(permit("PowerOnVM_Task", VM), VM));
    assertThrows(
        IllegalStateException.class, () -> base.move(permit("RelocateVM_Task", VM), VM, HOST));
    assertEquals(List.of(), server.calls());
  }

  private SoapSession session(SoapTransport through) {
    SoapSession made = SoapServer.session(through);
    open.add(made);
    return made;
  }

  private void off(MutationPermit permit) {
    repairs.setChangeTracking(permit, VM, false, "v");
  }

  private VSphereException fails() {
    return assertThrows(VSphereException.class, () -> off(permit(OFF, VM)));
  }

  private List<String> inside(String method) {
    return server.bodies(method).stream()
        .map(
            body ->
                body.substring(
                    body.indexOf("xmlns=\"urn:vim25\">") + 18, body.indexOf("</" + method + ">")))
        .toList();
  }

  private static MutationPermit permit(String method, MoRef target) {
    return new MutationPermit("op-1", "digest", 1, method, target, () -> {});
  }
}
