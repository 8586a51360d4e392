// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere;

import static io.vpreflight.vsphere.Execution.CERTAINLY_NOT;
import static io.vpreflight.vsphere.Execution.UNKNOWN;
import static io.vpreflight.vsphere.FaultKind.ASK_HUMAN;
import static io.vpreflight.vsphere.FaultKind.GIVE_UP;
import static io.vpreflight.vsphere.FaultKind.GONE;
import static io.vpreflight.vsphere.FaultKind.LOG_IN_AGAIN;
import static io.vpreflight.vsphere.FaultKind.RETRY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VimFault;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is to be done about each fault, and whether the call may have been executed. */
class FaultKindsTest {
  private record Row(String fault, FaultKind kind, Execution execution) {}

  static List<Row> table() {
    return List.of(
        // It passes by itself, and the call was refused.
        new Row("TaskInProgress", RETRY, CERTAINLY_NOT),
        new Row("ConcurrentAccess", RETRY, CERTAINLY_NOT),
        new Row("FileLocked", RETRY, CERTAINLY_NOT),
        new Row("ResourceInUse", RETRY, CERTAINLY_NOT),
        new Row("MethodDisabled", RETRY, CERTAINLY_NOT),
        new Row("NoDiskSpace", RETRY, CERTAINLY_NOT),
        new Row("InsufficientStorageSpace", RETRY, CERTAINLY_NOT),
        new Row("InsufficientResourcesFault", RETRY, CERTAINLY_NOT),
        new Row("InsufficientMemoryResourcesFault", RETRY, CERTAINLY_NOT),
        new Row("HostNotConnected", RETRY, CERTAINLY_NOT),
        // It passes by itself, but the server lost track of the call.
        new Row("HostCommunication", RETRY, UNKNOWN),
        new Row("HostNotReachable", RETRY, UNKNOWN),
        new Row("Timedout", RETRY, UNKNOWN),
        new Row("RequestCanceled", RETRY, UNKNOWN),
        new Row("SystemError", RETRY, UNKNOWN),
        new Row("VimFault", RETRY, UNKNOWN),
        new Row("RuntimeFault", GIVE_UP, UNKNOWN),
        new Row("MethodFault", GIVE_UP, UNKNOWN),
        // The session is gone: who is not known is not obeyed.
        new Row("NotAuthenticated", LOG_IN_AGAIN, CERTAINLY_NOT),
        new Row("ManagedObjectNotFound", GONE, CERTAINLY_NOT),
        // It will not change by itself.
        new Row("InvalidState", GIVE_UP, CERTAINLY_NOT),
        new Row("InvalidPowerState", GIVE_UP, CERTAINLY_NOT),
        new Row("InvalidArgument", GIVE_UP, CERTAINLY_NOT),
        new Row("ToolsUnavailable", GIVE_UP, CERTAINLY_NOT),
        new Row("MethodNotFound", GIVE_UP, CERTAINLY_NOT),
        new Row("AFaultOfVersionTen", GIVE_UP, CERTAINLY_NOT),
        // Only a person can mend it.
        new Row("NoPermission", ASK_HUMAN, CERTAINLY_NOT),
        new Row("InvalidLogin", ASK_HUMAN, CERTAINLY_NOT),
        new Row("RestrictedByAdministrator", ASK_HUMAN, CERTAINLY_NOT),
        new Row("NotSupported", ASK_HUMAN, CERTAINLY_NOT),
        new Row("NotEnoughLicenses", ASK_HUMAN, CERTAINLY_NOT),
        new Row("FileFault", ASK_HUMAN, CERTAINLY_NOT),
        new Row("FileNotFound", ASK_HUMAN, CERTAINLY_NOT),
        new Row("CannotAccessFile", ASK_HUMAN, CERTAINLY_NOT),
        new Row("InvalidSnapshotFormat", ASK_HUMAN, CERTAINLY_NOT),
        new Row("InvalidDiskFormat", ASK_HUMAN, CERTAINLY_NOT),
        new Row("SnapshotLocked", ASK_HUMAN, CERTAINLY_NOT),
        new Row("TooManySnapshotLevels", ASK_HUMAN, CERTAINLY_NOT),
        new Row("MultipleSnapshotsNotSupported", ASK_HUMAN, CERTAINLY_NOT),
        new Row("MemorySnapshotOnIndependentDisk", ASK_HUMAN, CERTAINLY_NOT),
        new Row("SnapshotIncompatibleDeviceInVm", ASK_HUMAN, CERTAINLY_NOT));
  }

  @ParameterizedTest
  @MethodSource("table")
  void every_fault_has_its_row(Row row) {
    Fault fault = fault(row.fault(), List.of(), null);
    assertEquals(row.kind(), fault.kind());
    assertEquals(row.execution(), fault.execution());
  }

  @Test
  void a_broken_chain_is_for_a_person_whatever_class_carries_it() {
    String text = "msg.snapshot.error-QUIESCINGERROR";
    assertEquals(ASK_HUMAN, fault("GenericVmConfigFault", List.of(text), null).kind());
    assertEquals(GIVE_UP, fault("GenericVmConfigFault", List.of("msg.other"), null).kind());
  }

  @Test
  void the_task_in_the_way_is_told_from_an_object_that_is_gone() {
    MoRef task = new MoRef("Task", "task-1");
    assertEquals(task, fault("TaskInProgress", List.of(), task).task());
    MoRef vm = new MoRef("VirtualMachine", "vm-1");
    assertNull(fault("ManagedObjectNotFound", List.of(), vm).task());
    assertNull(fault("TaskInProgress", List.of(), null).task());
  }

  private static Fault fault(String name, List<String> keys, @Nullable MoRef object) {
    return new Fault("ReconfigVM_Task", new VimFault(name, keys, null), object, null);
  }
}
