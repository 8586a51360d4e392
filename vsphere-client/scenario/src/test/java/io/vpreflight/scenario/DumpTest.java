// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import static io.vpreflight.scenario.WrittenDump.property;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DumpTest {
  private static final Instant NOW = Instant.parse("2026-11-20T06:00:00Z");

  private static VCenterScenario small(String name) {
    VCenterScenario vcenter = Scenario.vcenter(name, NOW);
    DatacenterScenario paris = vcenter.datacenter("Paris");
    HostScenario host = paris.cluster("Production").host("esx01.example.org");
    AlarmScenario alarm = vcenter.alarm("Host memory usage", "alarm.HostMemoryUsageAlarm");
    host.triggeredAlarm(alarm, "red", NOW.minusSeconds(60));
    paris
        .folder("Linux/Web")
        .vm("web01")
        .snapshot("before patch", NOW.minusSeconds(86_400))
        .customValue("DPMServer", "mabs01")
        .event("VmPoweredOnEvent", NOW.minusSeconds(300))
        .task("VirtualMachine.createSnapshot", task -> task.running(NOW.minusSeconds(900), 95));
    return vcenter;
  }

  @Test
  void the_same_seed_writes_the_same_bytes() {
    assertArrayEquals(WrittenDump.zip(small("vcenter-a")), WrittenDump.zip(small("vcenter-a")));
  }

  @Test
  void the_bytes_do_not_depend_on_where_they_are_written() {
    byte[] here = WrittenDump.zip(small("vcenter-a"));
    TimeZone zone = TimeZone.getDefault();
    Locale locale = Locale.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertArrayEquals(here, WrittenDump.zip(small("vcenter-a")));
    } finally {
      TimeZone.setDefault(zone);
      Locale.setDefault(locale);
    }
  }

  @Test
  void another_name_is_another_seed() {
    assertFalse(
        WrittenDump.of(small("vcenter-a"))
            .files()
            .equals(WrittenDump.of(small("vcenter-b")).files()));
  }

  @Test
  void datastores_of_one_name_in_two_datacenters_lie_on_two_volumes() {
    VCenterScenario vcenter = Scenario.vcenter("vcenter-a", NOW);
    DatastoreScenario paris = vcenter.datacenter("Paris").datastore("vmfs01");
    DatastoreScenario lyon = vcenter.datacenter("Lyon").datastore("vmfs01");
    WrittenDump dump = WrittenDump.of(vcenter);
    String url = property("summary", "/url");
    assertFalse(dump.text(paris.reference(), url).equals(dump.text(lyon.reference(), url)));
  }

  @Test
  void every_file_is_well_formed() {
    WrittenDump.of(small("vcenter-a")).files().values().forEach(WrittenDump::parse);
  }

  @Test
  void a_folder_holds_what_the_zip_holds(@TempDir Path folder) throws IOException {
    VCenterScenario vcenter = small("vcenter-a");
    vcenter.writeTo(folder);

    for (Map.Entry<String, String> file : WrittenDump.of(vcenter).files().entrySet()) {
      byte[] onDisk = Files.readAllBytes(folder.resolve(file.getKey()));
      assertEquals(file.getValue(), new String(onDisk, StandardCharsets.UTF_8), file.getKey());
    }
  }

  @Test
  void a_folder_with_something_in_it_is_refused(@TempDir Path folder) throws IOException {
    Files.createFile(folder.resolve("mine.txt"));

    assertThrows(IOException.class, () -> small("vcenter-a").writeTo(folder));
  }

  @Test
  void the_service_instance_comes_first_and_tells_the_time() {
    Map<String, String> files = WrittenDump.of(small("vcenter-a")).files();

    assertEquals("0000-ServiceInstance-ServiceInstance.xml", files.keySet().iterator().next());
    assertEquals(
        List.of("2026-11-20T06:00:00Z"),
        WrittenDump.texts(files.values().iterator().next(), property("serverClock", "")));
  }

  @Test
  void folders_lead_from_the_root_to_the_machine() {
    VCenterScenario vcenter = small("vcenter-a");
    WrittenDump dump = WrittenDump.of(vcenter);
    Reference at = vcenter.vms().get(0).reference();
    StringBuilder path = new StringBuilder();
    while (!at.equals(vcenter.rootFolder().reference())) {
      path.insert(0, "/" + dump.text(at, property("name", "")));
      String type = dump.text(at, property("parent", "/@*[name()='type']"));
      at = new Reference(type, dump.text(at, property("parent", "")));
    }

    assertEquals("/Paris/vm/Linux/Web/web01", path.toString());
  }

  @Test
  void what_happened_is_written_beside_the_objects() {
    WrittenDump dump = WrittenDump.of(small("vcenter-a"));

    assertEquals(
        "VmPoweredOnEvent",
        dump.text(
            new Reference("EventHistoryCollector", "history"),
            property("latestPage", "/Event/@*[name()='xsi:type']")));
    assertEquals(
        "95",
        dump.text(
            new Reference("TaskHistoryCollector", "history"),
            property("latestPage", "/TaskInfo/progress")));
    assertTrue(dump.files().containsKey("PerformanceManager-PerfMgr/QueryPerf.xml"));
  }

  @Test
  void a_running_task_is_an_object_that_its_machine_names() {
    VCenterScenario vcenter = small("vcenter-a");
    WrittenDump dump = WrittenDump.of(vcenter);
    String task = dump.text(vcenter.vms().get(0).reference(), property("recentTask", "/*"));

    assertEquals("running", dump.text(new Reference("Task", task), property("info", "/state")));
  }

  @Test
  void an_alarm_shows_on_its_object_and_on_everything_above() {
    VCenterScenario vcenter = small("vcenter-a");
    WrittenDump dump = WrittenDump.of(vcenter);

    assertEquals(
        "red",
        dump.text(
            vcenter.rootFolder().reference(),
            property("triggeredAlarmState", "/AlarmState/overallStatus")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "a & b",
        "\"quoted\" 'name'",
        "line\nbreak\tand\rreturn",
        "]]>",
        "été 日本 \uD83D\uDE80",
        "\u202Eright to left"
      })
  void a_hostile_name_comes_back_as_it_was(String name) {
    VCenterScenario vcenter = Scenario.vcenter("vcenter-a", NOW);
    VmScenario vm = vcenter.datacenter("Paris").vm("web01").annotation(name);

    assertEquals(
        name, WrittenDump.of(vcenter).text(vm.reference(), property("config", "/annotation")));
  }

  @Test
  void a_slash_in_a_name_is_escaped_as_vcenter_does() {
    VCenterScenario vcenter = Scenario.vcenter("vcenter-a", NOW);
    VmScenario vm = vcenter.datacenter("Paris").vm("a/b\\c%");

    assertEquals(
        "a%2fb%5cc%25", WrittenDump.of(vcenter).text(vm.reference(), property("name", "")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bell\u0007", "nul\u0000", "half\uD83D", "\uFFFE"})
  void a_character_without_an_xml_form_is_refused_with_its_place(String name) {
    VCenterScenario vcenter = Scenario.vcenter("vcenter-a", NOW);
    vcenter.datacenter("Paris").vm(name);

    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> WrittenDump.zip(vcenter));
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains("VirtualMachine-vm-") && message.contains("U+"), message);
  }

  @Test
  void a_stand_alone_host_has_no_instance_uuid_and_no_alarms() {
    EsxiScenario esxi = Scenario.esxi("esx-lab.example.org", NOW);
    esxi.vm("lab01");
    WrittenDump dump = WrittenDump.of(esxi.server());
    String service = dump.fileOf(new Reference("ServiceInstance", "ServiceInstance"));

    assertTrue(service.contains("HostAgent"));
    assertFalse(service.contains("instanceUuid"));
    assertFalse(service.contains("AlarmManager"));
  }

  @Test
  void two_objects_of_one_name_are_refused() {
    VCenterScenario vcenter = Scenario.vcenter("vcenter-a", NOW);
    DatacenterScenario paris = vcenter.datacenter("Paris");
    paris.vm("a").moId("vm-1");
    paris.vm("b").moId("vm-1");

    assertThrows(IllegalStateException.class, () -> WrittenDump.zip(vcenter));
  }
}
