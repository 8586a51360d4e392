// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.soap;

import java.util.HashMap;
import java.util.Map;

/**
 * Gives one object for equal ones: an inventory repeats the same few hundred words, references and
 * devices a million times. Direct-mapped tables, so that they never grow; what is unlucky is merely
 * made twice. Not safe for several threads.
 */
final class Pool {
  private static final int SIZE = 4096;
  private static final int LONGEST = 128;

  private final String[] table = new String[SIZE];
  private final Object[] objects = new Object[SIZE];
  private final Map<String, String> locals = new HashMap<>();

  /** An equal object that was given before, if we still have it, else this one. */
  @SuppressWarnings("unchecked") // equal, and of the same class
  <T> T same(T value) {
    int hash = value.hashCode();
    int slot = (hash ^ (hash >>> 12)) & (SIZE - 1);
    Object known = objects[slot];
    if (known != null && known.getClass() == value.getClass() && known.equals(value)) {
      return (T) known;
    }
    objects[slot] = value;
    return value;
  }

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

  /** The name without its prefix: types come with one, and are few. */
  String local(String name) {
    int colon = name.indexOf(':');
    if (colon < 0) {
      return same(name);
    }
    String known = locals.get(name);
    if (known == null) {
      known = name.substring(colon + 1);
      if (locals.size() < SIZE) {
        locals.put(name, known);
      }
    }
    return known;
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
