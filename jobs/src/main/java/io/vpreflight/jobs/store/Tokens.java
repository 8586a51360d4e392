// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import java.util.List;

/** The tokens that are worth something, and those that have expired. Safe for several threads. */
public interface Tokens {
  /**
   * Keeps one; durable when this returns.
   *
   * @return false, and nothing is changed, when there is one of that name
   * @throws StoreException when the store cannot be written
   */
  boolean add(StoredToken token);

  /** All of them, by name. */
  List<StoredToken> list();

  /**
   * Forgets one; it is worth nothing from then on.
   *
   * @return false when there is none of that name
   * @throws StoreException when the store cannot be written
   */
  boolean remove(String name);
}
