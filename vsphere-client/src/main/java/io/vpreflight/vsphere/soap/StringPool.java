// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.soap;

/**
 * Gives one string for equal characters: an inventory repeats the same few hundred words a million
 * times. A direct-mapped table, so that it never grows; an unlucky word is merely made twice. Not
 * safe for several threads.
 */
final class StringPool {
  private static final int SIZE = 4096;
  private static final int LONGEST = 128;

  private final String[] table = new String[SIZE];

  /** The characters as a string, the same one for the same characters if we still have it. */
  String get(char[] chars, int length) {
    if (length == 0) {
      return "";
    }
    if (length > LONGEST) {
      return new String(chars, 0, length);
    }
    int hash = 0;
    for (int i = 0; i < length; i++) {
      hash = 31 * hash + chars[i];
    }
    int slot = (hash ^ (hash >>> 12)) & (SIZE - 1);
    String known = table[slot];
    if (known != null && known.length() == length && matches(known, chars)) {
      return known;
    }
    String made = new String(chars, 0, length);
    table[slot] = made;
    return made;
  }

  private static boolean matches(String known, char[] chars) {
    for (int i = 0; i < known.length(); i++) {
      if (known.charAt(i) != chars[i]) {
        return false;
      }
    }
    return true;
  }
}
