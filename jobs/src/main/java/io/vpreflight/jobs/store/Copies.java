// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Copies of a store, made before something is done to it that a fault could spoil. */
final class Copies {
  /** The time in a name. */
  static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private Copies() {}

  /**
   * Copies the closed store of a folder into {@code copies/}, on the disk when this returns.
   *
   * @return the folder of the copy, which is a store of its own
   */
  static Path make(Path folder, String version, Instant now) throws IOException {
    Path copies = folder.resolve("copies");
    Folders.make(copies);
    Path copy = copies.resolve("version-" + version + "-" + NAME.format(now));
    Folders.make(copy);
    Folders.copy(Database.file(folder), Database.file(copy));
    Folders.copy(HeadFile.in(folder), HeadFile.in(copy));
    Folders.sync(copy);
    return copy;
  }
}
