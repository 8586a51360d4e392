// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import com.vmware.vim25.DynamicData;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.MethodFault;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.XmlCursor;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/**
 * Fills vim25 data objects from a reply. What is newer than our classes does no harm: an unknown
 * field is left out, an unknown constant becomes null, an object of an unknown class becomes one of
 * the class that was declared, with its own name in {@code dynamicType}; all of it is noted,
 * nothing is guessed. How deep a reply may nest is limited by the cursor. Safe for several threads.
 */
final class VimReader {
  private static final TimeZone UTC = TimeZone.getTimeZone(ZoneOffset.UTC);

  private final SchemaNotes notes;

  VimReader(SchemaNotes notes) {
    this.notes = notes;
  }

  /**
   * Reads what a method returns; the cursor stands on {@code <MethodResponse>}.
   *
   * @return null when nothing is returned; an array, be it empty, for an array
   */
  @Nullable Object result(XmlCursor cursor, Class<?> type) {
    Class<?> item = type.getComponentType();
    List<Object> items = new ArrayList<>();
    int here = cursor.enter();
    while (cursor.next(here)) {
      if (cursor.name().equals("returnval")) {
        Object value = value(cursor, item == null ? type : item);
        if (value != null) {
          items.add(value);
        }
      }
    }
    if (item != null) {
      return array(items, item);
    }
    return items.isEmpty() ? null : items.get(0);
  }

  /** Reads the children of an {@code ArrayOf}; the cursor stands on the element that holds them. */
  Object array(XmlCursor cursor, Class<?> item) {
    List<Object> items = new ArrayList<>();
    int here = cursor.enter();
    while (cursor.next(here)) {
      Object value = value(cursor, item);
      if (value != null) {
        items.add(value);
      }
    }
    return array(items, item);
  }

  /**
   * Reads one value; the cursor stands on the element that holds it.
   *
   * @param declared what the schema says it is; {@code Object} when only the reply knows
   * @return null when it cannot be understood
   */
  @Nullable Object value(XmlCursor cursor, Class<?> declared) {
    if (declared == Object.class) {
      return any(cursor);
    }
    if (declared == ManagedObjectReference.class) {
      return reference(cursor);
    }
    if (declared.isEnum()) {
      return constant(cursor, declared);
    }
    if (declared.isPrimitive() || declared.getPackageName().startsWith("java.")) {
      return basic(cursor, declared);
    }
    return object(cursor, declared);
  }

  private @Nullable Object any(XmlCursor cursor) {
    String name = cursor.type();
    Class<?> type = name == null ? String.class : VimTypes.named(name);
    if (type == null) {
      notes.unknown("anyType", String.valueOf(name));
      return null;
    }
    if (type == Object.class) {
      return cursor.text();
    }
    Class<?> item = type.getComponentType();
    return item == null ? value(cursor, type) : array(cursor, item);
  }

  private Object object(XmlCursor cursor, Class<?> declared) {
    String name = cursor.type();
    Class<?> type = declared;
    boolean unknown = false;
    if (name != null && !name.equals(declared.getSimpleName())) {
      Class<?> own = VimTypes.vim(name);
      unknown = own == null || !declared.isAssignableFrom(own);
      if (own != null && !unknown) {
        type = own;
      } else {
        notes.unknown(declared.getSimpleName(), name);
      }
    }
    Object object = fields(cursor, type);
    if (unknown && object instanceof DynamicData data) {
      data.dynamicType = name;
    } else if (unknown && object instanceof MethodFault fault) {
      fault.dynamicType = name;
    }
    return object;
  }

  private Object fields(XmlCursor cursor, Class<?> type) {
    Shape shape = Shape.of(type);
    Object object = shape.create();
    Map<Field, List<Object>> arrays = Map.of();
    int here = cursor.enter();
    while (cursor.next(here)) {
      Field field = shape.fields().get(cursor.name());
      if (field == null) {
        notes.unknown(type.getSimpleName(), cursor.name());
        continue;
      }
      Class<?> item = field.getType().getComponentType();
      Object value = value(cursor, item == null ? field.getType() : item);
      if (value == null) {
        continue;
      }
      if (item == null) {
        Shape.set(field, object, value);
      } else {
        if (arrays.isEmpty()) {
          arrays = new HashMap<>(4);
        }
        arrays.computeIfAbsent(field, f -> new ArrayList<>()).add(value);
      }
    }
    arrays.forEach(
        (field, items) ->
            Shape.set(field, object, array(items, field.getType().getComponentType())));
    return object;
  }

  private @Nullable Object constant(XmlCursor cursor, Class<?> type) {
    String word = cursor.word();
    for (Object candidate : type.getEnumConstants()) {
      if (((Enum<?>) candidate).name().equals(word)) {
        return candidate;
      }
    }
    notes.unknown(type.getSimpleName(), word);
    return null;
  }

  private @Nullable Object basic(XmlCursor cursor, Class<?> type) {
    if (type == String.class) {
      return cursor.word();
    }
    Object value = number(cursor, type);
    if (value == null) {
      notes.unknown(type.getSimpleName(), "unreadable");
    }
    return value;
  }

  private static @Nullable Object number(XmlCursor cursor, Class<?> type) {
    if (type == boolean.class || type == Boolean.class) {
      return cursor.bool();
    }
    if (type == int.class || type == Integer.class) {
      return cursor.integer();
    }
    if (type == long.class || type == Long.class) {
      return cursor.longValue();
    }
    if (type == short.class || type == Short.class) {
      Integer value = cursor.integer();
      return value == null || value != value.shortValue() ? null : (Object) value.shortValue();
    }
    if (type == byte.class || type == Byte.class) {
      Integer value = cursor.integer();
      return value == null || value != value.byteValue() ? null : (Object) value.byteValue();
    }
    if (type == Calendar.class) {
      Instant at = cursor.instant();
      return at == null ? null : calendar(at);
    }
    try {
      if (type == float.class || type == Float.class) {
        return Float.valueOf(cursor.text());
      }
      return Double.valueOf(cursor.text());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable ManagedObjectReference reference(XmlCursor cursor) {
    MoRef ref = cursor.moRef();
    return ref == null ? null : Vim.reference(ref);
  }

  /** That moment, as the library wants it. */
  static Calendar calendar(Instant at) {
    GregorianCalendar calendar = new GregorianCalendar(UTC);
    calendar.setTimeInMillis(at.toEpochMilli());
    return calendar;
  }

  private static Object array(List<Object> items, Class<?> item) {
    Object array = Array.newInstance(item, items.size());
    for (int i = 0; i < items.size(); i++) {
      Array.set(array, i, items.get(i));
    }
    return array;
  }
}
