// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

/**
 * A finding, or a question that stayed open, as an audit saw it.
 *
 * @param check id of the check; with the next three its identity over time
 * @param vcenter instance UUID
 * @param object type and moId
 * @param part which part of the object; empty for all of it
 * @param name of the object
 * @param severity its label
 */
public record SeenFinding(
    String check, String vcenter, String object, String part, String name, String severity) {
  /** What of it stays the same over time. */
  public Identity identity() {
    return new Identity(check, vcenter, object, part);
  }

  /** What makes it the same finding in another audit. */
  public record Identity(String check, String vcenter, String object, String part) {}
}
