// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.soap;

import java.util.Set;

/** Which methods of vim25 a session may send at all. */
public final class Operations {
  /**
   * What an audit sends. Every one of them reads, or makes and drops a view or a collector that
   * lives in our own session.
   */
  public static final Set<String> READ =
      Set.of(
          // What the server is and which managers it has; needs no session.
          "RetrieveServiceContent",
          // A session of our own, and its end.
          "Login",
          "Logout",
          // The clock that ages are measured by.
          "CurrentTime",
          // Properties of objects, and letting go of an answer that was cut into pages.
          "RetrievePropertiesEx",
          "CancelRetrievePropertiesEx",
          // A list of references that lives in our session, and its end.
          "CreateContainerView",
          "DestroyView",
          // A filter that lives in our session and tells what has changed, and its end.
          "CreateFilter",
          "WaitForUpdatesEx",
          "DestroyPropertyFilter",
          // A window on the events or tasks that lives in our session: made, sized, moved, read,
          // dropped. Nothing in the history itself changes.
          "CreateCollectorForEvents",
          "CreateCollectorForTasks",
          "SetCollectorPageSize",
          "ResetCollector",
          "ReadNextEvents",
          "ReadPreviousEvents",
          "ReadPreviousTasks",
          "DestroyCollector",
          // How long events are kept.
          "QueryOptions",
          // What this account may see and do.
          "HasPrivilegeOnEntities",
          "RetrieveEntityPermissions",
          "RetrieveAllPermissions",
          // Counters of the management agents.
          "QueryPerf",
          // The end of a log, only when asked for.
          "BrowseDiagnosticLog");

  /** What a repair may ask besides: tasks that only compute, and the opt-in probe of a disk. */
  public static final Set<String> REPAIR_READ =
      Set.of(
          "EstimateStorageForConsolidateSnapshots_Task",
          "CheckRelocate_Task",
          "QueryChangedDiskAreas");

  /** What a plan may ask besides: those of them that only compute, and show as a task. */
  public static final Set<String> PLAN_READ =
      Set.of("EstimateStorageForConsolidateSnapshots_Task", "CheckRelocate_Task");

  /**
   * What a repair may change, each call with a permit of its own; besides these there are only the
   * methods of {@link io.vpreflight.vsphere.OptIn}. {@code RemoveAllSnapshots_Task} and {@code
   * Destroy_Task} will never be here.
   */
  public static final Set<String> REPAIR =
      Set.of(
          // Change tracking on or off.
          "ReconfigVM_Task",
          // A snapshot of ours, and its removal by reference.
          "CreateSnapshot_Task",
          "RemoveSnapshot_Task",
          // Deltas that no snapshot needs.
          "ConsolidateVMDisks_Task",
          // The files of a virtual machine are read again.
          "Reload",
          // The value of a custom attribute.
          "SetField");

  /** What a repair writes for people to read, without a permit: a line in the events. */
  public static final Set<String> NOTE = Set.of("LogUserEvent");

  /** What a write-back reads: which virtual machines there are, and what stands on them. */
  public static final Set<String> WRITE_BACK_READ =
      Set.of(
          "RetrieveServiceContent",
          "Login",
          "Logout",
          "RetrievePropertiesEx",
          "CancelRetrievePropertiesEx",
          "CreateContainerView",
          "DestroyView");

  /**
   * What a write-back writes, without a permit: values of an attribute of ours, and events. {@code
   * RemoveCustomFieldDef} will never be here: with the definition it takes values that others put.
   */
  public static final Set<String> WRITE_BACK = Set.of("AddCustomFieldDef", "SetField", "PostEvent");

  private Operations() {}

  /** A method that this session must not send: a fault of ours, so nothing catches it. */
  public static final class NotAllowed extends Error {
    private static final long serialVersionUID = 1L;

    public NotAllowed(String method) {
      super("this session may not call " + method);
    }
  }
}
