// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import io.vpreflight.vsphere.LoginMemory;
import java.util.List;

/** What became of the logins of the service, for all of its nodes. Safe for several threads. */
public interface KeptLogins extends LoginMemory {
  /**
   * An account whose secret was refused.
   *
   * @param account its name in lower case
   * @param servers which refused it, as {@code host:port}, in order
   */
  record Refused(String account, List<String> servers) {}

  /** Those of which a secret was refused, by name. */
  List<Refused> refused();

  /**
   * Holds nothing against any secret any more but for as long as a vCenter does: somebody says that
   * they are right now.
   *
   * @return for which there was something, by name
   * @throws StoreException when the store cannot be written
   */
  List<Refused> tryAgain();
}
