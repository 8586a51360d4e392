// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.capture;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.vpreflight.vsphere.inventory.MoRef;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads records from JSON, one object at a time. A field that the record does not have is skipped;
 * one that it must have and that is not there is an error. For one thread.
 */
final class CaptureReader {
  private static final int WORDS = 8192;
  private static final int LONGEST_WORD = 64;

  private final JsonReader in;
  private final @Nullable String[] words = new String[WORDS];
  private final Map<String, MoRef> refs = new HashMap<>();

  CaptureReader(JsonReader in) {
    this.in = in;
  }

  /** It is JSON, but not what a capture holds there. */
  static final class Unexpected extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unexpected(String message) {
      super(message);
    }
  }

  /** Reads a record of that class. */
  Object record(Class<?> type) throws IOException {
    Shape shape = Shape.of(type);
    @Nullable Object[] values = new Object[shape.components().size()];
    in.beginObject();
    while (in.hasNext()) {
      String name = in.nextName();
      Shape.Component component = shape.component(name);
      if (component == null) {
        in.skipValue();
      } else if (values[component.index()] != null) {
        throw new Unexpected(name + " comes twice");
      } else if (component.nullable() && in.peek() == JsonToken.NULL) {
        in.nextNull();
      } else {
        values[component.index()] = value(component.kind());
      }
    }
    for (Shape.Component component : shape.components()) {
      if (values[component.index()] == null && !component.nullable()) {
        values[component.index()] = empty(component);
      }
    }
    try {
      Object made = shape.create(values);
      in.endObject();
      return made;
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new Unexpected("no " + type.getSimpleName() + ": " + e.getMessage());
    }
  }

  private static Object empty(Shape.Component component) {
    if (component.kind() instanceof Kind.Items) {
      return List.of();
    }
    if (component.kind() instanceof Kind.Words) {
      return Set.of();
    }
    if (component.kind() instanceof Kind.Dictionary) {
      return Map.of();
    }
    throw new Unexpected(component.name() + " is missing");
  }

  private Object value(Kind kind) throws IOException {
    if (kind instanceof Kind.Nested nested) {
      return record(nested.type());
    }
    if (kind instanceof Kind.Items items) {
      List<Object> list = new ArrayList<>();
      in.beginArray();
      while (in.hasNext()) {
        list.add(value(items.element()));
      }
      in.endArray();
      return list;
    }
    if (kind instanceof Kind.Dictionary dictionary) {
      Map<String, Object> map = new HashMap<>();
      in.beginObject();
      while (in.hasNext()) {
        map.put(word(in.nextName()), value(dictionary.value()));
      }
      in.endObject();
      return map;
    }
    if (kind instanceof Kind.Words) {
      Set<String> set = new HashSet<>();
      in.beginArray();
      while (in.hasNext()) {
        set.add(word(in.nextString()));
      }
      in.endArray();
      return set;
    }
    return scalar(((Kind.Scalar) kind).type());
  }

  private Object scalar(Class<?> type) throws IOException {
    if (type == String.class) {
      return word(in.nextString());
    }
    if (type == Integer.class || type == int.class) {
      return in.nextInt();
    }
    if (type == Long.class || type == long.class) {
      return in.nextLong();
    }
    if (type == Boolean.class || type == boolean.class) {
      return in.nextBoolean();
    }
    String text = in.nextString();
    if (type == MoRef.class) {
      return refs.computeIfAbsent(text, CaptureReader::ref);
    }
    try {
      return type == Instant.class
          ? Instant.parse(text)
          : type == Duration.class ? Duration.parse(text) : constant(type, text);
    } catch (DateTimeException e) {
      throw new Unexpected("not a time: " + shortened(text));
    }
  }

  private static MoRef ref(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new Unexpected("not a reference: " + shortened(text));
    }
    return new MoRef(text.substring(0, colon).intern(), text.substring(colon + 1));
  }

  private static Object constant(Class<?> type, String text) {
    for (Object constant : type.getEnumConstants()) {
      if (CaptureWriter.name((Enum<?>) constant).equals(text)) {
        return constant;
      }
    }
    throw new Unexpected("not a " + type.getSimpleName() + ": " + shortened(text));
  }

  /** An inventory repeats the same few thousand words a million times. */
  private String word(String text) {
    if (text.length() > LONGEST_WORD) {
      return text;
    }
    int hash = text.hashCode();
    int slot = (hash ^ (hash >>> 13)) & (WORDS - 1);
    String known = words[slot];
    if (text.equals(known)) {
      return known;
    }
    words[slot] = text;
    return text;
  }

  private static String shortened(String text) {
    return text.length() > 40 ? text.substring(0, 40) : text;
  }
}
