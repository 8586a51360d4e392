// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The forms in which an audit can be had. */
public enum Format {
  /** For a terminal. */
  TEXT,
  /** For programs; see {@code docs/audit.schema.json}. */
  JSON,
  /** For spreadsheets: a folder of files. */
  CSV,
  /** For people: one page that needs nothing else. */
  HTML;

  /** The name on the command line: lower case. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The format of that name, if there is one. */
  public static Optional<Format> of(String id) {
    return Arrays.stream(values()).filter(format -> format.id().equals(id)).findFirst();
  }
}
