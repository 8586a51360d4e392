// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.testing;

import io.vpreflight.jobs.store.PostgresServer;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StorePlace;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The databases that a store can be in; a test that has one as its parameter runs on each. */
public enum AStore {
  H2,
  POSTGRESQL;

  private static final Map<Path, PostgresServer> SCHEMAS = new ConcurrentHashMap<>();

  /** The same place for the same folder, and another one for another folder. */
  public StorePlace place(Path folder) {
    return this == H2
        ? StorePlace.in(folder)
        : new StorePlace(folder, SCHEMAS.computeIfAbsent(folder, one -> PostgresOfTests.schema()));
  }

  /** Opens the store of that place to change it. */
  public Store open(Path folder) {
    return Store.open(place(folder), "test");
  }
}
