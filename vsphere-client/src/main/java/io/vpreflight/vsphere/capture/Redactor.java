// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.capture;

import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.inventory.MoRef;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces in an inventory whatever names a company, its machines and its people by pseudonyms, so
 * that it can be given to somebody who helps. Equal names get equal pseudonyms, in all inventories
 * of one redactor, so that duplicates stay duplicates; addresses keep their class and paths their
 * structure. Versions, times, sizes, device labels, extension keys and the marks of products stay.
 * Not safe for several threads.
 */
public final class Redactor {
  private static final Map<String, Rule> RULES = rules();

  private final Words words;
  private final IdentityHashMap<Shape.Component, Rule> ofValues = new IdentityHashMap<>();
  private final IdentityHashMap<Shape.Component, Rule> ofKeys = new IdentityHashMap<>();

  /**
   * Uses a key of its own, which is kept nowhere: nobody can tell the pseudonyms of two redactors
   * from each other.
   */
  public Redactor() {
    this(randomKey(), List.of());
  }

  /**
   * Uses that key, so that captures of different days can be compared.
   *
   * @param key secret, at least 16 bytes
   * @param marks what else is kept of snapshot names, notes and custom values: marks of products
   */
  public Redactor(byte[] key, Collection<Pattern> marks) {
    words = new Words(key, marks);
  }

  /** The same inventory under other names. */
  public Inventory redact(Inventory inventory) {
    return (Inventory) record(inventory);
  }

  /** The rule for a component, or for the keys of one that is a map; null when there is none. */
  static @Nullable Rule rule(Shape.Component component, boolean keys) {
    return RULES.get(component + (keys ? "#key" : ""));
  }

  private Object record(Object record) {
    Shape shape = Shape.of(record.getClass());
    @Nullable Object[] values = new Object[shape.components().size()];
    for (Shape.Component component : shape.components()) {
      Object value = component.of(record);
      values[component.index()] =
          value == null ? null : value(component, component.kind(), value, "");
    }
    return shape.create(values);
  }

  private Object value(Shape.Component component, Kind kind, Object value, String field) {
    if (value instanceof String text) {
      return words.replace(ofValue(component), text, field);
    }
    if (value instanceof MoRef ref) {
      return new MoRef(ref.type(), words.moId(ref.moId()));
    }
    if (kind instanceof Kind.Nested) {
      return record(value);
    }
    if (kind instanceof Kind.Items items) {
      return ((List<?>) value)
          .stream().map(each -> value(component, items.element(), each, field)).toList();
    }
    if (kind instanceof Kind.Words) {
      Set<Object> made = new HashSet<>();
      ((Set<?>) value).forEach(each -> made.add(value(component, kind, each, field)));
      return made;
    }
    if (kind instanceof Kind.Dictionary dictionary) {
      Map<Object, Object> made = new HashMap<>();
      Rule ofKey = ofKeys.computeIfAbsent(component, c -> known(rule(c, true)));
      ((Map<?, ?>) value)
          .forEach(
              (key, each) ->
                  made.put(
                      words.replace(ofKey, (String) key, ""),
                      value(component, dictionary.value(), each, (String) key)));
      return made;
    }
    return value;
  }

  private Rule ofValue(Shape.Component component) {
    return ofValues.computeIfAbsent(component, c -> known(rule(c, false)));
  }

  /** What nobody thought of is replaced. */
  private static Rule known(@Nullable Rule rule) {
    return rule == null ? Rule.NAME : rule;
  }

  private static byte[] randomKey() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return key;
  }

  private static Map<String, Rule> rules() {
    Map<String, Rule> rules = new HashMap<>();
    InputStream in =
        Objects.requireNonNull(Redactor.class.getResourceAsStream("redaction-rules.txt"));
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isEmpty() && !line.startsWith("#")) {
          String[] words = line.split(" ", -1);
          rules.put(words[0], Rule.valueOf(words[1]));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.copyOf(rules);
  }
}
