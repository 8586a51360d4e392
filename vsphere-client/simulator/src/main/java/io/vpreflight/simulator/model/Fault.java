// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.model;

/**
 * A SOAP fault that a method answers with. The world is as it was before, unless said otherwise.
 */
public final class Fault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Element detail;

  /**
   * A fault.
   *
   * @param detail its data with {@code xsi:type}, such as {@code NoPermission}; the name of the
   *     element does not matter
   * @param message text for a person
   */
  public Fault(Element detail, String message) {
    super(message, null, false, false);
    this.detail = detail;
  }

  /** A fault without data of its own, such as {@code TaskInProgress} has. */
  public static Fault of(String type, String message) {
    return new Fault(Element.typed("fault", type), message);
  }

  /** {@code ManagedObjectNotFound}: deleted, or never was. */
  public static Fault notFound(Ref ref) {
    return new Fault(
        Element.typed("fault", "ManagedObjectNotFound").add("obj", ref),
        "The object '" + ref + "' has already been deleted or has not been completely created");
  }

  /** {@code NoPermission} for that privilege on that object. */
  public static Fault noPermission(Ref object, String privilege) {
    return new Fault(
        Element.typed("fault", "NoPermission").add("object", object).add("privilegeId", privilege),
        "Permission to perform this operation was denied.");
  }

  /** {@code InvalidArgument}; vCenter also says {@code InvalidRequest} when it cannot parse. */
  public static Fault invalidArgument(String property) {
    return new Fault(
        Element.typed("fault", "InvalidArgument").add("invalidProperty", property),
        "A specified parameter was not correct: " + property);
  }

  /** {@code InvalidProperty}: an object has no such property. */
  public static Fault invalidProperty(String name) {
    return new Fault(
        Element.typed("fault", "InvalidProperty").add("name", name),
        "There is no such property: " + name);
  }

  /** {@code InvalidRequest}: not understood. */
  public static Fault invalidRequest(String message) {
    return of("InvalidRequest", message);
  }

  /** {@code NotSupported}. */
  public static Fault notSupported() {
    return of("NotSupported", "The operation is not supported on the object.");
  }

  /** {@code xsi:type} of the data. */
  public String type() {
    String type = detail.type();
    return type == null ? "MethodFault" : type;
  }

  /** The data. */
  public Element detail() {
    return detail;
  }
}
