// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.soap;

import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VimFault;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads faults, wherever a reply carries them: as a SOAP fault, in a missing set, in a task. */
public final class SoapFaults {
  private SoapFaults() {}

  /** Reads {@code <Fault>}; the cursor stands on it. */
  static Fault soapFault(String method, XmlCursor cursor) {
    String message = null;
    Detail detail = null;
    int here = cursor.enter();
    while (cursor.next(here)) {
      switch (cursor.name()) {
        case "faultstring" -> message = cursor.text();
        case "detail" -> {
          int inside = cursor.enter();
          while (cursor.next(inside)) {
            detail = detail(cursor, withoutSuffix(cursor.name()));
          }
        }
        default -> {}
      }
    }
    if (detail == null) {
      return new Fault(method, new VimFault("VimFault", List.of(), message), null, null);
    }
    return new Fault(
        method, detail.fault().withMessage(message), detail.object(), detail.property());
  }

  /** Reads a {@code LocalizedMethodFault}, as missing sets and tasks carry it. */
  public static VimFault localizedFault(XmlCursor cursor) {
    String message = null;
    VimFault fault = new VimFault("MethodFault", List.of(), null);
    int here = cursor.enter();
    while (cursor.next(here)) {
      switch (cursor.name()) {
        case "fault" -> fault = detail(cursor, "MethodFault").fault();
        case "localizedMessage" -> message = cursor.text();
        default -> {}
      }
    }
    return fault.withMessage(message);
  }

  private static Detail detail(XmlCursor cursor, String otherwise) {
    String type = cursor.type();
    List<String> keys = new ArrayList<>();
    String message = null;
    MoRef object = null;
    String property = null;
    int here = cursor.enter();
    while (cursor.next(here)) {
      switch (cursor.name()) {
        case "faultMessage" -> {
          int inside = cursor.enter();
          while (cursor.next(inside)) {
            switch (cursor.name()) {
              case "key" -> keys.add(cursor.text());
              case "message" -> message = message == null ? cursor.text() : message;
              default -> {}
            }
          }
        }
        // Of ManagedObjectNotFound, and of TaskInProgress.
        case "obj", "task" -> object = cursor.moRef();
        case "name" -> property = cursor.text();
        default -> {}
      }
    }
    String name = type == null ? otherwise : type;
    return new Detail(new VimFault(name, keys, message), object, property);
  }

  /** Without {@code xsi:type} the element is all there is: InvalidLoginFault means InvalidLogin. */
  private static String withoutSuffix(String element) {
    return element.endsWith("Fault") && element.length() > 5
        ? element.substring(0, element.length() - 5)
        : element;
  }

  private record Detail(VimFault fault, @Nullable MoRef object, @Nullable String property) {}
}
