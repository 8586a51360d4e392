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

  private Operations() {}

  /** A method that this session must not send: a fault of ours, so nothing catches it. */
  public static final class NotAllowed extends Error {
    private static final long serialVersionUID = 1L;

    NotAllowed(String method) {
      super("this session may not call " + method);
    }
  }
}
