// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.model;

import org.jspecify.annotations.Nullable;

/**
 * A method that the simulator offers.
 *
 * @param name as in vim25, such as {@code ReconfigVM_Task}
 * @param target type of what it is called on, or a type that this extends; empty for any
 * @param mutation true when it is written into the log of mutations
 * @param privilege needed on the object it is called on; null when the handler asks by itself, or
 *     nothing is needed
 * @param since first version of the API that has it, such as {@code 6.7}
 * @param handler what it does
 */
public record Method(
    String name,
    String target,
    boolean mutation,
    @Nullable String privilege,
    String since,
    Handler handler) {

  /** One that only reads, or only changes what belongs to the session of the caller. */
  public static Method read(String name, String target, Handler handler) {
    return new Method(name, target, false, null, "6.0", handler);
  }

  /** One that changes the world. */
  public static Method mutation(
      String name, String target, @Nullable String privilege, Handler handler) {
    return new Method(name, target, true, privilege, "6.0", handler);
  }

  /** The same, offered from that version of the API on. */
  public Method since(String version) {
    return new Method(name, target, mutation, privilege, version, handler);
  }
}
