// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.proof;

import io.vpreflight.scenario.HostScenario;
import io.vpreflight.scenario.TaskScenario;
import io.vpreflight.scenario.VmScenario;

/** The memory that NFC needs, and what failed for want of it. */
class NfcProofTest extends Room {
  private static final String DEVICES = "config.hardware.device";

  @Override
  void declare() {
    memory();
    log();
    failures();
    plan();
  }

  private void memory() {
    proof("host.memory.short")
        .found("short", place -> place.host("93 percent used").memory(512, 93))
        .found("very-short", place -> place.host("98 percent used").memory(512, 98))
        .silent(place -> place.host("80 percent used").memory(512, 80))
        .undetermined(
            "summary.quickStats.overallMemoryUsage",
            place -> place.host("usage not sent").memory(512, 98))
        .undetermined(
            "summary.hardware.memorySize", place -> place.host("size not sent").memory(512, 98));

    proof("host.nfc.agent-memory")
        .undetermined(place -> place.host("counters without values"))
        .elsewhere(
            Answer.FOUND,
            "its performance counters of agents are always 0",
            "AgentMemoryHighTest.each_agent_is_judged_by_its_own_limit")
        .elsewhere(
            Answer.SILENT,
            "its performance counters of agents are always 0",
            "AgentMemoryHighTest.an_agent_with_room_passes");
  }

  private void log() {
    proof("host.nfc.log")
        .stage("the log of hostd is asked for")
        .undetermined(
            place -> {
              place.command("--hostd-log");
              return place.host("log not served");
            })
        .elsewhere(
            Answer.FOUND, "it serves no logs", "NfcLogTest.lines_are_found_by_what_they_mean")
        .elsewhere(
            Answer.SILENT,
            "it serves no logs",
            "NfcLogTest.lines_of_other_hosts_and_other_matters_do_not");
  }

  private void failures() {
    proof("host.nfc.task-failed")
        .found(
            "memory",
            place -> {
              HostScenario host = place.host("out of memory");
              export(place, host, "Memory allocation failed. Out of memory.");
              return host;
            })
        .found(
            "other",
            place -> {
              HostScenario host = place.host("connection lost");
              export(place, host, "NfcFssrvrOpen: connection closed");
              return host;
            })
        .silent(
            place -> {
              HostScenario host = place.host("failed for another reason");
              export(place, host, "The disk is in use.");
              return host;
            })
        .silent(
            place -> {
              HostScenario host = place.host("out of memory two days ago");
              place
                  .vm("exported two days ago")
                  .on(host)
                  .task(
                      "VirtualMachine.exportVm",
                      task ->
                          task.failed(
                              place.daysAgo(2),
                              place.daysAgo(2),
                              "SystemError",
                              "Memory allocation failed. Out of memory."));
              return host;
            })
        .undetermined(
            place -> {
              HostScenario host = place.host("the machine has moved here since");
              export(place, host, "Memory allocation failed. Out of memory.")
                  .event(
                      "VmMigratedEvent",
                      place.hoursAgo(1),
                      event -> event.from(place.host("where it ran")));
              return host;
            });
  }

  private static VmScenario export(Place place, HostScenario host, String text) {
    return place
        .vm("exported")
        .on(host)
        .task("VirtualMachine.exportVm", task -> failed(place, task, text));
  }

  private static void failed(Place place, TaskScenario task, String text) {
    task.failed(place.hoursAgo(7), place.hoursAgo(6), "SystemError", text)
        .faultField("reason", text);
  }

  private void plan() {
    proof("host.nfc.replication-plan")
        .found(
            place -> {
              HostScenario host = place.host("nine disks to replicate");
              disks(place.vm("nine disks").on(host), 9);
              return host;
            })
        .silent(
            place -> {
              HostScenario host = place.host("eight disks to replicate, one template");
              disks(place.vm("eight disks").on(host), 8);
              disks(place.vm("template").on(host).template(), 3);
              return host;
            })
        .silent(
            place -> {
              HostScenario host = place.host("eight disks to replicate, four that nobody does");
              VmScenario vm = place.vm("twelve disks").on(host);
              disks(vm, 8);
              for (int i = 0; i < 4; i++) {
                vm.disk(disk -> disk.independent());
              }
              return host;
            })
        .undetermined(
            place -> {
              HostScenario host = place.host("disks of a machine not sent");
              place.unset(place.vm("devices not sent").on(host), DEVICES);
              return host;
            });
  }

  private static void disks(VmScenario vm, int number) {
    for (int i = 0; i < number; i++) {
      vm.disk();
    }
  }
}
