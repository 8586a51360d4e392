// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario.demo;

import static io.vpreflight.scenario.demo.Site.daysAgo;
import static io.vpreflight.scenario.demo.Site.hoursAgo;

import io.vpreflight.scenario.VmScenario;

/**
 * Tasks that hang, failed or left something behind, and machines that wait for an answer;
 * stateless.
 */
final class TaskCases {
  private static final String BACKUP = "VALOMBRE\\svc-sauvegarde";
  private static final String OUT_OF_MEMORY = "Memory allocation failed. Out of memory.";

  private TaskCases() {}

  static void addTo(Site paris, Site frankfurt) {
    hanging(paris);
    failed(paris);
    locks(frankfurt);
    questions(frankfurt);
    routine(paris);
    routine(frankfurt);
  }

  private static void hanging(Site paris) {
    paris
        .vm("Bases/SQL", "srv-par-sql10")
        .task(
            "VirtualMachine.createSnapshot",
            task -> task.running(hoursAgo(4.2), 95).by(BACKUP).cancelable(false));
    paris
        .vm("Bases/SQL", "srv-par-sql11")
        .task("VirtualMachine.createSnapshot", task -> task.running(hoursAgo(2.6), 99).by(BACKUP));
    VmScenario moving =
        paris
            .vm("Metier/ERP", "srv-par-erp14")
            .task(
                "VirtualMachine.relocate", task -> task.running(hoursAgo(13), 38).cancelable(true))
            .task("VirtualMachine.createSnapshot", task -> task.queued(hoursAgo(2.5)).by(BACKUP));
    moving.task(
        "VirtualMachine.createSnapshot",
        task ->
            task.failed(
                    hoursAgo(3.1),
                    hoursAgo(3.09),
                    "TaskInProgress",
                    "Another task is already in progress.",
                    "com.vmware.vim.vpxd.vmprov.taskInProgress")
                .faultField("task", task.reference())
                .by(BACKUP));
    paris
        .vm("Metier/CRM", "srv-par-crm07")
        .task(
            "VirtualMachine.consolidateDisks",
            task ->
                task.failed(
                        hoursAgo(6),
                        hoursAgo(5.8),
                        "FileLocked",
                        "Unable to access file since it is locked",
                        "msg.fileio.lock")
                    .faultField("file", "[PAR-SAN-01] srv-par-crm07/srv-par-crm07.vmdk")
                    .by(BACKUP))
        .event(
            "EventEx",
            hoursAgo(5.8),
            event -> event.user("").eventTypeId("com.vmware.vc.VmDiskFailedToConsolidateEvent"));
  }

  private static void failed(Site paris) {
    for (int i = 12; i <= 13; i++) {
      double start = 10 - i * 0.5;
      paris
          .vm("Bases/SQL", "srv-par-sql" + i)
          .on(paris.host(6))
          .task(
              "VirtualMachine.createSnapshot",
              task ->
                  task.failed(
                          hoursAgo(start),
                          hoursAgo(start - 0.1),
                          "GenericVmConfigFault",
                          OUT_OF_MEMORY,
                          "msg.nfc.outOfMemory")
                      .faultField("reason", OUT_OF_MEMORY)
                      .by("VALOMBRE\\svc-migration"));
    }
    paris
        .vm("Metier/ERP", "srv-par-erp15")
        .on(paris.host(6))
        .task(
            "VirtualMachine.exportVm",
            task ->
                task.failed(
                        hoursAgo(7),
                        hoursAgo(6.7),
                        "SystemError",
                        "NfcFssrvrOpen: Failed to allocate the requested 24117272 bytes",
                        "vpxd.nfc.allocationFailed")
                    .faultField("reason", "NfcFssrvrOpen")
                    .by("VALOMBRE\\svc-migration"));
    paris
        .host(6)
        .event(
            "EventEx",
            hoursAgo(6.7),
            event ->
                event
                    .user("")
                    .eventTypeId("esx.problem.hostd.memory.threshold")
                    .message("hostd memory usage exceeded its threshold: " + OUT_OF_MEMORY));
  }

  private static void locks(Site frankfurt) {
    frankfurt.vm("Lager", "srv-fra-lager11").disabledMethod("RelocateVM_Task", "MigrateVM_Task");
    frankfurt
        .vm("Lager", "srv-fra-lager12")
        .disabledMethod("CreateSnapshot_Task", "RemoveSnapshot_Task", "RemoveAllSnapshots_Task");
    frankfurt
        .vm("Lager", "srv-fra-lager13")
        .disabledMethod("RelocateVM_Task", "MigrateVM_Task")
        .snapshot("VEEAM BACKUP TEMPORARY SNAPSHOT", hoursAgo(0.3))
        .task("VirtualMachine.createSnapshot", task -> task.running(hoursAgo(0.1), 40).by(BACKUP));
  }

  private static void questions(Site frankfurt) {
    frankfurt
        .vm("Datenbanken", "srv-fra-pg09")
        .question(
            "msg.hbacommon.outofspace",
            "There is no more space for virtual disk srv-fra-pg09.vmdk.",
            "Retry",
            "Cancel");
    frankfurt
        .vm("Datenbanken", "srv-fra-pg10")
        .question(
            "msg.hbacommon.corruptredo",
            "The redo log of srv-fra-pg10-000001.vmdk is corrupted.",
            "OK");
    frankfurt.vm("Datenbanken", "srv-fra-pg11").suspended();
    frankfurt.vm("Datenbanken", "srv-fra-pg12").connectionState("invalid").poweredOff();
    frankfurt
        .vm("Vertrieb", "srv-fra-katalog09")
        .customValue("DPMServer", "MABS01.valombre.example");
  }

  /** What a quiet night leaves in the history. */
  private static void routine(Site site) {
    VmScenario saved = site.vm("Routine", HealthyMachines.name(site, "nuit", 1));
    for (int i = 1; i <= 6; i++) {
      double start = 3 + i * 1.1;
      saved
          .task(
              "VirtualMachine.createSnapshot",
              task -> task.succeeded(hoursAgo(start), hoursAgo(start - 0.02)).by(BACKUP))
          .task(
              "vm.Snapshot.remove",
              task -> task.succeeded(hoursAgo(start - 0.5), hoursAgo(start - 0.52)).by(BACKUP));
    }
    saved.event("VmPoweredOnEvent", daysAgo(0.9));
    saved.task(
        "VirtualMachine.reconfigure",
        task -> {
          task.succeeded(hoursAgo(0.5), hoursAgo(0.49));
          saved.event("TaskEvent", hoursAgo(0.5), event -> event.task(task));
        });
  }
}
