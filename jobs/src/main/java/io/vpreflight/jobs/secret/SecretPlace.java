// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.secret;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Where a secret is kept. It is read each time that it is needed, so that a new one needs no
 * restart. The text form of a place is for people and never holds the secret. Implementations are
 * safe for several threads.
 */
public interface SecretPlace {
  /**
   * What is there now; the caller may wipe it.
   *
   * @throws IOException when there is nothing that can be read; its message never holds a secret
   */
  char[] read() throws IOException;

  /** The file that holds it: while that is as it was, so is the secret. */
  Path file();

  /**
   * When the secret was put there, as far as anybody knows: never later than the file was written.
   *
   * @throws IOException when nobody can tell
   */
  Instant writtenAt() throws IOException;

  /**
   * The first line, without blanks around it: for secrets that have no more than that.
   *
   * @throws IOException as {@link #read}
   */
  default String line() throws IOException {
    return String.valueOf(read()).lines().findFirst().orElse("").strip();
  }
}
