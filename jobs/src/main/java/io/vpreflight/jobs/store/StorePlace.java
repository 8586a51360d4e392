// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a store is.
 *
 * @param folder all of it; with a server, what this node keeps for itself
 * @param server null for a store in a file of the folder, which one process has at a time
 */
public record StorePlace(Path folder, @Nullable PostgresServer server) {
  /** A store in a file of that folder. */
  public static StorePlace in(Path folder) {
    return new StorePlace(folder, null);
  }

  /** True when several nodes may use it at once. */
  public boolean isShared() {
    return server != null;
  }
}
