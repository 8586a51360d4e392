// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.FileProblem;
import io.vpreflight.vsphere.VSphereException.BadFile;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The files of a dump, in a folder or in a zip, read one by one into memory; nothing is ever
 * written. Safe for several threads.
 */
abstract class DumpSource implements Closeable {
  /** Files in all; a dump of 100,000 virtual machines has fewer. */
  static final int MOST_FILES = 250_000;

  /** Bytes of one file; that of a virtual machine has about 24 KB. */
  static final long LARGEST_FILE = 64L << 20;

  /** Bytes in all; a dump of 100,000 virtual machines has a tenth of that. */
  static final long LARGEST = 32L << 30;

  private static final int CHUNK = 16 << 10;

  private final Path path;
  private final AtomicLong bytes = new AtomicLong();

  DumpSource(Path path) {
    this.path = path;
  }

  /**
   * One file.
   *
   * @param name path inside the dump, with slashes
   * @param modified when it was written, as far as the file system or the zip tells
   * @param size bytes
   */
  record Entry(String name, Instant modified, long size) {}

  /**
   * Opens a folder or a zip.
   *
   * @throws BadFile when it is neither, cannot be read, or is not safe to read
   */
  static DumpSource open(Path path) {
    if (!Files.exists(path)) {
      throw new BadFile(FileProblem.MISSING, path.toString(), "", "no such file or folder", null);
    }
    return Files.isDirectory(path) ? new FolderSource(path) : new ZipSource(path);
  }

  /** All regular files, by name. */
  abstract List<Entry> entries();

  /** Opens one of them. */
  abstract InputStream open(Entry entry) throws IOException;

  /** The most bytes that an entry may give. */
  abstract long limit(Entry entry);

  /** Bytes read so far. */
  long bytes() {
    return bytes.get();
  }

  /**
   * Reads one of them.
   *
   * @throws IOException when it cannot be read
   * @throws BadFile when it gives more than it may
   */
  byte[] read(Entry entry) throws IOException {
    long limit = limit(entry);
    ByteArrayOutputStream content =
        new ByteArrayOutputStream((int) Math.min(Math.max(entry.size(), 32), 1 << 20));
    try (InputStream in = open(entry)) {
      byte[] chunk = new byte[CHUNK];
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        content.write(chunk, 0, n);
        if (content.size() > limit) {
          throw tooLarge(entry.name(), "more than " + limit + " bytes");
        }
      }
    }
    if (bytes.addAndGet(content.size()) > LARGEST) {
      throw tooLarge("", "more than " + LARGEST + " bytes in all");
    }
    return content.toByteArray();
  }

  String file() {
    return path.toString();
  }

  BadFile tooLarge(String place, String detail) {
    return new BadFile(FileProblem.TOO_LARGE, file(), place, detail, null);
  }

  BadFile unsafe(String place, String detail) {
    return new BadFile(FileProblem.UNSAFE, file(), place, detail, null);
  }

  BadFile unreadable(IOException e) {
    return new BadFile(FileProblem.UNREADABLE, file(), "", String.valueOf(e.getMessage()), e);
  }
}
