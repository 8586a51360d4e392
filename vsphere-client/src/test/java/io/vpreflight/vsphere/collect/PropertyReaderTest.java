// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.vsphere.CollectionProgress;
import io.vpreflight.vsphere.CollectionProgress.Stage;
import io.vpreflight.vsphere.ConnectionOptions;
import io.vpreflight.vsphere.VSphereException.BadReply;
import io.vpreflight.vsphere.VSphereException.Cancelled;
import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.VSphereException.Unreachable;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.UnparsedObject;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.testing.SoapServer;
import io.vpreflight.vsphere.testing.Xml;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a server does, every reference that was asked for is accounted for. */
@Timeout(600)
class PropertyReaderTest {
  private static final List<String> PATHS = List.of("name", "config.uuid", "layoutEx");

  private static final Comparator<MoRef> BY_NUMBER =
      Comparator.comparing(ref -> Integer.valueOf(ref.moId().substring("vm-".length())));

  private final SoapServer server = new SoapServer();
  private final FakeProperties vcenter = new FakeProperties(server);
  private final SoapSession session = server.session();
  private final SchemaNotes notes = new SchemaNotes();
  private final BatchRunner batches =
      new BatchRunner(session, ConnectionOptions.DEFAULT, notes, CollectionProgress.NONE);

  @AfterEach
  void close() {
    batches.close();
    session.close();
    server.close();
  }

  private static MoRef vm(int number) {
    return new MoRef("VirtualMachine", "vm-" + number);
  }

  private List<MoRef> vms(int count) {
    List<MoRef> refs = IntStream.range(0, count).mapToObj(PropertyReaderTest::vm).toList();
    for (MoRef ref : refs) {
      vcenter.object(ref, "name", "name of " + ref.moId(), "config.uuid", "u-" + ref.moId());
    }
    return refs;
  }

  private List<VirtualMachine> read(List<MoRef> refs) {
    return read(batches, refs);
  }

  private List<VirtualMachine> read(BatchRunner runner, List<MoRef> refs) {
    return runner.read(
        Stage.VIRTUAL_MACHINES,
        refs,
        PATHS,
        ref -> new VmBuilder(ref, notes, Map.of()),
        VmBuilder::build);
  }

  private static List<String> names(List<VirtualMachine> vms) {
    return vms.stream().map(VirtualMachine::name).toList();
  }

  /** Asked = got + gone + not understood. */
  private void assertConserved(List<MoRef> refs, List<VirtualMachine> got) {
    assertEquals(refs.size(), got.size() + batches.gone() + batches.unparsed().size());
  }

  @Tag("F19")
  @Test
  void many_objects_are_read_in_batches_of_a_hundred_and_come_in_order() {
    List<MoRef> refs = vms(250);
    List<Integer> told = Collections.synchronizedList(new ArrayList<>());
    try (BatchRunner runner =
        new BatchRunner(
            session,
            ConnectionOptions.DEFAULT,
            notes,
            (stage, done, total) -> {
              assertEquals(250, total);
              told.add(done);
            })) {
      List<VirtualMachine> got = read(runner, refs);
      assertEquals(refs, got.stream().map(VirtualMachine::ref).toList());
      assertEquals("name of vm-249", got.get(249).name());
    }
    assertEquals(List.of(50, 100, 100), vcenter.asked().stream().map(List::size).sorted().toList());
    assertEquals(250, Collections.max(told));
    assertEquals(PATHS, vcenter.paths().get(0));
  }

  @Test
  void nothing_asked_is_nothing_sent() {
    assertEquals(List.of(), read(List.of()));
    assertEquals(0, server.count("RetrievePropertiesEx"));
  }

  @Tag("F10")
  @Test
  void the_one_that_is_gone_is_counted_and_the_rest_is_read() {
    List<MoRef> refs = vms(5);
    vcenter.gone.add(vm(3));
    List<VirtualMachine> got = read(refs);
    assertEquals(4, got.size());
    assertEquals(1, batches.gone());
    assertConserved(refs, got);
    assertEquals(2, server.count("RetrievePropertiesEx"), "the fault names it");
  }

  @Tag("F10")
  @Test
  void one_that_is_gone_and_not_named_is_found_by_halves() {
    List<MoRef> refs = vms(8);
    vcenter.faultNamesTheGone = false;
    vcenter.gone.add(vm(3));
    vcenter.gone.add(vm(6));
    List<VirtualMachine> got = read(refs);
    assertEquals(6, got.size());
    assertEquals(2, batches.gone());
    assertConserved(refs, got);
  }

