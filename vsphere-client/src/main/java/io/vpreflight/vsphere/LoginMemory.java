// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere;

import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what became of logins for longer than a process lives, so that a wrong password is not
 * tried anew after each start. It is never given a secret. Safe for several threads.
 */
public interface LoginMemory {
  /** What became of a login. */
  enum Outcome {
    /**
     * It is on its way, or nobody lived to say how it ended, or somebody wishes that it is no
     * longer held against the secret: it counts for as long as a vCenter counts, and then no more.
     */
    OPEN,
    /** The vCenter did not accept the name and the secret. */
    REFUSED,
    /** The vCenter accepted a secret that another one, or the same one before, had refused. */
    ACCEPTED
  }

  /**
   * One login.
   *
   * @param id by chance
   * @param server where, as {@code host:port}
   * @param at by our clock
   * @param digest slow and salted, of the secret; null while nothing is known against it, so that
   *     no digest of a secret that is right is kept
   */
  record Tried(String id, String server, Outcome outcome, Instant at, @Nullable String digest) {}

  /**
   * Replaces what is kept of an account, in one step: whoever does the same at the same time, in
   * this process or in another, does it before or after.
   *
   * @param account its name in lower case
   * @param next gets what is kept, in no particular order, and gives what shall be; may be asked
   *     several times, and may take a second
   * @return what is kept from now on
   * @throws Unusable when it cannot be read or written; it is as it was then
   */
  List<Tried> replace(String account, UnaryOperator<List<Tried>> next);

  /** What is kept cannot be read or written. */
  final class Unusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String place;
    private final String reason;

    /** Where, and why, in the words of whatever failed. */
    public Unusable(String place, String reason, @Nullable Throwable cause) {
      super(place + ": " + reason, cause);
      this.place = place;
      this.reason = reason;
    }

    /** A file, or a database. */
    public String place() {
      return place;
    }

    /** Why, in the words of whatever failed. */
    public String reason() {
      return reason;
    }
  }
}
