// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Wishes to stop, which anybody who may write the store can make while another process repairs.
 * That one reads them before each step, and writes what comes of them into the journal. Safe for
 * several threads and processes.
 */
public interface CancelRequests {
  /**
   * Asks that an operation stops; a second wish replaces the first. Durable when this returns.
   *
   * @throws StoreException when it cannot be written
   * @throws IllegalArgumentException when that can be no operation
   */
  void ask(CancelRequest request);

  /**
   * The wish about that operation. One that cannot be understood is a wish all the same.
   *
   * @throws StoreException when it is there and cannot be read
   */
  Optional<CancelRequest> find(String operationId);

  /** Forgets the wish, when the journal tells of it. */
  void forget(String operationId);

  /** That name, which can be one of an operation or of a plan. */
  static String checked(String operationId) {
    if (!Pattern.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,99}", operationId)) {
      throw new IllegalArgumentException("not an operation: " + operationId);
    }
    return operationId;
  }
}
