// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import java.util.Locale;

/**
 * Where a process may be made to end without warning, so that it can be shown that this does no
 * harm: {@code -Dvpreflight.crash=M3:after-send}. Without the property it is nothing.
 */
@FunctionalInterface
public interface CrashHook {
  /** Under this name it is asked for. */
  String PROPERTY = "vpreflight.crash";

  /** The points of one mutation. */
  enum Point {
    BEFORE_INTENT,
    AFTER_INTENT,
    /** The whole request was handed to the network, nothing of the reply is read. */
    AFTER_SEND,
    /** The reply was read, and nothing of it is written down. */
    AFTER_REPLY,
    AFTER_TASK_STORED,
    /** The task has ended, and that is not written down. */
    AFTER_COMPLETION;

    /** As it is asked for: {@code after-send}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Here is a point: does not return if it is the one. */
  void at(String step, Point point);

  /** Never. */
  static CrashHook none() {
    return (step, point) -> {};
  }

  /** As the property says: the process halts. */
  static CrashHook ofProperty() {
    String wanted = System.getProperty(PROPERTY, "");
    if (wanted.isEmpty()) {
      return none();
    }
    return (step, point) -> {
      if (wanted.equals(step + ":" + point.id())) {
        Runtime.getRuntime().halt(137);
      }
    };
  }
}
