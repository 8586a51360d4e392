// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.secret;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;

/** A file that holds one secret and nothing else, in UTF-8. */
public record SecretFile(Path file) implements SecretPlace {
  /** All of it but new lines at its end, with which editors end a file. */
  @Override
  public char[] read() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    try {
      CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      int length = decoded.length();
      while (length > 0
          && (decoded.charAt(length - 1) == '\n' || decoded.charAt(length - 1) == '\r')) {
        length--;
      }
      char[] chars = new char[length];
      decoded.get(chars, 0, length);
      return chars;
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  @Override
  public Instant writtenAt() throws IOException {
    return Files.getLastModifiedTime(file).toInstant();
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
