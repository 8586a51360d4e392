// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.capture;

import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.inventory.MoRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Inventories that hold something, or nothing, in every component of every record. */
final class Inventories {
  private static final int DEEPEST_OF_ITS_KIND = 2;

  private final int filledTo;
  private final BiFunction<Shape.Component, Integer, String> texts;
  private final BiFunction<Shape.Component, Integer, String> keys;
  private final Deque<Class<?>> within = new ArrayDeque<>();
  private int number;

  private Inventories(
      int filledTo,
      BiFunction<Shape.Component, Integer, String> texts,
      BiFunction<Shape.Component, Integer, String> keys) {
    this.filledTo = filledTo;
    this.texts = texts;
    this.keys = keys;
  }

  /**
   * Every component has a value of its own, every list two elements.
   *
   * @param texts gives the text of a component; the number never comes twice
   * @param keys gives a key of a component that is a map
   */
  static Inventory full(
      BiFunction<Shape.Component, Integer, String> texts,
      BiFunction<Shape.Component, Integer, String> keys) {
    return (Inventory) new Inventories(Integer.MAX_VALUE, texts, keys).record(Inventory.class);
  }

  /** Everything deeper than that many records is null where it may be, empty where it is a list. */
  static Inventory filledTo(int depth) {
    return (Inventory)
        new Inventories(depth, (component, n) -> "", (component, n) -> "").record(Inventory.class);
  }

  private Object record(Class<?> type) {
    within.push(type);
    List<Shape.Component> components = Shape.of(type).components();
    @Nullable Object[] values = new Object[components.size()];
    for (Shape.Component component : components) {
      values[component.index()] = value(component);
    }
    within.pop();
    return Shape.of(type).create(values);
  }

  private @Nullable Object value(Shape.Component component) {
    boolean filled = within.size() <= filledTo && !isTooDeep(component.kind());
    return component.nullable() && !filled ? null : value(component, component.kind(), filled);
  }

  private boolean isTooDeep(Kind kind) {
    Class<?> record =
        kind instanceof Kind.Nested nested
            ? nested.type()
            : kind instanceof Kind.Items items && items.element() instanceof Kind.Nested element
                ? element.type()
                : void.class;
    return within.stream().filter(record::equals).count() >= DEEPEST_OF_ITS_KIND;
  }

  private Object value(Shape.Component component, Kind kind, boolean filled) {
    if (kind instanceof Kind.Nested nested) {
      return record(nested.type());
    }
    if (kind instanceof Kind.Items items) {
      List<Object> list = new ArrayList<>();
      for (int i = 0; filled && i < 2; i++) {
        list.add(value(component, items.element(), true));
      }
      return list;
    }
    if (kind instanceof Kind.Words) {
      Set<String> set = new HashSet<>();
      for (int i = 0; filled && i < 2; i++) {
        set.add(text(component));
      }
      return set;
    }
    if (kind instanceof Kind.Dictionary dictionary) {
      Map<String, Object> map = new HashMap<>();
      for (int i = 0; filled && i < 2; i++) {
        map.put(keys.apply(component, number++), value(component, dictionary.value(), true));
      }
      return map;
    }
    return scalar(component, ((Kind.Scalar) kind).type());
  }

  private Object scalar(Shape.Component component, Class<?> type) {
    number++;
    if (type == String.class) {
      return text(component);
    }
    if (type == MoRef.class) {
      return new MoRef("VirtualMachine", "vm-" + number);
    }
    if (type == Instant.class) {
      return Instant.parse("2026-11-21T12:00:00.000001Z").plusSeconds(number);
    }
    if (type == Duration.class) {
      return Duration.ofMillis(-3_600_001L * number);
    }
    if (type == boolean.class || type == Boolean.class) {
      return filledTo > 10;
    }
    if (type == int.class || type == Integer.class) {
      return number;
    }
    if (type == long.class || type == Long.class) {
      return Long.MAX_VALUE - number;
    }
    Object[] constants = type.getEnumConstants();
    return constants[number % constants.length];
  }

  private String text(Shape.Component component) {
    return texts.apply(component, number++);
  }

  /** Every record class that an inventory is made of. */
  static Set<Class<?>> records() {
    Set<Class<?>> found = new LinkedHashSet<>();
    collect(new Kind.Nested(Inventory.class), found);
    return found;
  }

  private static void collect(Kind kind, Set<Class<?>> found) {
    if (kind instanceof Kind.Nested nested) {
      if (found.add(nested.type())) {
        Shape.of(nested.type()).components().forEach(component -> collect(component.kind(), found));
      }
    } else if (kind instanceof Kind.Items items) {
      collect(items.element(), found);
    } else if (kind instanceof Kind.Dictionary dictionary) {
      collect(dictionary.value(), found);
    }
  }
}
