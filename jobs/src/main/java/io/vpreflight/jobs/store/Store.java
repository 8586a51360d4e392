// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import java.nio.file.Path;

/**
 * Everything that is kept between two runs: plans, approvals, leases and the journal, in one
 * folder. One process owns it at a time; others may look. Safe for several threads.
 */
@SuppressWarnings("DoNotCallSuggester") // until the next commit fills it
public final class Store implements AutoCloseable {
  private Store() {}

  /**
   * Takes the store of that folder, and makes it when there is none. The whole journal is verified
   * first: nothing can be changed through a store whose journal is not as it was written.
   *
   * @param folder made with access for its owner only
   * @param command what this process was asked to do, shown to whoever finds the store taken
   * @throws StoreException with the way out, when the store cannot be trusted, written or had alone
   */
  public static Store open(Path folder, String command) {
    throw new UnsupportedOperationException(folder + command);
  }

  /**
   * Looks at the store of that folder as it is now, whoever owns it and in whatever state it is;
   * nothing of it is changed. Everything that writes is refused.
   *
   * @throws StoreException when there is no store, or none that can be read
   */
  public static Store look(Path folder) {
    throw new UnsupportedOperationException(folder.toString());
  }

  /** What was done. */
  public Journal journal() {
    throw new UnsupportedOperationException();
  }

  /** Who may work on what. */
  public Leases leases() {
    throw new UnsupportedOperationException();
  }

  /** Plans and approvals. */
  public Plans plans() {
    throw new UnsupportedOperationException();
  }

  /** Gives the store back. */
  @Override
  public void close() {}
}
