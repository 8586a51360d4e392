// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.runbook;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What this product never sends: a person does it, with a page that says how. */
public enum RunbookKind {
  /** Removes a snapshot that another product or a person made. */
  REMOVE_SNAPSHOT(4),
  /** Cancels a task. */
  CANCEL_TASK(3),
  /** Reboots a guest. */
  REBOOT_GUEST(3),
  /** Connects a network adapter. */
  CONNECT_ADAPTER(3);

  private final int preconditions;

  RunbookKind(int preconditions) {
    this.preconditions = preconditions;
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