  @Tag("F8")
  @Test
  void one_that_cannot_be_understood_is_found_by_halves_and_named() {
    List<MoRef> refs = vms(100);
    vcenter.broken.add(vm(77));
    List<VirtualMachine> got = read(refs);
    assertEquals(99, got.size());
    assertEquals(vm(77), batches.unparsed().get(0).ref());
    assertTrue(batches.unparsed().get(0).reason().startsWith("not XML"));
    assertConserved(refs, got);
    assertTrue(server.count("RetrievePropertiesEx") < 20, "one by one");
  }

  @Tag("F8")
  @ParameterizedTest
  @ValueSource(strings = {"longer", "deeper"})
  void one_that_is_larger_than_is_read_is_found_by_halves_and_named(String how) {
    List<MoRef> refs = vms(100);
    vcenter.tooMuch = how.equals("longer") ? FakeProperties.LONG : FakeProperties.DEEP;
    vcenter.huge.add(vm(77));
    List<VirtualMachine> got = read(refs);
    assertEquals(99, got.size());
    UnparsedObject bad = batches.unparsed().get(0);
    assertEquals(vm(77), bad.ref());
    assertTrue(bad.isTooLarge(), bad.reason());
    assertConserved(refs, got);
    // Seven times in half: two calls each, and the first one.
    assertTrue(server.count("RetrievePropertiesEx") <= 15, "one by one");
  }

