// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.proof;

import io.vpreflight.scenario.HostScenario;
import io.vpreflight.scenario.VmScenario;

/** Tasks that hang, wait or failed, and what backup products leave locked or unanswered. */
class TaskProofTest extends Room {
  private static final String CREATE = "VirtualMachine.createSnapshot";
  private static final String MERGE = "VirtualMachine.consolidateDisks";
  private static final String MOVE = "VirtualMachine.relocate";

  @Override
  void declare() {
    failed();
    conflicting();
    longRunning();
    stuck();
    locks();
    questions();
    unreadable();
  }

  private void failed() {
    proof("vm.snapshot.task-failed")
        .found("locked", place -> failed(place, "FileLocked", "file in use"))
        .found("space", place -> failed(place, "NoDiskSpace", "datastore full"))
        .found("quiesce", place -> failed(place, "ApplicationQuiesceFault", "VSS failed"))
        .found("busy", place -> failed(place, "TaskInProgress", "another task ran"))
        .found("file", place -> failed(place, "CannotAccessFile", "file not to be opened"))
        .found("levels", place -> failed(place, "TooManySnapshotLevels", "too many levels"))
        .found("device", place -> failed(place, "SnapshotIncompatibleDeviceInVm", "device"))
        .found("permission", place -> failed(place, "NoPermission", "not allowed"))
        .found("state", place -> failed(place, "InvalidPowerState", "wrong power state"))
        .found("other", place -> failed(place, "SystemError", "no cause that anybody knows"))
        .silent(
            place ->
                failed(place, "NoDiskSpace", "failed, then succeeded")
                    .task(CREATE, task -> task.succeeded(place.hoursAgo(2), place.hoursAgo(2))))
        .silent(place -> failed(place, "RequestCanceled", "cancelled by somebody"))
        .silent(
            place ->
                place
                    .vm("another task failed")
                    .task(
                        "VirtualMachine.powerOn",
                        task ->
                            task.failed(
                                place.hoursAgo(3), place.hoursAgo(3), "NoDiskSpace", "full")))
        .undetermined(
            place ->
                place
                    .vm("failed without a fault")
                    .task(CREATE, task -> task.failed(place.hoursAgo(3), place.hoursAgo(3))));
  }

  private static VmScenario failed(Place place, String faultClass, String name) {
    return place
        .vm(name)
        .task(
            CREATE,
            task -> task.failed(place.hoursAgo(4), place.hoursAgo(3), faultClass, faultClass));
  }

  private void conflicting() {
    proof("vm.task.conflicting")
        .found(
            "waiting",
            place ->
                place
                    .vm("a snapshot waits for a move")
                    .task(MOVE, task -> task.running(place.hoursAgo(3), 38))
                    .task(CREATE, task -> task.queued(place.hoursAgo(2))))
        .found(
            "queued",
            place ->
                place
                    .vm("a snapshot waits for nobody in sight")
                    .task(CREATE, task -> task.queued(place.hoursAgo(2))))
        .found(
            "several",
            place ->
                place
                    .vm("a snapshot is removed during a move")
                    .task(MOVE, task -> task.running(place.hoursAgo(3), 38))
                    .task(MERGE, task -> task.running(place.hoursAgo(1), 10)))
        .silent(
            place ->
                place
                    .vm("waits for a moment")
                    .task(MOVE, task -> task.running(place.now().minusSeconds(300), 3))
                    .task(CREATE, task -> task.queued(place.now().minusSeconds(240))))
        .silent(
            place ->
                place.vm("one task alone").task(MOVE, task -> task.running(place.hoursAgo(3), 38)));
  }

  private void longRunning() {
    proof("vm.task.long-running")
        .found("long", place -> running(place, "merged since five hours", MERGE, 5))
        .found("very-long", place -> running(place, "merged since thirty hours", MERGE, 30))
        .silent(place -> running(place, "moved since five hours", MOVE, 5))
        .silent(place -> running(place, "merged since one hour", MERGE, 1));
    proof("vm.task.long-running")
        .stage("compared with an earlier capture")
        .found(
            "stalled",
            place -> {
              place.earlier();
              return running(place, "as far as two hours ago", MERGE, 5);
            })
        .found(
            "long",
            place ->
                place
                    .vm("farther than two hours ago")
                    .task(
                        MERGE, task -> task.running(place.hoursAgo(5), place.earlier() ? 20 : 60)));
  }

  private static VmScenario running(Place place, String name, String task, int hours) {
    return place.vm(name).task(task, each -> each.running(place.hoursAgo(hours), 40));
  }

  private void stuck() {
    proof("vm.task.stuck-snapshot")
        .found(
            place ->
                place
                    .vm("at 99 percent since two hours")
                    .task(CREATE, task -> task.running(place.hoursAgo(2), 99)))
        .silent(
            place ->
                place
                    .vm("at 95 percent since ten minutes")
                    .task(CREATE, task -> task.running(place.now().minusSeconds(600), 95)))
        .silent(
            place ->
                place
                    .vm("a removal at 99 percent")
                    .task("vm.Snapshot.remove", task -> task.running(place.hoursAgo(2), 99)));
  }

  private void locks() {
    proof("vm.method.lock")
        .found("possible", place -> locked(place, "left locked"))
        .silent(
            place ->
                locked(place, "locked during a backup")
                    .snapshot("backup", place.hoursAgo(1))
                    .task(CREATE, task -> task.running(place.hoursAgo(1), 40)))
        .silent(place -> locked(place, "its device cannot move").pciPassthrough())
        .silent(
            place -> {
              HostScenario host = place.host("no licence to move machines");
              place.vm("neighbour").on(host).disabledMethod("MigrateVM_Task");
              return place.vm("like its neighbours").on(host).disabledMethod("MigrateVM_Task");
            })
        .undetermined("disabledMethod", place -> locked(place, "methods not sent"))
        .undetermined("config.hardware.device", place -> locked(place, "devices not sent"));
    proof("vm.method.lock")
        .stage("compared with an earlier capture")
        .found(
            "confirmed",
            place -> {
              place.earlier();
              return locked(place, "locked two hours ago");
            })
        .found(
            "possible",
            place -> place.earlier() ? place.vm("locked since") : locked(place, "locked since"));
  }

  private static VmScenario locked(Place place, String name) {
    return place.vm(name).disabledMethod("RelocateVM_Task", "MigrateVM_Task");
  }

  private void questions() {
    proof("vm.question.pending")
        .found(place -> asking(place, "asks"))
        .silent(place -> place.vm("asks nothing"))
        .undetermined(
            place -> {
              VmScenario vm = asking(place, "question may not be read");
              place.deny(vm, "runtime.question");
              return vm;
            });
  }

  private static VmScenario asking(Place place, String name) {
    return place
        .vm(name)
        .question("msg.hbacommon.outofspace", "There is no more space.", "Retry", "Cancel");
  }

  /**
   * A task without any time, by which these would be undetermined, is beyond the server's types.
   */
  private void unreadable() {
    for (String check :
        new String[] {
          "vm.snapshot.task-failed",
          "vm.task.conflicting",
          "vm.task.long-running",
          "vm.task.stuck-snapshot",
          "vm.method.lock"
        }) {
      proof(check)
          .stage("tasks may not be read")
          .undetermined(
              place -> {
                place.refuse("CreateCollectorForTasks");
                return locked(place, "tasks may not be read");
              });
    }
  }
}
