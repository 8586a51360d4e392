// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * What Java does not tell of a zip: which of its entries is a symbolic link. Reads the central
 * directory (APPNOTE 4.3.12), where Unix file modes are kept.
 *
 * @param entries number of entries; reading stops behind the most that are wanted
 * @param link name of the first symbolic link, or null
 */
record ZipDirectory(int entries, @Nullable String link) {
  private static final int END = 0x06054b50;
  private static final int END_64 = 0x06064b50;
  private static final int LOCATOR_64 = 0x07064b50;
  private static final int HEADER = 0x02014b50;
  private static final int END_SIZE = 22;
  private static final int HEADER_SIZE = 46;
  private static final int LONGEST_COMMENT = 0xffff;
  private static final int UNIX = 3;
  private static final int FILE_TYPE = 0xf000;
  private static final int SYMBOLIC_LINK = 0xa000;
  private static final int MOST_BYTES = 256 << 20;

  static ZipDirectory read(Path file, int mostEntries) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      int tail = (int) Math.min(size, END_SIZE + LONGEST_COMMENT + 20L);
      ByteBuffer end = bytes(channel, size - tail, tail);
      int at = tail - END_SIZE;
      while (at >= 0 && end.getInt(at) != END) {
        at--;
      }
      if (at < 0) {
        throw new ZipException("no end of a central directory");
      }
      long length = end.getInt(at + 12) & 0xffffffffL;
      long offset = end.getInt(at + 16) & 0xffffffffL;
      if (at >= 20 && end.getInt(at - 20) == LOCATOR_64) {
        ByteBuffer end64 = bytes(channel, end.getLong(at - 12), 56);
        if (end64.getInt(0) == END_64) {
          length = end64.getLong(40);
          offset = end64.getLong(48);
        }
      }
      return scan(bytes(channel, offset, length), mostEntries);
    }
  }

  private static ZipDirectory scan(ByteBuffer directory, int mostEntries) throws ZipException {
    int entries = 0;
    int at = 0;
    while (at + HEADER_SIZE <= directory.limit() && entries <= mostEntries) {
      if (directory.getInt(at) != HEADER) {
        throw new ZipException("a damaged central directory");
      }
      entries++;
      int nameLength = directory.getShort(at + 28) & 0xffff;
      int rest = (directory.getShort(at + 30) & 0xffff) + (directory.getShort(at + 32) & 0xffff);
      int madeBy = directory.get(at + 5);
      int mode = directory.getShort(at + 40) & 0xffff;
      if (madeBy == UNIX && (mode & FILE_TYPE) == SYMBOLIC_LINK) {
        byte[] name = new byte[Math.min(nameLength, directory.limit() - at - HEADER_SIZE)];
        directory.get(at + HEADER_SIZE, name);
        return new ZipDirectory(entries, new String(name, StandardCharsets.UTF_8));
      }
      at += HEADER_SIZE + nameLength + rest;
    }
    return new ZipDirectory(entries, null);
  }

  private static ByteBuffer bytes(FileChannel channel, long offset, long length)
      throws IOException {
    if (offset < 0 || length < 0 || length > MOST_BYTES || offset + length > channel.size()) {
      throw new ZipException("a damaged central directory");
    }
    ByteBuffer buffer = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, offset + buffer.position()) < 0) {
        throw new ZipException("cut off");
      }
    }
    return buffer.flip();
  }
}
