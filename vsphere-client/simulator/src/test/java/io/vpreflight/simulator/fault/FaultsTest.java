// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.simulator.MutationLog;
import io.vpreflight.simulator.Simulator;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Fault;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.simulator.testing.Client;
import io.vpreflight.simulator.testing.Client.BadStatus;
import io.vpreflight.simulator.testing.Client.Refused;
import io.vpreflight.simulator.testing.Company;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultsTest {
  private static final Ref EVENTS = new Ref("EventManager", "EventManager");
  private static final String LOG = "LogUserEvent";

  @TempDir Path temp;
  private final Company company = new Company(2);
  private Simulator server;
  private Client client;

  @BeforeEach
  void start() throws IOException {
    server = company.load(temp).log(temp.resolve("mutations.jsonl")).start();
    client = Client.loggedIn(server);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void log(int vm) {
    client.call(
        "op-7", LOG, EVENTS, Element.of("entity", company.vm(vm)), Element.of("msg", "done"));
  }

  private List<String> outcomes() {
    return server.mutations().calls(LOG).stream().map(MutationLog.Entry::outcome).toList();
  }

  @Test
  void a_mutation_is_in_the_log_and_in_its_file_before_the_answer_comes() throws IOException {
    log(1);
    MutationLog.Entry entry = server.mutations().calls(LOG).get(0);
    assertEquals("op-7", entry.operationId());
    assertEquals("administrator@vsphere.local", entry.user());
    assertEquals("ok", entry.outcome());
    assertEquals(64, entry.digest().length());
    String line = Files.readString(temp.resolve("mutations.jsonl"));
    assertTrue(line.contains("\"operationId\":\"op-7\""), line);
    assertTrue(line.endsWith("}\n"), line);
  }

  @Test
  void a_fault_before_execution_changes_nothing_and_comes_once() {
    server.faults().on(LOG).wire(new WireFault.Before(Fault.of("SystemError", "no")));
    assertEquals("SystemError", assertThrows(Refused.class, () -> log(1)).type());
    log(1);
    assertEquals(List.of("SystemError", "ok"), outcomes());
    assertEquals(List.of(), server.faults().pending());
  }

  @Test
  void only_the_second_call_on_that_object_goes_wrong() {
    server.faults().on(LOG).object(EVENTS).call(2).wire(new WireFault.Status(503));
    log(1);
    assertEquals(503, assertThrows(BadStatus.class, () -> log(1)).code());
    log(1);
    assertEquals(List.of("ok", "ok"), outcomes());
  }

  @Test
  void an_answer_can_be_lost_after_the_deed() {
    for (WireFault lost :
        List.of(new WireFault.Swallowed(), new WireFault.Cut(0), new WireFault.Cut(120))) {
      server.faults().on(LOG).wire(lost);
      assertThrows(UncheckedIOException.class, () -> log(1), lost.toString());
    }
    server.faults().on(LOG).wire(new WireFault.Garbage());
    assertThrows(IllegalStateException.class, () -> log(1));
    server.faults().on(LOG).wire(new WireFault.After(Fault.of("HostCommunication", "lost")));
    assertEquals("HostCommunication", assertThrows(Refused.class, () -> log(1)).type());
    assertEquals(List.of("ok", "ok", "ok", "ok", "ok"), outcomes());
    server.faults().on(LOG).wire(new WireFault.Dropped());
    assertThrows(UncheckedIOException.class, () -> log(1));
    assertEquals(5, outcomes().size(), "dropped before the deed");
  }

  @Test
  void an_answer_stalls_until_the_vcenter_starts_anew() throws Exception {
    server.faults().on(LOG).wire(new WireFault.Stalled(50));
    CompletableFuture<Void> call = CompletableFuture.runAsync(() -> log(1));
    while (outcomes().isEmpty()) {
      Thread.onSpinWait();
    }
    assertTrue(!call.isDone());
    server.restart();
    ExecutionException failed = assertThrows(ExecutionException.class, call::get);
    assertTrue(failed.getCause() instanceof UncheckedIOException, failed.toString());
  }

  @Test
  void a_restart_ends_sessions_and_may_bring_another_vcenter() {
    String before = client.value(Client.SERVICE, "content.about.instanceUuid").text();
    server.faults().on("CurrentTime").wire(new WireFault.Restart(false, "other-uuid"));
    assertThrows(UncheckedIOException.class, () -> client.call("CurrentTime", Client.SERVICE));
    assertEquals(
        "NotAuthenticated",
        assertThrows(Refused.class, () -> client.call("CurrentTime", Client.SERVICE)).type());
    client = Client.loggedIn(server);
    String after = client.value(Client.SERVICE, "content.about.instanceUuid").text();
    assertEquals("other-uuid", after);
    assertTrue(!before.equals(after));
    assertEquals("restart", server.mutations().entries().get(0).kind());
  }

  @Test
  void a_call_can_be_late() {
    server.faults().on(LOG).wire(new WireFault.Delayed(Duration.ofMillis(300)));
    long begin = System.nanoTime();
    log(1);
    assertTrue(System.nanoTime() - begin >= Duration.ofMillis(300).toNanos());
  }
}
