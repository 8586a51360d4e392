// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check;

import java.util.List;

/**
 * Judges one object at a time. Before it is asked, the engine has seen to it that the object has a
 * role that the check judges, that its values are not stale, and that every required property was
 * collected and is readable; a value may still be unset, which is for the check to say.
 *
 * @param <T> {@code VirtualMachine}, {@code Host}, {@code Cluster}, {@code Datastore}, {@code
 *     Network} or {@code VCenter}
 */
public non-sealed interface ObjectCheck<T> extends Check {
  /** The kind of object. */
  Subject<T> subject();

  /**
   * Judges one object.
   *
   * @param object what is judged
   * @param scene its vCenter
   * @return what is wrong or cannot be known; empty when all is well
   */
  List<Outcome> check(T object, Scene scene);
}
