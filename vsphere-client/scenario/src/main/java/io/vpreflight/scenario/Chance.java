// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;

/**
 * Makes believable values that depend on a seed and a key only, so that adding one object changes
 * no other; immutable.
 */
final class Chance {
  private final long seed;

  Chance(long seed) {
    this.seed = seed;
  }

  /** Returns a seed for a text: FNV-1a over its UTF-8 bytes, the same on every machine. */
  static long seedOf(String text) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    return hash;
  }

  /** Returns a generator for the key; {@link Random} has a specified algorithm. */
  Random random(String key) {
    long mixed = (seed ^ seedOf(key)) * 0x9e3779b97f4a7c15L;
    return new Random(mixed ^ (mixed >>> 32));
  }

  /** Returns a number from {@code low} to {@code high}, both included. */
  int number(String key, int low, int high) {
    return low + random(key).nextInt(high - low + 1);
  }

  /** Returns a version 4 UUID in lower case. */
  String uuid(String key) {
    Random random = random(key);
    long high = (random.nextLong() & 0xffffffffffff0fffL) | 0x4000L;
    long low = (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }

  /** Returns lower case hexadecimal digits. */
  String hex(String key, int digits) {
    Random random = random(key);
    StringBuilder out = new StringBuilder(digits);
    while (out.length() < digits) {
      out.append(Character.forDigit(random.nextInt(16), 16));
    }
    return out.toString();
  }

  /** Returns the UUID part of a changeId: {@code 52 0f .. 1a-66 .. b5}. */
  String trackingUuid(String key) {
    String hex = "52" + hex(key, 30);
    StringBuilder out = new StringBuilder(47);
    for (int i = 0; i < 16; i++) {
      out.append(i == 0 ? "" : i == 8 ? "-" : " ").append(hex, 2 * i, 2 * i + 2);
    }
    return out.toString();
  }

  /** Returns a disk's UUID as VMFS writes it: {@code 6000C29...}. */
  String diskUuid(String key) {
    String hex = "6000c29" + hex(key, 25);
    return String.join(
        "-",
        hex.substring(0, 8).toUpperCase(Locale.ROOT),
        hex.substring(8, 12),
        hex.substring(12, 16),
        hex.substring(16, 20),
        hex.substring(20));
  }
}
