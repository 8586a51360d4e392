// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.capture;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Other words for words: the same ones for the same words under the same key, and no way back
 * without it. Not safe for several threads.
 */
final class Pseudonyms {
  private static final char[] LETTERS = "abcdefghijklmnopqrstuvwxyz234567".toCharArray();
  private static final int NAME_LENGTH = 12;
  private static final int ROUNDS = 6;
  private static final Pattern NOBODY = Pattern.compile("0*|f*");
  private static final Pattern HEX =
      Pattern.compile(
          "[0-9a-f]{8}(-[0-9a-f]{4,12}){2,4}|[0-9a-f]{12,64}|([0-9a-f]{2}[ -]){7,15}[0-9a-f]{2}",
          Pattern.CASE_INSENSITIVE);

  private final Mac mac;
  private final Map<String, String> names = new HashMap<>();

  /** Makes them with a key of at least 16 bytes. */
  Pseudonyms(byte[] key) {
    if (key.length < 16) {
      throw new IllegalArgumentException("a key of at least 16 bytes is needed");
    }
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has HmacSHA256", e);
    }
  }

  /** Another word, such as {@code nq3x7c2ka5bzd}: 60 bits, so that no two are ever the same. */
  String name(String word) {
    return names.computeIfAbsent(word, this::make);
  }

  private String make(String word) {
    byte[] digest = digest("name", word.getBytes(StandardCharsets.UTF_8));
    StringBuilder made = new StringBuilder(NAME_LENGTH + 1).append('n');
    for (int i = 0; i < NAME_LENGTH; i++) {
      made.append(LETTERS[digest[i] & 31]);
    }
    return made.toString();
  }

  /**
   * Other hexadecimal digits in the places of these; what stands between them stays. The same
   * digits give the same, in whatever case and layout they come. Nothing but zeros or F stays too:
   * it names nobody.
   */
  String hex(String text) {
    StringBuilder digits = new StringBuilder(32);
    for (int i = 0; i < text.length(); i++) {
      if (Character.digit(text.charAt(i), 16) >= 0) {
        digits.append(text.charAt(i));
      }
    }
    String known = digits.toString().toLowerCase(Locale.ROOT);
    if (NOBODY.matcher(known).matches()) {
      return text;
    }
    StringBuilder made = new StringBuilder(text);
    byte[] digest = digest("hex", known.getBytes(StandardCharsets.UTF_8));
    for (int i = 0, n = 0; i < text.length(); i++) {
      if (Character.digit(text.charAt(i), 16) >= 0) {
        int nibble = digest[(n / 2) % digest.length] >> (n % 2 == 0 ? 4 : 0);
        made.setCharAt(i, Character.forDigit(nibble & 15, 16));
        n++;
      }
    }
    return made.toString();
  }

  /** True for what {@link #hex} is made for: at least twelve digits, four at a time or more. */
  static boolean isHex(String text) {
    return text.length() >= 12 && HEX.matcher(text).matches();
  }

  /**
   * Another number of as many bits, and never the same for two: a Feistel network.
   *
   * @param bits an even number up to 32
   * @param purpose numbers of another purpose are permuted in another way
   */
  long permute(long number, int bits, String purpose) {
    int half = bits / 2;
    long mask = (1L << half) - 1;
    long left = number >>> half & mask;
    long right = number & mask;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] block = ByteBuffer.allocate(12).putInt(round).putLong(right).array();
      long mixed = left ^ (ByteBuffer.wrap(digest(purpose, block)).getLong() & mask);
      left = right;
      right = mixed;
    }
    return left << half | right;
  }

  /** As many other bytes. */
  byte[] bytes(byte[] content, int length) {
    return java.util.Arrays.copyOf(digest("bytes", content), length);
  }

  private byte[] digest(String purpose, byte[] content) {
    mac.update(purpose.getBytes(StandardCharsets.UTF_8));
    mac.update((byte) 0);
    return mac.doFinal(content);
  }
}
