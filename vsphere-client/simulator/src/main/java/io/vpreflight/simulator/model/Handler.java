// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.model;

import java.util.List;

/** What a method does. */
@FunctionalInterface
public interface Handler {
  /**
   * Does it, with the lock of the world held.
   *
   * @return one {@code returnval} each, whatever the elements are called; empty for a method that
   *     returns nothing
   * @throws Fault as the answer
   */
  List<Element> handle(Call call);

  /** For a method that returns a reference, such as that of a task. */
  static List<Element> returns(Ref ref) {
    return List.of(Element.of("returnval", ref));
  }

  /** For a method that returns text, a boolean or a number. */
  static List<Element> returns(Object value) {
    return List.of(Element.of("returnval", value));
  }
}
