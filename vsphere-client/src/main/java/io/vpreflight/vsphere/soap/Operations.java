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
          "RetrieveServiceContent",
          "Login",
          "Logout",
          "CurrentTime",
          "RetrievePropertiesEx",
          "CancelRetrievePropertiesEx",
          "CreateContainerView",
          "DestroyView",
          "CreateCollectorForEvents",
          "ReadNextEvents",
          "CreateCollectorForTasks",
          "ReadNextTasks",
          "DestroyCollector",
          "HasPrivilegeOnEntities",
          "RetrieveEntityPermissions",
          "QueryPerf",
          "BrowseDiagnosticLog",
          "QueryDescriptions");

  private Operations() {}

  /** A method that this session must not send: a fault of ours, so nothing catches it. */
  public static final class NotAllowed extends Error {
    private static final long serialVersionUID = 1L;

    NotAllowed(String method) {
      super("this session may not call " + method);
    }
  }
}
