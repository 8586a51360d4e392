// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import com.vmware.vim25.DynamicData;
import com.vmware.vim25.DynamicProperty;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.MethodFault;
import java.util.Calendar;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the vim25 class that a name on the wire means: data objects, faults, enumerations and
 * references, and nothing else of what the library holds. Safe for several threads.
 */
final class VimTypes {
  private static final String PACKAGE = "com.vmware.vim25.";
  private static final String ARRAY = "ArrayOf";
  // A hostile server could name a new type in every element; what is beyond is looked up anew.
  private static final int MOST = 2_000;

  /** What XML Schema calls them, and what the signatures of the library call them. */
  private static final Map<String, Class<?>> BASIC =
      Map.ofEntries(
          Map.entry("string", String.class),
          Map.entry("String", String.class),
          Map.entry("anyURI", String.class),
          Map.entry("boolean", boolean.class),
          Map.entry("byte", byte.class),
          Map.entry("short", short.class),
          Map.entry("int", int.class),
          Map.entry("long", long.class),
          Map.entry("float", float.class),
          Map.entry("double", double.class),
          Map.entry("dateTime", Calendar.class),
          Map.entry("Calendar", Calendar.class),
          Map.entry("anyType", Object.class),
          Map.entry("Object", Object.class));

  /** Arrays of basic types have names of their own. */
  private static final Map<String, Class<?>> BASIC_ARRAYS =
      Map.ofEntries(
          Map.entry("ArrayOfString", String.class),
          Map.entry("ArrayOfAnyURI", String.class),
          Map.entry("ArrayOfBoolean", boolean.class),
          Map.entry("ArrayOfByte", byte.class),
          Map.entry("ArrayOfShort", short.class),
          Map.entry("ArrayOfInt", int.class),
          Map.entry("ArrayOfLong", long.class),
          Map.entry("ArrayOfFloat", float.class),
          Map.entry("ArrayOfDouble", double.class),
          Map.entry("ArrayOfAnyType", Object.class));

  private static final Map<String, Class<?>> FOUND = new ConcurrentHashMap<>();

  private VimTypes() {}

  /** The class of a value with that {@code xsi:type}; an array for {@code ArrayOf}; or null. */
  static @Nullable Class<?> named(String name) {
    Class<?> basic = BASIC.get(name);
    if (basic != null) {
      return basic;
    }
    if (name.startsWith(ARRAY)) {
      Class<?> item = BASIC_ARRAYS.get(name);
      if (item == null) {
        item = vim(name.substring(ARRAY.length()));
      }
      return item == null ? null : item.arrayType();
    }
    return vim(name);
  }

  /**
   * The class that a signature of the library means, such as {@code Event[]}.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Class<?> signature(String name) {
    boolean array = name.endsWith("[]");
    String item = array ? name.substring(0, name.length() - 2) : name;
    Class<?> found = BASIC.get(item);
    if (found == null) {
      found = vim(item);
    }
    if (found == null) {
      throw new IllegalArgumentException("not a type of vim25: " + name);
    }
    return array ? found.arrayType() : found;
  }

  /** The class of a data object, a fault, an enumeration or a reference, or null. */
  static @Nullable Class<?> vim(String name) {
    Class<?> found = FOUND.get(name);
    if (found == null) {
      found = load(name);
      if (FOUND.size() < MOST) {
        FOUND.put(name, found);
      }
    }
    return found == Unknown.class ? null : found;
  }

  private static Class<?> load(String name) {
    if (!isName(name)) {
      return Unknown.class;
    }
    try {
      Class<?> type = Class.forName(PACKAGE + name, false, DynamicData.class.getClassLoader());
      return isValue(type) ? type : Unknown.class;
    } catch (ClassNotFoundException | LinkageError e) {
      return Unknown.class;
    }
  }

  private static boolean isValue(Class<?> type) {
    return DynamicData.class.isAssignableFrom(type)
        || MethodFault.class.isAssignableFrom(type)
        || type == ManagedObjectReference.class
        || type == DynamicProperty.class
        || type.isEnum();
  }

  private static boolean isName(String name) {
    if (name.isEmpty() || name.length() > 120) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
      if (!letter && !(c >= '0' && c <= '9')) {
        return false;
      }
    }
    return true;
  }

  /** Stands for names that mean nothing. */
  private static final class Unknown {}
}
