// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ws.Argument;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.soap.SoapWriter;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.Calendar;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes the arguments of a method and the data objects among them. What is null is left out; what
 * the schema does not tell is told by {@code xsi:type}; everything is escaped by the writer below.
 */
final class VimWriter {
  private static final Map<Class<?>, String> XSD =
      Map.of(
          String.class, "string",
          Boolean.class, "boolean",
          Byte.class, "byte",
          Short.class, "short",
          Integer.class, "int",
          Long.class, "long",
          Float.class, "float",
          Double.class, "double");

  /**
   * Of a {@code VirtualMachineConfigSpec}: optional in the schema, but numbers that cannot be null
   * in the library. Every reconfiguration would set them to zero.
   */
  private static final Set<String> NEVER_NULL =
      Set.of("npivDesiredNodeWwns", "npivDesiredPortWwns");

  private final SoapWriter out;

  VimWriter(SoapWriter out) {
    this.out = out;
  }

  /** Writes them in their order, which is that of the signature. */
  void arguments(Argument @Nullable [] arguments) {
    if (arguments == null) {
      return;
    }
    for (Argument argument : arguments) {
      Object value = argument.getValue();
      if (value != null) {
        value(argument.getName(), value, VimTypes.signature(argument.getType()));
      }
    }
  }

  private void value(String name, Object value, Class<?> declared) {
    Class<?> item = declared.getComponentType();
    if (item != null) {
      items(name, value, item);
    } else if (value instanceof ManagedObjectReference reference) {
      reference(name, reference, declared);
    } else if (value instanceof Calendar at) {
      text(name, "dateTime", at.toInstant().toString(), declared);
    } else if (value instanceof Enum<?> constant) {
      open(name, constant.getDeclaringClass().getSimpleName(), declared == Object.class);
      out.text(constant.name()).close(name);
    } else {
      String basic = XSD.get(value.getClass());
      if (basic != null) {
        text(name, basic, value.toString(), declared);
      } else {
        object(name, value, declared);
      }
    }
  }

  private void items(String name, Object array, Class<?> item) {
    for (int i = 0; i < Array.getLength(array); i++) {
      Object value = Array.get(array, i);
      if (value != null) {
        value(name, value, item);
      }
    }
  }

  private void reference(String name, ManagedObjectReference reference, Class<?> declared) {
    if (reference.type == null || reference.val == null) {
      throw new IllegalArgumentException("a reference without type or moId: " + name);
    }
    MoRef ref = new MoRef(reference.type, reference.val);
    if (declared == Object.class) {
      out.ref(name, "ManagedObjectReference", ref);
    } else {
      out.ref(name, ref);
    }
  }

  private void text(String name, String xsd, String value, Class<?> declared) {
    open(name, "xsd:" + xsd, declared == Object.class);
    out.text(value).close(name);
  }

  private void object(String name, Object object, Class<?> declared) {
    Class<?> type = object.getClass();
    if (VimTypes.vim(type.getSimpleName()) != type) {
      throw new IllegalArgumentException("not a data object of vim25: " + type.getName());
    }
    open(name, type.getSimpleName(), type != declared);
    for (Map.Entry<String, Field> field : Shape.of(type).fields().entrySet()) {
      Object value = Shape.get(field.getValue(), object);
      if (value != null && !isUnset(field.getKey(), value)) {
        value(field.getKey(), value, field.getValue().getType());
      }
    }
    out.close(name);
  }

  private static boolean isUnset(String field, Object value) {
    return NEVER_NULL.contains(field) && value instanceof Number number && number.intValue() == 0;
  }

  private void open(String name, String type, boolean typed) {
    if (typed) {
      out.open(name, type);
    } else {
      out.open(name);
    }
  }
}
