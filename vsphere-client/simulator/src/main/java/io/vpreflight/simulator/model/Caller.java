// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.model;

/** Who calls: a user in a session. */
public interface Caller {
  /** Name of the user; empty before a login. */
  String user();

  /** Key of the session; empty before a login. */
  String session();

  /** True when this user has that privilege on that object. */
  boolean may(String privilege, Ref object);

  /**
   * Refuses who has not that privilege on that object.
   *
   * @throws Fault {@code NoPermission}
   */
  default void require(String privilege, Ref object) {
    if (!may(privilege, object)) {
      throw Fault.noPermission(object, privilege);
    }
  }
}
