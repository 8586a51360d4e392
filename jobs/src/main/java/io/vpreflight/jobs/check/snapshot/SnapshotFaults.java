// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import io.vpreflight.jobs.check.Scene;
import io.vpreflight.vsphere.inventory.TaskRecord;
import io.vpreflight.vsphere.inventory.VimFault;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the faults of snapshot tasks mean, told by their class and message keys: texts are
 * translated.
 */
final class SnapshotFaults {
  static final String OTHER = "other";
  private static final String CANCELED = "RequestCanceled";
  private static final Map<String, String> KINDS = new TreeMap<>();

  static {
    put("busy", "TaskInProgress", "ConcurrentAccess", "SnapshotLocked");
    put("locked", "FileLocked");
    put("file", "FileFault", "FileNotFound", "CannotAccessFile", "CannotCreateFile");
    put("file", "CannotDeleteFile", "FileNotWritable", "InvalidDiskFormat");
    put("space", "NoDiskSpace", "InsufficientStorageSpace", "FileTooLarge");
    put("quiesce", "FilesystemQuiesceFault", "ApplicationQuiesceFault");
    put("levels", "TooManySnapshotLevels");
    put("device", "SnapshotIncompatibleDeviceInVm", "MemorySnapshotOnIndependentDisk");
    put("device", "MultipleSnapshotsNotSupported", "SnapshotDisabled");
    put("permission", "NoPermission");
    put("state", "InvalidState", "InvalidPowerState", "RestrictedByAdministrator");
    put("state", "HostNotConnected", "HostCommunication", "HostNotReachable");
  }

  private SnapshotFaults() {}

  private static void put(String kind, String... faultClasses) {
    for (String faultClass : faultClasses) {
      KINDS.put(faultClass, kind);
    }
  }

  /** Every kind that {@link #kind} can answer, sorted. */
  static List<String> kinds() {
    List<String> kinds = new ArrayList<>(KINDS.values().stream().distinct().toList());
    kinds.add(OTHER);
    kinds.sort(null);
    return kinds;
  }

  /** The cause that a fault stands for. */
  static String kind(VimFault fault) {
    String kind = KINDS.get(fault.faultClass());
    if (kind == null && hasKey(fault, "quiesc")) {
      return "quiesce";
    }
    return kind == null ? OTHER : kind;
  }

  /** True when the fault is about the snapshot configuration itself. */
  static boolean isFormat(VimFault fault) {
    return fault.faultClass().equals("InvalidSnapshotFormat")
        || hasKey(fault, "invalidsnapshotformat");
  }

  /**
   * The newest snapshot task of a machine, if it failed; null when it succeeded, was cancelled, or
   * none is known. Whatever failed before a success is over.
   */
  static @Nullable TaskRecord lastFailure(VirtualMachine vm, Scene scene) {
    TaskRecord last = null;
    for (TaskRecord task : VmTasks.in(scene).of(vm)) {
      if (VmTasks.isSnapshot(task) && !task.isOpen() && !isBefore(task, last)) {
        last = task;
      }
    }
    return last != null && last.state().equals("error") && !isCanceled(last.error()) ? last : null;
  }

  private static boolean isCanceled(@Nullable VimFault fault) {
    return fault != null && fault.faultClass().equals(CANCELED);
  }

  private static boolean isBefore(TaskRecord task, @Nullable TaskRecord other) {
    return other != null
        && task.times().completeTime() != null
        && other.times().completeTime() != null
        && task.times().completeTime().isBefore(other.times().completeTime());
  }

  private static boolean hasKey(VimFault fault, String part) {
    return fault.messageKeys().stream()
        .anyMatch(key -> key.toLowerCase(Locale.ROOT).contains(part));
  }
}
