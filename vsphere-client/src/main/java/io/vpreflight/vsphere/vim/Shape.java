// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a data object is made of: its public fields in the order of the schema, those of the base
 * class first. Made once for each class; safe for several threads.
 *
 * @param constructor makes an empty one
 * @param fields by their name, which is that of the element
 */
record Shape(Constructor<?> constructor, Map<String, Field> fields) {
  /** Of all data objects, and never on the wire: the reader keeps a name in one of them. */
  private static final Set<String> OURS = Set.of("dynamicType", "dynamicProperty");

  private static final ClassValue<Shape> SHAPES =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          return make(type);
        }
      };

  /** The shape of a class of vim25. */
  static Shape of(Class<?> type) {
    return SHAPES.get(type);
  }

  /** A new one, with nothing in it. */
  Object create() {
    try {
      return constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make " + constructor, e);
    }
  }

  /** The value of a field. */
  static @Nullable Object get(Field field, Object owner) {
    try {
      return field.get(owner);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("cannot read " + field, e);
    }
  }

  /** Sets a field. */
  static void set(Field field, Object owner, Object value) {
    try {
      field.set(owner, value);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("cannot set " + field, e);
    }
  }

  private static Shape make(Class<?> type) {
    Deque<Class<?>> hierarchy = new ArrayDeque<>();
    for (Class<?> at = type;
        at != null && at.getPackageName().equals("com.vmware.vim25");
        at = at.getSuperclass()) {
      hierarchy.push(at);
    }
    Map<String, Field> fields = new LinkedHashMap<>();
    for (Class<?> at : hierarchy) {
      for (Field field : at.getDeclaredFields()) {
        int modifiers = field.getModifiers();
        if (Modifier.isPublic(modifiers)
            && !Modifier.isStatic(modifiers)
            && !OURS.contains(field.getName())) {
          fields.put(field.getName(), field);
        }
      }
    }
    try {
      return new Shape(type.getConstructor(), fields);
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException("not a data object: " + type.getName(), e);
    }
  }
}