  @Test
  void several_large_ones_are_all_found() {
    List<MoRef> refs = vms(250);
    List<MoRef> large = List.of(vm(3), vm(99), vm(100), vm(101), vm(102), vm(103), vm(249));
    vcenter.huge.addAll(large);
    List<VirtualMachine> got = read(refs);
    assertEquals(243, got.size());
    assertEquals(
        large, batches.unparsed().stream().map(UnparsedObject::ref).sorted(BY_NUMBER).toList());
    assertConserved(refs, got);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_server_of_which_no_answer_can_be_used_is_left_alone_soon(boolean large) {
    List<MoRef> refs = vms(1000);
    (large ? vcenter.huge : vcenter.broken).addAll(refs);
    BadReply problem = assertThrows(BadReply.class, () -> read(refs));
    assertEquals(large, problem.isTooLarge());
    int sent = server.count("RetrievePropertiesEx");
    assertTrue(sent <= 24, sent + " calls");
  }

  @Test
  void a_server_where_every_second_answer_is_too_large_is_left_alone_in_the_end() {
    List<MoRef> refs = vms(1000);
    refs.stream().filter(ref -> ref.moId().endsWith("5")).forEach(vcenter.huge::add);
    assertThrows(BadReply.class, () -> read(refs));
    int sent = server.count("RetrievePropertiesEx");
    assertTrue(sent <= 300, sent + " calls");
  }

  @Tag("F9")
  @Test
  void a_server_that_answers_for_fewer_is_asked_for_the_rest_and_its_token_is_given_back() {
    List<MoRef> refs = vms(25);
    vcenter.most = 10;
    List<VirtualMachine> got = read(refs);
    assertEquals(refs, got.stream().map(VirtualMachine::ref).toList());
    assertEquals(List.of(25, 15, 5), vcenter.asked().stream().map(List::size).toList());
    assertEquals(2, server.count("CancelRetrievePropertiesEx"));
    assertTrue(server.bodies("CancelRetrievePropertiesEx").get(0).contains("<token>1</token>"));
    assertEquals(0, server.count("ContinueRetrievePropertiesEx"));
    assertConserved(refs, got);
  }

  @Tag("F9")
  @Test
  void a_token_that_cannot_be_given_back_does_no_harm() {
    List<MoRef> refs = vms(3);
    vcenter.most = 2;
    server.onRequest(
        "CancelRetrievePropertiesEx", request -> Xml.fault("InvalidProperty", "").build());
    assertEquals(3, read(refs).size());
    assertEquals(Map.of("CancelRetrievePropertiesEx:GIVE_UP", 1), notes.counts());
  }

  @Tag("F9")
  @Test
  void one_that_is_always_left_out_is_named_in_the_end() {
    List<MoRef> refs = vms(4);
    vcenter.leftOut.add(vm(2));
    List<VirtualMachine> got = read(refs);
    assertEquals(3, got.size());
    assertEquals("left out of the answer", batches.unparsed().get(0).reason());
    assertConserved(refs, got);
  }

  @Tag("F11")
  @Test
  void a_path_that_this_server_does_not_know_is_dropped_and_unreadable_everywhere() {
    List<MoRef> refs = vms(250);
    vcenter.unknown.add("layoutEx");
    List<VirtualMachine> got = read(refs);
    assertEquals(250, got.size());
    for (VirtualMachine each : got) {
      assertEquals("InvalidProperty", each.unreadable().fault(VmProperty.LAYOUT));
      assertNull(each.unreadable().fault(VmProperty.BIOS_UUID));
    }
    assertEquals("u-vm-9", got.get(9).config().uuid());
    // It is learnt once, by two calls in flight at most.
    assertTrue(server.count("RetrievePropertiesEx") <= 5);
    assertConserved(refs, got);
  }

  @Tag("F11")
  @Test
  void several_unknown_paths_are_learnt_one_after_the_other() {
    List<MoRef> refs = vms(2);
    vcenter.unknown.addAll(List.of("layoutEx", "config.uuid"));
    List<VirtualMachine> got = read(refs);
    assertEquals("InvalidProperty", got.get(0).unreadable().fault(VmProperty.LAYOUT));
    assertEquals("InvalidProperty", got.get(1).unreadable().fault(VmProperty.BIOS_UUID));
    assertEquals(List.of("name of vm-0", "name of vm-1"), names(got));
  }

  @Tag("F11")
  @Test
  void an_unknown_path_that_was_never_asked_for_ends_it_instead_of_going_round() {
    List<MoRef> refs = vms(2);
    server.onRequest(
        "RetrievePropertiesEx",
        request -> Xml.fault("InvalidProperty", "<name>other</name>").build());
    assertEquals(
        "InvalidProperty", assertThrows(Fault.class, () -> read(refs)).fault().faultClass());
    assertEquals(1, server.count("RetrievePropertiesEx"));
  }

  @Test
  void two_calls_that_learn_of_the_same_path_at_once_both_go_on() throws Exception {
    List<MoRef> refs = vms(200);
    CountDownLatch both = new CountDownLatch(2);
    AtomicReference<@Nullable InterruptedException> problem = new AtomicReference<>();
    server.onRequest(
        "RetrievePropertiesEx",
        request -> {
          String body = SoapServer.text(request);
          if (body.contains("<pathSet>layoutEx</pathSet>")) {
            both.countDown();
            try {
              assertTrue(both.await(60, TimeUnit.SECONDS), "only one call in flight");
            } catch (InterruptedException e) {
              problem.set(e);
            }
            return Xml.fault("InvalidProperty", "<name>layoutEx</name>").build();
          }
          StringBuilder objects = new StringBuilder();
          for (MoRef ref : refs) {
            if (body.contains(">" + ref.moId() + "<")) {
              objects.append("<objects><obj type=\"VirtualMachine\">").append(ref.moId());
              objects.append("</obj></objects>");
            }
          }
          return Xml.reply("RetrievePropertiesEx", "<returnval>" + objects + "</returnval>")
              .build();
        });
    assertEquals(200, read(refs).size());
    assertNull(problem.get());
  }

  @Tag("F13")
  @Test
  void a_session_that_ends_in_the_middle_is_made_anew_and_nothing_is_lost() {
    List<MoRef> refs = vms(300);
    read(refs.subList(0, 1));
    server.expire();
    assertEquals(300, read(refs).size());
    assertEquals(2, server.count("Login"));
  }

  @Tag("F11")
  @Test
  void a_missing_set_that_says_not_authenticated_makes_a_session_and_no_empty_machines() {
    vms(1);
    vcenter.object(vm(1), "name", Projection.missing("name", "NotAuthenticated"));
    Fault e = assertThrows(Fault.class, () -> read(List.of(vm(0), vm(1))));
    assertEquals("NotAuthenticated", e.fault().faultClass());
    assertEquals(2, server.count("Login"), "tried again once");
  }

  @Test
  void a_connection_that_breaks_is_tried_three_times() {
    List<MoRef> refs = vms(1);
    MockResponse cut =
        new MockResponse.Builder()
            .onResponseStart(SocketEffect.ShutdownConnection.INSTANCE)
            .build();
    MockResponse whole =
        Xml.reply(
                "RetrievePropertiesEx",
                "<returnval><objects><obj type=\"VirtualMachine\">vm-0</obj></objects></returnval>")
            .build();
    server.onRequest("RetrievePropertiesEx", request -> cut).then("RetrievePropertiesEx", cut);
    server.then("RetrievePropertiesEx", whole);
    assertEquals(1, read(refs).size());
    server.onRequest("RetrievePropertiesEx", request -> cut);
    assertThrows(Unreachable.class, () -> read(refs));
    assertEquals(6, server.count("RetrievePropertiesEx"));
  }

  @Tag("F20")
  @Test
  void an_answer_that_is_no_xml_at_all_is_not_asked_for_in_halves() {
    List<MoRef> refs = vms(50);
    server.onRequest(
        "RetrievePropertiesEx",
        request ->
            new MockResponse.Builder()
                .addHeader("Content-Type", "text/html")
                .body("<html>proxy</html>")
                .build());
    assertThrows(BadReply.class, () -> read(refs));
    assertTrue(server.count("RetrievePropertiesEx") <= 2);
  }

  @Test
  void a_fault_of_one_batch_ends_the_reading() {
    List<MoRef> refs = vms(1000);
    server.onRequest("RetrievePropertiesEx", request -> Xml.fault("NoPermission", "").build());
    assertEquals("NoPermission", assertThrows(Fault.class, () -> read(refs)).fault().faultClass());
    assertTrue(server.count("RetrievePropertiesEx") <= 2, "went on with other batches");
  }

  @Tag("F12")
  @Test
  void one_object_that_makes_the_call_fail_costs_no_other() {
    for (String fault : List.of("HostCommunication", "NoPermission", "SystemError")) {
      List<MoRef> refs = vms(250);
      MoRef bad = vm(130);
      vcenter.faulty.put(bad, fault);
      try (BatchRunner runner =
          new BatchRunner(session, ConnectionOptions.DEFAULT, notes, CollectionProgress.NONE)) {
        read(runner, refs.subList(0, 100));
        assertEquals(149, read(runner, refs.subList(100, 250)).size());
        assertEquals(List.of(bad), runner.unparsed().stream().map(UnparsedObject::ref).toList());
        assertEquals(fault, runner.unparsed().get(0).reason());
      }
    }
  }

  @Tag("F12")
  @Test
  void what_passes_by_itself_is_asked_for_again_and_complete() {
    List<MoRef> refs = vms(1);
    server
        .onRequest("RetrievePropertiesEx", request -> Xml.fault("HostCommunication", "").build())
        .then("RetrievePropertiesEx", Xml.fault("RequestCanceled", "").build());
    server.then(
        "RetrievePropertiesEx",
        Xml.reply(
                "RetrievePropertiesEx",
                "<returnval><objects><obj type=\"VirtualMachine\">vm-0</obj></objects></returnval>")
            .build());
    assertConserved(refs, read(refs));
    assertEquals(List.of(), batches.unparsed());
    assertEquals(3, server.count("RetrievePropertiesEx"));
  }

  @Tag("F12")
  @Test
  void a_vcenter_that_answers_everything_with_a_fault_is_not_asked_object_by_object() {
    List<MoRef> refs = vms(1000);
    read(refs.subList(0, 100));
    int before = server.count("RetrievePropertiesEx");
    server.onRequest("RetrievePropertiesEx", request -> Xml.fault("NoPermission", "").build());
    assertThrows(Fault.class, () -> read(refs));
    int sent = server.count("RetrievePropertiesEx") - before;
    assertTrue(sent < 80, sent + " calls");
  }

  @Test
  void an_interrupt_ends_the_reading() throws Exception {
    List<MoRef> refs = vms(1);
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    server.onRequest(
        "RetrievePropertiesEx",
        request -> {
          asked.countDown();
          try {
            never.await(60, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return Xml.fault("SystemError", "").build();
        });
    AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
    Thread reader = new Thread(() -> read(refs));
    reader.setUncaughtExceptionHandler((thread, e) -> thrown.set(e));
    reader.start();
    assertTrue(asked.await(60, TimeUnit.SECONDS));
    reader.interrupt();
    reader.join(20_000);
    never.countDown();
    assertTrue(thrown.get() instanceof Cancelled, String.valueOf(thrown.get()));
  }

  @Tag("F9")
  @Test
  void objects_that_nobody_asked_for_are_left_alone() {
    List<MoRef> refs = vms(2);
    server.on(
        "RetrievePropertiesEx",
        "<returnval><objects><obj type=\"VirtualMachine\">vm-0</obj></objects>"
            + "<objects><obj type=\"VirtualMachine\">vm-666</obj></objects>"
            + "<objects><obj type=\"VirtualMachine\">vm-1</obj></objects></returnval>");
    assertEquals(List.of("vm-0", "vm-1"), names(read(refs)));
  }
}
