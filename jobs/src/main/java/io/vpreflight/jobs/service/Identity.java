// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.service;

import io.vpreflight.jobs.repair.plan.RepairPlan;

/**
 * Who asks for something.
 *
 * @param name of the user of the operating system, or {@code token:NAME}, which no user is called
 * @param authenticated true when a token showed who it is; false when the name is only what the
 *     operating system says
 */
public record Identity(String name, boolean authenticated) {
  /** Nobody in particular: where no token is wanted. */
  public static final Identity NOBODY = new Identity("", false);

  /** The service, when nobody asked: no user is called so. */
  public static final Identity ITSELF = new Identity("service:itself", false);

  /** Whoever has this process, and with it whatever its state folder holds. */
  public static Identity ofProcess() {
    return new Identity(System.getProperty("user.name", "?"), false);
  }

  /** Whoever has the token of that name. */
  public static Identity ofToken(String name) {
    return new Identity(RepairPlan.TOKEN + name, true);
  }
}
