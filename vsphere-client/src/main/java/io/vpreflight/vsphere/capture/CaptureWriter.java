// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.capture;

import com.google.gson.stream.JsonWriter;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VimConstant;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes records as JSON: a component that is null is left out, and so is an empty list that is
 * never null. Maps and sets are sorted, so that equal records give equal text. For one thread.
 */
final class CaptureWriter {
  private final JsonWriter out;

  CaptureWriter(JsonWriter out) {
    this.out = out;
  }

  void record(Object record) throws IOException {
    out.beginObject();
    for (Shape.Component component : Shape.of(record.getClass()).components()) {
      Object value = component.of(record);
      if (value != null && (component.nullable() || !isEmpty(value))) {
        out.name(component.name());
        value(component.kind(), value);
      }
    }
    out.endObject();
  }

  private void value(Kind kind, Object value) throws IOException {
    if (kind instanceof Kind.Nested) {
      record(value);
    } else if (kind instanceof Kind.Items items) {
      out.beginArray();
      for (Object each : (List<?>) value) {
        value(items.element(), each);
      }
      out.endArray();
    } else if (kind instanceof Kind.Dictionary dictionary) {
      out.beginObject();
      for (Map.Entry<?, ?> each : new TreeMap<Object, Object>((Map<?, ?>) value).entrySet()) {
        out.name((String) each.getKey());
        value(dictionary.value(), each.getValue());
      }
      out.endObject();
    } else if (kind instanceof Kind.Words) {
      out.beginArray();
      for (Object each : new TreeSet<Object>((Set<?>) value)) {
        out.value((String) each);
      }
      out.endArray();
    } else {
      scalar(value);
    }
  }

  private void scalar(Object value) throws IOException {
    if (value instanceof Boolean flag) {
      out.value(flag.booleanValue());
    } else if (value instanceof Number number) {
      out.value(number.longValue());
    } else {
      out.value(text(value));
    }
  }

  /** How a scalar that is neither number nor boolean is written. */
  static String text(Object value) {
    if (value instanceof MoRef ref) {
      return ref.type() + ":" + ref.moId();
    }
    if (value instanceof Enum<?> constant) {
      return name(constant);
    }
    return value.toString();
  }

  /** The name of a constant in a capture: that of vim25 where there is one. */
  static String name(Enum<?> constant) {
    return constant instanceof VimConstant vim ? vim.vim() : constant.name();
  }

  private static boolean isEmpty(@Nullable Object value) {
    return value instanceof Collection<?> items
        ? items.isEmpty()
        : value instanceof Map<?, ?> map && map.isEmpty();
  }
}
