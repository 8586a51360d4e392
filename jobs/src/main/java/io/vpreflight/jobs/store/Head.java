// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The last line of the journal, as its number and its hash, kept in a small file beside the
 * database: a database that was cut, or put back from an older copy, no longer fits. Two lines of
 * text, written in turn and each with a sum of its own, so that a write which a power cut tore
 * leaves the other one.
 *
 * @param number number of the last line; 0 when there is none
 * @param hash its hash
 */
record Head(long number, String hash) {
  /** Before the first line. */
  static final Head NONE = new Head(0, Canonical.GENESIS);

  private static final Pattern LINE = Pattern.compile("([0-9]{19}) ([0-9a-f]{64}) ([0-9a-f]{16})");
  private static final int LENGTH = 19 + 1 + 64 + 1 + 16 + 1;

  /**
   * The newest head in the file.
   *
   * @return empty when the file is there and tells nothing
   * @throws java.nio.file.NoSuchFileException when it is not there
   */
  static Optional<Head> read(Path file) throws IOException {
    Optional<Head> newest = Optional.empty();
    for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
      Optional<Head> head = parse(line);
      if (head.isPresent() && (newest.isEmpty() || newest.get().number < head.get().number)) {
        newest = head;
      }
    }
    return newest;
  }

  /** Writes this head over the older of the two; on the disk when this returns. */
  void write(Path file) throws IOException {
    String start = String.format("%019d %s", number, hash);
    String line = start + " " + Canonical.sha256(start).substring(0, 16) + "\n";
    ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      long at = number % 2 * LENGTH;
      while (bytes.hasRemaining()) {
        at += channel.write(bytes, at);
      }
      channel.force(true);
    }
  }

  /** Makes the file of a journal without lines, or anew for one that ends here. */
  void create(Path file) throws IOException {
    String start = String.format("%019d %s", number, hash);
    String line = start + " " + Canonical.sha256(start).substring(0, 16) + "\n";
    // The other place is blank: there is nothing older to fall back on.
    String blank = " ".repeat(LENGTH - 1) + "\n";
    Folders.write(file, number % 2 == 0 ? line + blank : blank + line);
  }

  private static Optional<Head> parse(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String start = matcher.group(1) + " " + matcher.group(2);
    return matcher.group(3).equals(Canonical.sha256(start).substring(0, 16))
        ? Optional.of(new Head(Long.parseLong(matcher.group(1)), matcher.group(2)))
        : Optional.empty();
  }
}
