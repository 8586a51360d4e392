// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere;

import io.vpreflight.vsphere.inventory.VimFault;
import java.util.Set;

/**
 * What is to be done about a fault, by its class: texts are translated, classes are not. The
 * division is that of the replication products (a broken chain is for a person, a busy host is for
 * later).
 */
final class FaultKinds {
  private static final Set<String> LOG_IN_AGAIN = Set.of("NotAuthenticated", "NoClientCertificate");
  private static final Set<String> GONE = Set.of("ManagedObjectNotFound");
  private static final Set<String> RETRY =
      Set.of(
          "TaskInProgress",
          "HostNotConnected",
          "HostNotReachable",
          "HostCommunication",
          "HostConnectFault",
          "Timedout",
          "NoDiskSpace",
          "InsufficientResourcesFault",
          "InsufficientHostCapacityFault",
          "InsufficientMemoryResourcesFault",
          "InsufficientCpuResourcesFault",
          "ConcurrentAccess",
          "FileLocked",
          "ResourceInUse",
          "ResourceNotAvailable",
          "InsufficientStorageSpace",
          "MethodDisabled",
          "RequestCanceled",
          "SystemError",
          "VimFault");
  private static final Set<String> ASK_HUMAN =
      Set.of(
          "InvalidLogin",
          "InvalidLocale",
          "NoPermission",
          "PasswordExpired",
          "AccountLocked",
          "InvalidSnapshotFormat",
          "InvalidDiskFormat",
          "RestrictedByAdministrator",
          "RestrictedVersion",
          "LicenseRestricted",
          "NotSupported",
          "NotEnoughLicenses",
          "SnapshotLocked",
          "TooManySnapshotLevels",
          "MultipleSnapshotsNotSupported",
          "MemorySnapshotOnIndependentDisk",
          "SnapshotIncompatibleDeviceInVm",
          "CannotAccessFile",
          "FileFault",
          "FileNotFound");

  /**
   * Faults that tell that the server lost track of the call, not that it refused it: it may have
   * been executed.
   */
  private static final Set<String> LOST_TRACK =
      Set.of(
          "Timedout",
          "RequestCanceled",
          "SystemError",
          "HostCommunication",
          "HostNotReachable",
          "HostConnectFault",
          "VimFault",
          "RuntimeFault",
          "MethodFault");

  private FaultKinds() {}

  static FaultKind of(VimFault fault) {
    String name = fault.faultClass();
    if (LOG_IN_AGAIN.contains(name)) {
      return FaultKind.LOG_IN_AGAIN;
    }
    if (GONE.contains(name)) {
      return FaultKind.GONE;
    }
    if (ASK_HUMAN.contains(name) || fault.messageKeys().stream().anyMatch(FaultKinds::broken)) {
      return FaultKind.ASK_HUMAN;
    }
    return RETRY.contains(name) ? FaultKind.RETRY : FaultKind.GIVE_UP;
  }

  static Execution execution(VimFault fault) {
    return LOST_TRACK.contains(fault.faultClass()) ? Execution.UNKNOWN : Execution.CERTAINLY_NOT;
  }

  /** Message keys that name a broken chain whatever class carries them. */
  private static boolean broken(String key) {
    return key.startsWith("msg.snapshot.") || key.contains("corruptredo");
  }
}
