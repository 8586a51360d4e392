// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report;

import com.google.gson.stream.JsonWriter;
import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.vsphere.inventory.Coverage;
import io.vpreflight.vsphere.inventory.ObjectRef;
import io.vpreflight.vsphere.inventory.VimConstant;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Shapes that occur in several places of what is written as JSON. */
public final class JsonParts {
  private JsonParts() {}

  /** A member that is an object of a vCenter. */
  static void object(JsonWriter json, String name, ObjectRef object) throws IOException {
    object(json.name(name), object);
  }

  /** An object of a vCenter. */
  public static void object(JsonWriter json, ObjectRef object) throws IOException {
    json.beginObject();
    json.name("vcenter").value(object.vcenter());
    json.name("type").value(object.ref().type());
    json.name("moId").value(object.ref().moId());
    json.name("name").value(object.name());
    json.name("path").value(object.path());
    json.endObject();
  }

  static void evidence(JsonWriter json, String name, Map<String, Object> evidence)
      throws IOException {
    json.name(name).beginObject();
    for (Map.Entry<String, Object> entry : evidence.entrySet()) {
      json.name(entry.getKey());
      evidence(json, entry.getValue());
    }
    json.endObject();
  }

  static void evidence(JsonWriter json, Object value) throws IOException {
    if (value instanceof Number number) {
      json.value(number);
    } else if (value instanceof Boolean flag) {
      json.value(flag);
    } else if (value instanceof List<?> list) {
      json.beginArray();
      for (Object element : list) {
        evidence(json, element == null ? "unset" : element);
      }
      json.endArray();
    } else {
      json.value(value.toString());
    }
  }

  static void counts(JsonWriter json, String name, Map<String, Integer> counts) throws IOException {
    json.name(name).beginObject();
    for (Map.Entry<String, Integer> entry : new TreeMap<>(counts).entrySet()) {
      json.name(entry.getKey()).value(entry.getValue());
    }
    json.endObject();
  }

  static Map<String, Integer> sum(Audit audit, Function<Coverage, Map<String, Integer>> of) {
    Map<String, Integer> all = new TreeMap<>();
    audit
        .estate()
        .scenes()
        .forEach(
            s ->
                of.apply(s.inventory().coverage())
                    .forEach((k, n) -> all.merge(k, n, Integer::sum)));
    return all;
  }

  static @Nullable String vim(@Nullable VimConstant constant) {
    return constant == null ? null : constant.vim();
  }

  /** A constant as files and the keys of texts name it. */
  public static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Writes one element of an array. */
  public interface Element<T> {
    /** Writes it. */
    void write(JsonWriter json, T element) throws IOException;
  }

  /** A member that is an array. */
  public static <T> void array(JsonWriter json, String name, List<T> elements, Element<T> writer)
      throws IOException {
    json.name(name).beginArray();
    for (T element : elements) {
      writer.write(json, element);
    }
    json.endArray();
  }
}
