// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VimFault;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapFaults;
import io.vpreflight.vsphere.soap.XmlCursor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code ObjectContent}: in a reply of the property collector and in a file of a dump alike.
 */
final class ObjectContents {
  private final Function<MoRef, @Nullable ObjectBuilder> builders;
  private final SchemaNotes notes;
  private final Consumer<String> given;

  /**
   * Puts what it reads into builders.
   *
   * @param builders the builder of an object, or null when it is not wanted
   */
  ObjectContents(Function<MoRef, @Nullable ObjectBuilder> builders, SchemaNotes notes) {
    this(builders, notes, path -> {});
  }

  /**
   * Puts what it reads into builders.
   *
   * @param given told the path of each property that there is, with a value or without
   */
  ObjectContents(
      Function<MoRef, @Nullable ObjectBuilder> builders,
      SchemaNotes notes,
      Consumer<String> given) {
    this.builders = builders;
    this.notes = notes;
    this.given = given;
  }

  /**
   * Reads one object; the cursor stands on the element that holds it.
   *
   * @return its reference, or null when there was none
   * @throws Fault NotAuthenticated when that is why properties are missing: a dead session must
   *     never look like an empty vCenter
   */
  @Nullable MoRef read(XmlCursor cursor) {
    MoRef ref = null;
    ObjectBuilder builder = null;
    int here = cursor.enter();
    while (cursor.next(here)) {
      switch (cursor.name()) {
        case "obj" -> {
          ref = cursor.moRef();
          builder = ref == null ? null : builders.apply(ref);
        }
        case "propSet" -> {
          if (builder != null) {
            property(builder, cursor);
          }
        }
        case "missingSet" -> {
          if (builder != null) {
            missing(builder, cursor);
          }
        }
        default -> {}
      }
    }
    return ref;
  }

  /** An unset property may come as a name without a value. */
  private void property(ObjectBuilder builder, XmlCursor cursor) {
    String path = "";
    int here = cursor.enter();
    while (cursor.next(here)) {
      switch (cursor.name()) {
        case "name" -> {
          path = cursor.word();
          given.accept(path);
        }
        case "val" -> {
          builder.given(path);
          builder.read(path, cursor);
        }
        default -> notes.unknown("DynamicProperty", cursor.name());
      }
    }
  }

  private static void missing(ObjectBuilder builder, XmlCursor cursor) {
    String path = "";
    VimFault fault = null;
    int here = cursor.enter();
    while (cursor.next(here)) {
      switch (cursor.name()) {
        case "path" -> path = cursor.word();
        case "fault" -> fault = SoapFaults.localizedFault(cursor);
        default -> {}
      }
    }
    String faultClass = fault == null ? "MethodFault" : fault.faultClass();
    if (fault != null && faultClass.equals("NotAuthenticated")) {
      throw new Fault("RetrievePropertiesEx", fault, builder.ref, path);
    }
    // An element that an array does not have is absent, not unreadable.
    if (!(path.endsWith("]") && faultClass.equals("InvalidProperty"))) {
      builder.missing(path, faultClass);
    }
  }
}
