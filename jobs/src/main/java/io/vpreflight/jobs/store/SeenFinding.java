// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import org.jspecify.annotations.Nullable;

/**
 * A finding, or a question that stayed open, as an audit saw it.
 *
 * @param check id of the check; with the next three its identity over time
 * @param vcenter instance UUID
 * @param object type and moId
 * @param part which part of the object; empty for all of it
 * @param name of the object
 * @param severity its label
 * @param path folder of the object, without its name; empty for objects outside the tree, null when
 *     it is not known, because the finding was not seen since paths are kept
 */
public record SeenFinding(
    String check,
    String vcenter,
    String object,
    String part,
    String name,
    String severity,
    @Nullable String path) {
  /** One whose folder is not known. */
  public SeenFinding(
      String check, String vcenter, String object, String part, String name, String severity) {
    this(check, vcenter, object, part, name, severity, null);
  }

  /** What of it stays the same over time. */
  public Identity identity() {
    return new Identity(check, vcenter, object, part);
  }

  /** What makes it the same finding in another audit. */
  public record Identity(String check, String vcenter, String object, String part) {}
}
