// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.vsphere.CollectionRequest;
import io.vpreflight.vsphere.inventory.History;
import io.vpreflight.vsphere.inventory.TaskRecord;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.testing.SoapServer;
import io.vpreflight.vsphere.testing.Xml;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class TaskHistoryTest {
  private static final Instant NOW = Instant.parse("2026-01-10T00:00:00Z");
  private static final String NONE = page("");

  private final SoapServer server =
      new SoapServer()
          .on("DestroyCollector", "")
          .on("SetCollectorPageSize", "")
          .on("ResetCollector", "")
          .on(
              "CreateCollectorForTasks",
              "<returnval type=\"TaskHistoryCollector\">tasks-1</returnval>");
  private final SoapSession session = server.session();

  @AfterEach
  void close() {
    session.close();
    server.close();
  }

  @Test
  void open_failed_and_done_tasks_are_three_questions() {
    server.on("RetrievePropertiesEx", NONE);
    assertEquals(List.of(), history().tasks());
    List<String> filters = server.bodies("CreateCollectorForTasks");
    assertEquals(3, filters.size());
    assertTrue(
        filters.get(0).contains("<filter><state>queued</state><state>running</state></filter>"),
        filters.get(0));
    String time =
        "<filter><time><timeType>completedTime</timeType>"
            + "<beginTime>2026-01-09T00:00:00Z</beginTime></time>";
    assertTrue(filters.get(1).contains(time + "<state>error</state></filter>"), filters.get(1));
    assertTrue(filters.get(2).contains(time + "<state>success</state></filter>"), filters.get(2));
    assertEquals(3, server.count("DestroyCollector"));
  }

  @Test
  void every_open_and_every_failed_task_is_kept_and_of_the_others_what_touches_disks() {
    server.on(
        "RetrievePropertiesEx",
        page(task("t-1", "Folder.createVm", "running", 5)),
        page(task("t-2", "com.vendor.backup", "error", 4)),
        page(
            task("t-3", "VirtualMachine.createSnapshot", "success", 3)
                + task("t-4", "vm.Snapshot.remove", "success", 2)
                + task("t-5", "VirtualMachine.powerOn", "success", 1)
                + task("t-6", "VirtualMachine.consolidateDisks", "success", 0)
                + task("t-7", "VirtualMachine.reconfigure", "success", 0)
                + task("t-8", "Drm.ExecuteVMotionLRO", "success", 0)
                + task("t-9", "VirtualMachine.relocate", "success", 0)));
    assertEquals(
        List.of("t-6", "t-7", "t-9", "t-4", "t-3", "t-2", "t-1"),
        history().tasks().stream().map(TaskRecord::key).toList());
  }

  @Test
  void a_task_that_ends_between_two_questions_is_one_task_in_its_later_state() {
    server.on(
        "RetrievePropertiesEx",
        page(task("t-1", "VirtualMachine.createSnapshot", "running", 0)),
        NONE,
        page(task("t-1", "VirtualMachine.createSnapshot", "success", 0)));
    List<TaskRecord> tasks = history().tasks();
    assertEquals(1, tasks.size());
    assertEquals("success", tasks.get(0).state());
  }

  @Test
  void a_task_is_told_as_vcenter_tells_it() {
    server.on(
        "RetrievePropertiesEx",
        page(
            "<TaskInfo><key>t-1</key><task type=\"Task\">t-1</task>"
                + "<name>CreateSnapshot_Task</name>"
                + "<descriptionId>VirtualMachine.createSnapshot</descriptionId>"
                + "<entity type=\"VirtualMachine\">vm-1</entity><entityName>web</entityName>"
                + "<locked type=\"VirtualMachine\">vm-1</locked>"
                + "<state>running</state><cancelled>false</cancelled>"
                + "<cancelable>true</cancelable><progress>95</progress>"
                + "<reason xsi:type=\"TaskReasonUser\"><userName>L\\backup</userName></reason>"
                + "<queueTime>2026-01-09T23:00:00Z</queueTime>"
                + "<startTime>2026-01-09T23:00:01Z</startTime>"
                + "<eventChainId>9</eventChainId><activationId>op-1</activationId></TaskInfo>"),
        page(
            "<TaskInfo><key>t-2</key><state>error</state>"
                + "<error><fault xsi:type=\"InvalidSnapshotFormat\"><faultMessage>"
                + "<key>msg.snapshot.error-NOTFOUND</key></faultMessage></fault>"
                + "<localizedMessage>Defekt</localizedMessage></error>"
                + "<reason xsi:type=\"TaskReasonSystem\"></reason></TaskInfo>"),
        NONE);
    List<TaskRecord> tasks = history().tasks();
    TaskRecord open = tasks.get(1);
    assertTrue(open.isOpen());
    assertEquals(95, open.progress());
    assertEquals("L\\backup", open.userName());
    assertEquals("VirtualMachine:vm-1", String.valueOf(open.entity()));
    assertEquals("[VirtualMachine:vm-1]", open.locked().toString());
    assertTrue(open.cancelable());
    assertEquals("op-1", open.activationId());
    assertEquals(Instant.parse("2026-01-09T23:00:01Z"), open.times().startTime());
    TaskRecord failed = tasks.get(0);
    assertEquals("InvalidSnapshotFormat", String.valueOf(failed.error()).split("[=,]", 3)[1]);
    assertEquals(
        List.of("msg.snapshot.error-NOTFOUND"),
        failed.error() == null ? List.of() : failed.error().messageKeys());
    assertEquals(null, failed.userName());
  }

  @Test
  void a_task_whose_state_is_newer_than_we_are_is_left_out() {
    SchemaNotes notes = new SchemaNotes();
    server.on("RetrievePropertiesEx", page(task("t-1", "x", "paused", 0)), NONE, NONE);
    assertEquals(List.of(), history(notes).tasks());
    assertEquals(1, notes.counts().get("TaskInfoState:paused"));
  }

  @Tag("F19")
  @Test
  void more_tasks_than_we_read_are_told() {
    AtomicInteger number = new AtomicInteger();
    StringBuilder full = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      full.append(task("t-" + number.incrementAndGet(), "VirtualMachine.powerOn", "success", 0));
    }
    server.on("RetrievePropertiesEx", NONE, NONE, page(full.toString()));
    server.onRequest(
        "ReadPreviousTasks",
        request -> {
          String more = task("t-" + number.incrementAndGet(), "VirtualMachine.x", "success", 0);
          return Xml.reply(
                  "ReadPreviousTasks",
                  more.replace("<TaskInfo>", "<returnval>").replace("</TaskInfo>", "</returnval>"))
              .build();
        });
    History history = history();
    assertTrue(history.reach().doneTasks().truncated());
    assertFalse(history.reach().openTasks().truncated());
    assertFalse(history.reach().failedTasks().truncated());
    assertEquals(7, server.count("ReadPreviousTasks"));
    assertFalse(history.unreadable().faults().containsKey(VCenterFact.TASKS.path()));
  }

  @Test
  void a_stand_alone_host_has_no_task_history() {
    server.onRequest("CreateCollectorForTasks", request -> Xml.fault("NotSupported", "").build());
    History history = history();
    assertEquals("NotSupported", history.unreadable().fault(VCenterFact.TASKS));
    assertEquals(List.of(), history.tasks());
    assertEquals(0, server.count("DestroyCollector"));
  }

  private History history() {
    return history(new SchemaNotes());
  }

  private History history(SchemaNotes notes) {
    return new VimLongTail(session, notes)
        .history(
            new CollectionRequest(Set.of(VCenterFact.TASKS), Duration.ofHours(24)), NOW, List.of());
  }

  private static String page(String tasks) {
    return Xml.property(
        "TaskHistoryCollector",
        "tasks-1",
        "latestPage",
        "<val xsi:type=\"ArrayOfTaskInfo\">" + tasks + "</val>");
  }

  private static String task(String key, String descriptionId, String state, int minute) {
    return "<TaskInfo><key>"
        + key
        + "</key><descriptionId>"
        + descriptionId
        + "</descriptionId><state>"
        + state
        + "</state><cancelable>false</cancelable><queueTime>2026-01-09T12:0"
        + minute
        + ":00Z</queueTime></TaskInfo>";
  }
}
