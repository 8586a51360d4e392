// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import java.util.List;
import java.util.Optional;

/** The plans and their approvals. Safe for several threads. */
public interface Plans {
  /**
   * Keeps a plan; durable when this returns. Saving the same digest again changes nothing.
   *
   * @throws StoreException when the store cannot be written
   */
  void save(StoredPlan plan);

  /**
   * The plan of that digest, or of the only digest that begins so.
   *
   * @param digestOrPrefix lower case hexadecimal digits; anything else is found nowhere
   * @throws StoreException when several begin so ({@link StoreException.Kind#AMBIGUOUS})
   */
  Optional<StoredPlan> find(String digestOrPrefix);

  /** Every plan, newest first. */
  List<StoredPlan> list();

  /**
   * Moves a plan from one state to another; durable when this returns true.
   *
   * @return false when it is not in the expected state, or not there
   * @throws StoreException when the store cannot be written
   */
  boolean change(String digest, String expectedState, String newState);

  /**
   * Keeps an approval; durable when this returns true. A plan has one approval at most.
   *
   * @return false when the plan has one already, or is not there
   * @throws StoreException when the store cannot be written
   */
  boolean saveApproval(Approval approval);

  /**
   * Keeps an approval in place of another one; durable when this returns true.
   *
   * @return false when the plan has not that other one
   * @throws StoreException when the store cannot be written
   */
  boolean replaceApproval(Approval before, Approval approval);

  /** The approval of the plan of that whole digest. */
  Optional<Approval> approval(String digest);
}
