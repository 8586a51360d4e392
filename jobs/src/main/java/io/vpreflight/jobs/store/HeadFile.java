// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import io.vpreflight.jobs.check.Text;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The file of the head: beside the database of one folder, or what a node has seen of a journal
 * that others write, too.
 */
final class HeadFile {
  private final Path folder;
  private final Path file;
  private final @Nullable Long atMost;

  private HeadFile(Path folder, Path file, @Nullable Long atMost) {
    this.folder = folder;
    this.file = file;
    this.atMost = atMost;
  }

  /** That of a store that nobody else writes. */
  static HeadFile owned(Path folder) {
    return new HeadFile(folder, in(folder), null);
  }

  /** That of a copy, whose journal may have come that far while it was copied. */
  static HeadFile copied(Path folder, long atMost) {
    return new HeadFile(folder, in(folder), atMost);
  }

  /** That of a node: others may have come further, and a new node has seen nothing yet. */
  static HeadFile seen(Path folder) {
    return new HeadFile(folder, seenIn(folder), Long.MAX_VALUE);
  }

  /** Where the file of that folder is. */
  static Path in(Path folder) {
    return folder.resolve("store.head");
  }

  /** Where a node keeps what it has seen of a journal in PostgreSQL. */
  static Path seenIn(Path folder) {
    return folder.resolve("postgresql.head");
  }

  /** The folder of the store. */
  Path folder() {
    return folder;
  }

  /** A check against the head that is in the file now. */
  JournalCheck check() {
    Head head = readFile(file);
    if (isShared() && !Files.exists(file)) {
      head = Head.NONE;
    }
    long further = atMost == null ? 0 : atMost;
    return new JournalCheck(head, head == null ? 0 : Math.max(head.number() + 1, further));
  }

  /** The head in that folder; null when there is none that can be understood. */
  static @Nullable Head read(Path folder) {
    return readFile(in(folder));
  }

  private static @Nullable Head readFile(Path file) {
    try {
      return Files.exists(file) ? Head.read(file).orElse(null) : null;
    } catch (IOException e) {
      throw new StoreException(
          StoreException.Kind.FOLDER,
          Text.of("store.read", file.toString(), Database.reason(e)),
          e);
    }
  }

  /**
   * Writes the head of a line that was just appended. A thread that is interrupted meanwhile has
   * its file closed by Java; the same place is then written once more.
   */
  void write(Head head) {
    if (isSeen(head)) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      try {
        head.write(file);
      } catch (ClosedByInterruptException e) {
        interrupted = Thread.interrupted();
        head.write(file);
      }
    } catch (IOException e) {
      throw failed(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Makes the file whole again: a crash may have kept it from being written, or torn it. */
  void settle(Head head) {
    if (isSeen(head)) {
      return;
    }
    try {
      head.create(file);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** True when another process of this node was quicker. */
  private boolean isSeen(Head head) {
    Head there = isShared() ? readFile(file) : null;
    return there != null && there.number() >= head.number();
  }

  /** True when others write the journal, too. */
  boolean isShared() {
    return file.equals(seenIn(folder));
  }

  private StoreException failed(IOException e) {
    return new StoreException(
        StoreException.Kind.WRITE, Text.of("store.write", file.toString(), Database.reason(e)), e);
  }
}
