// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.capture;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The components of a record of the inventory. Found by reflection, once for each class, so that
 * what is written, read and redacted never lags behind the record. Safe for several threads.
 */
final class Shape {
  private static final Map<Class<?>, Shape> KNOWN = new ConcurrentHashMap<>();

  private final List<Component> components = new ArrayList<>();
  private final Map<String, Component> byName = new HashMap<>();
  private final MethodHandle constructor;

  /**
   * One component.
   *
   * @param owner the record
   * @param index its place in the constructor
   * @param name as declared
   * @param kind what it holds
   * @param nullable a null is a value of vCenter's: it has not set the property
   * @param getter takes the record
   */
  record Component(
      Class<?> owner, int index, String name, Kind kind, boolean nullable, MethodHandle getter) {
    /** The value in that record. */
    @Nullable Object of(Object record) {
      try {
        return (Object) getter.invokeExact(record);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(this + " threw", e);
      }
    }

    @Override
    public String toString() {
      return owner.getSimpleName() + "." + name;
    }
  }

  private Shape(Class<?> type) {
    RecordComponent[] declared = type.getRecordComponents();
    Class<?>[] types = new Class<?>[declared.length];
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    try {
      for (int i = 0; i < declared.length; i++) {
        RecordComponent each = declared[i];
        types[i] = each.getType();
        MethodHandle getter =
            lookup
                .unreflect(each.getAccessor())
                .asType(MethodType.methodType(Object.class, Object.class));
        Component component =
            new Component(
                type,
                i,
                each.getName(),
                Kind.of(each.getGenericType()),
                each.getAnnotatedType().isAnnotationPresent(Nullable.class),
                getter);
        components.add(component);
        byName.put(component.name(), component);
      }
      constructor =
          lookup
              .findConstructor(type, MethodType.methodType(void.class, types))
              .asSpreader(Object[].class, types.length)
              .asType(MethodType.methodType(Object.class, Object[].class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("not a public record: " + type, e);
    }
  }

  /** The shape of a record class. */
  static Shape of(Class<?> type) {
    Shape known = KNOWN.get(type);
    if (known == null) {
      known = new Shape(type);
      KNOWN.put(type, known);
    }
    return known;
  }

  /** All components, in the order of the constructor. */
  List<Component> components() {
    return components;
  }

  /** The component of that name, or null. */
  @Nullable Component component(String name) {
    return byName.get(name);
  }

  /**
   * Makes a record.
   *
   * @param values in the order of the constructor
   * @throws RuntimeException whatever the constructor throws
   */
  Object create(@Nullable Object[] values) {
    try {
      return (Object) constructor.invokeExact(values);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
