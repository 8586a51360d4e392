// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of a method.
 *
 * @param method its name
 * @param target what it is called on, {@code _this}; it exists
 * @param body the element of the method with its arguments, {@code _this} among them
 * @param caller who calls
 * @param operationId that header of the SOAP request; empty when there is none
 * @param world what it reads or changes; its lock is held
 */
public record Call(
    String method, Ref target, Element body, Caller caller, String operationId, World world) {

  /** The object it is called on. */
  public ManagedObject object() {
    return world.get(target);
  }

  /** An argument; null when it was not given. */
  public @Nullable Element argument(String name) {
    return body.child(name);
  }

  /** All elements of an argument that is an array. */
  public List<Element> arguments(String name) {
    return body.children(name);
  }

  /**
   * An argument that must be there.
   *
   * @throws Fault {@code InvalidRequest}
   */
  public Element required(String name) {
    Element found = body.child(name);
    if (found == null) {
      throw Fault.invalidRequest("Required parameter " + name + " is missing");
    }
    return found;
  }

  /** The text of an argument that must be there. */
  public String text(String name) {
    return required(name).text();
  }

  /** The reference in an argument that must be there. */
  public Ref ref(String name) {
    Ref ref = required(name).ref();
    if (ref == null) {
      throw Fault.invalidRequest("Parameter " + name + " is not a reference");
    }
    return ref;
  }

  /** True only when that argument was given and says so. */
  public boolean isTrue(String name) {
    return body.isTrue(name);
  }
}
