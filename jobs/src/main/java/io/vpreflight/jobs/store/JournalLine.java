// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

/**
 * A line of the journal with its place in the chain of hashes (see {@code docs/journal.md}).
 *
 * @param entry what it tells
 * @param previousHash hash of the line before, 64 zeros for the first
 * @param hash SHA-256 over the previous hash and the canonical form of the entry, in lower case
 *     hexadecimal digits
 */
public record JournalLine(JournalEntry entry, String previousHash, String hash) {
  /** The time of the entry as it is hashed: UTC, always six digits of a second. */
  public String time() {
    return Canonical.time(entry.at());
  }
}
