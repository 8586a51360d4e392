// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.capture;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.util.function.LongSupplier;

/**
 * Stops a text that grows out of almost nothing, and strings longer than any that a server sends,
 * before they take up memory.
 */
final class CaptureLimits extends FilterReader {
  /** How far an honest capture is packed: about thirty times at most. */
  static final int MOST_INFLATED = 200;

  /** Characters of one string, as written. */
  static final int LONGEST_STRING = 8 << 20;

  private static final long ALWAYS_ALLOWED = 8 << 20;

  private final LongSupplier packedBytes;
  private long characters;
  private int run;
  private boolean inString;
  private boolean escaped;

  /**
   * Watches a JSON text.
   *
   * @param packedBytes how many bytes of the file have been read so far
   */
  CaptureLimits(Reader in, LongSupplier packedBytes) {
    super(in);
    this.packedBytes = packedBytes;
  }

  /** Too much of something. */
  static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    TooLarge(String message) {
      super(message);
    }
  }

  @Override
  public int read() throws IOException {
    char[] one = new char[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    int n = in.read(buffer, offset, length);
    if (n > 0) {
      characters += n;
      if (characters > Math.max(ALWAYS_ALLOWED, MOST_INFLATED * packedBytes.getAsLong())) {
        throw new TooLarge("inflates more than " + MOST_INFLATED + " times");
      }
      watch(buffer, offset, offset + n);
    }
    return n;
  }

  private void watch(char[] buffer, int from, int to) throws TooLarge {
    for (int i = from; i < to; i++) {
      char c = buffer[i];
      if (!inString) {
        inString = c == '"';
        run = 0;
      } else if (escaped) {
        escaped = false;
      } else if (c == '\\') {
        escaped = true;
      } else if (c == '"') {
        inString = false;
      } else if (++run > LONGEST_STRING) {
        throw new TooLarge("a string longer than " + LONGEST_STRING);
      }
    }
  }
}
