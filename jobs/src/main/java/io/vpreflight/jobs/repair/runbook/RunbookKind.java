// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.runbook;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What this product never sends: a person does it, with a page that says how. */
public enum RunbookKind {
  /** Removes a snapshot that another product or a person made. */
  REMOVE_SNAPSHOT("VirtualMachine", 4),
  /** Cancels a task. */
  CANCEL_TASK("VirtualMachine", 3),
  /** Reboots a guest. */
  REBOOT_GUEST("VirtualMachine", 3),
  /** Connects a network adapter. */
  CONNECT_ADAPTER("VirtualMachine", 3),
  /** Moves a machine to another host of its cluster, its disks stay. */
  MOVE_VM("VirtualMachine", 4),
  /** Wakes a host that stands by. */
  POWER_UP_HOST("HostSystem", 3),
  /** Connects a host again, never by force. */
  RECONNECT_HOST("HostSystem", 3);

  private final String type;
  private final int preconditions;

  RunbookKind(String type, int preconditions) {
    this.type = type;
    this.preconditions = preconditions;
  }

  /** True when it is about a host, false when it is about a virtual machine. */
  public boolean isAboutHost() {
    return type.equals("HostSystem");
  }

  /** How many preconditions it has: {@code runbook.<label>.before.1} and so on. */
  int preconditions() {
    return preconditions;
  }

  /** The name on the command line: lower case with hyphens. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The kind of that label; null when there is none. */
  public static @Nullable RunbookKind of(String label) {
    for (RunbookKind kind : values()) {
      if (kind.label().equals(label)) {
        return kind;
      }
    }
    return null;
  }
}
