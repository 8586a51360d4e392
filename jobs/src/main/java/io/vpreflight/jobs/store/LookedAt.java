// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import io.vpreflight.jobs.check.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A store as it was at a moment, copied aside, so that looking changes nothing and needs nobody's
 * leave. A database that is written meanwhile can be copied as well: H2 only ever adds to its file,
 * and keeps what it no longer needs for 45 seconds.
 *
 * @param folder of the copy
 * @param atMost how many lines the journal may have in it: it may have grown while it was copied
 */
record LookedAt(Path folder, long atMost) implements AutoCloseable {
  /**
   * Copies the store of that folder.
   *
   * @throws StoreException when there is none, or it cannot be read
   */
  static LookedAt of(Path store) {
    Path aside = null;
    try {
      if (!Files.exists(Database.file(store))) {
        Store.requireInFile(store);
        throw Files.exists(HeadFile.in(store))
            ? Store.missing(store)
            : new StoreException(
                StoreException.Kind.MISSING, Text.of("store.none", store.toString()), null);
      }
      aside = Files.createTempDirectory("vpreflight-");
      if (Files.exists(HeadFile.in(store))) {
        Files.copy(HeadFile.in(store), HeadFile.in(aside));
      }
      Files.copy(Database.file(store), Database.file(aside));
      Head after = HeadFile.read(store);
      LookedAt copy = new LookedAt(aside, after == null ? 0 : after.number() + 1);
      aside = null;
      return copy;
    } catch (IOException e) {
      throw new StoreException(
          StoreException.Kind.FOLDER,
          Text.of("store.read", store.toString(), Database.reason(e)),
          e);
    } finally {
      if (aside != null) {
        Folders.delete(aside);
      }
    }
  }

  @Override
  public void close() {
    Folders.delete(folder);
  }
}
