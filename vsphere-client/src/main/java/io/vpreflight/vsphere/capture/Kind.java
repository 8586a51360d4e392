// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.capture;

import io.vpreflight.vsphere.inventory.MoRef;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a component of a record holds. */
sealed interface Kind {
  /** A text, number, boolean, time, reference or constant. */
  record Scalar(Class<?> type) implements Kind {}

  /** Another record. */
  record Nested(Class<?> type) implements Kind {}

  /** A list. */
  record Items(Kind element) implements Kind {}

  /** A set of texts. */
  record Words() implements Kind {}

  /** A map from text. */
  record Dictionary(Kind value) implements Kind {}

  /** Scalars that are not constants. */
  Set<Class<?>> SCALARS =
      Set.of(
          String.class,
          Integer.class,
          int.class,
          Long.class,
          long.class,
          Boolean.class,
          boolean.class,
          Instant.class,
          Duration.class,
          MoRef.class);

  /**
   * The kind of a declared type.
   *
   * @throws IllegalArgumentException for one that a capture cannot hold, so that nobody adds such a
   *     component without noticing
   */
  static Kind of(Type type) {
    if (type instanceof Class<?> plain) {
      if (SCALARS.contains(plain) || plain.isEnum()) {
        return new Scalar(plain);
      }
      if (plain.isRecord()) {
        return new Nested(plain);
      }
    }
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      if (generic.getRawType() == List.class) {
        return new Items(of(arguments[0]));
      }
      if (generic.getRawType() == Set.class && arguments[0] == String.class) {
        return new Words();
      }
      if (generic.getRawType() == Map.class && arguments[0] == String.class) {
        return new Dictionary(of(arguments[1]));
      }
    }
    throw new IllegalArgumentException("a capture cannot hold a " + type);
  }
}
