// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify.webhook;

import io.vpreflight.jobs.notify.NotSentException;
import io.vpreflight.jobs.notify.Notice;
import java.util.List;

/** The form in which a receiver wants a message. Safe for several threads. */
public interface Form {
  /**
   * What is posted, one after the other.
   *
   * @throws NotSentException when a secret that belongs in it cannot be read
   */
  List<String> bodies(Notice notice) throws NotSentException;

  /** What the bodies are. */
  default String contentType() {
    return "application/json";
  }
}
