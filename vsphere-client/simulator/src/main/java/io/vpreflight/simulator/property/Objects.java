// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.property;

import io.vpreflight.simulator.model.ApiVersion;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Fault;
import io.vpreflight.simulator.model.ManagedObject;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.simulator.model.World;
import io.vpreflight.simulator.session.Session;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What objects look like to who reads them: by privilege, and by version of the API. */
public final class Objects {
  private final World world;
  private final Schema schema;
  private final ApiVersion version;
  private final Paths paths;
  private final Derived derived;

  /**
   * Objects as a server of that version shows them.
   *
   * @param version of the API of the server
   */
  public Objects(World world, Schema schema, ApiVersion version, Derived derived) {
    this.world = world;
    this.schema = schema;
    this.version = version;
    this.paths = new Paths(schema, version);
    this.derived = derived;
  }

  Schema schema() {
    return schema;
  }

  World world() {
    return world;
  }

  /** An object of the world or of the session; null when there is none. */
  public @Nullable ManagedObject find(Session reader, Ref ref) {
    Session.Owned owned = reader.owned(ref);
    return owned == null ? world.find(ref) : owned.look();
  }

  /**
   * The same.
   *
   * @throws Fault {@code ManagedObjectNotFound}
   */
  ManagedObject get(Session reader, Ref ref) {
    ManagedObject found = find(reader, ref);
    if (found == null) {
      throw Fault.notFound(ref);
    }
    return found;
  }

  /**
   * Refuses paths whose first step is no property of that type.
   *
   * @throws Fault {@code InvalidProperty}, or {@code InvalidType}
   */
  void require(String type, List<String> pathSet) {
    if (!schema.isManaged(type)) {
      throw new Fault(
          Element.typed("fault", "InvalidType").add("argument", type), "There is no such type");
    }
    for (String path : pathSet) {
      String first = Paths.steps(path).get(0).name();
      Schema.Property property = schema.property(type, first);
      if (property == null || !version.atLeast(property.since())) {
        throw Fault.invalidProperty(path);
      }
    }
  }

  /** All properties of an object that have a value or could have one that is worked out. */
  Set<String> all(ManagedObject object) {
    Set<String> names = derived.names(object);
    names.retainAll(schema.properties(object.ref().type(), version));
    return names;
  }

  /**
   * What a path leads to; null when it is unset.
   *
   * @throws Fault when it may not be read, or there is no such property
   */
  @Nullable Element value(Session reader, ManagedObject object, String path) {
    String type = object.ref().type();
    String first = Paths.steps(path).get(0).name();
    Schema.Property property = schema.property(type, first);
    if (property != null) {
      permit(reader, object, property);
    }
    Element whole = visible(reader, derived.value(reader, object, first));
    return paths.follow(type, whole, path);
  }

  private void permit(Session reader, ManagedObject object, Schema.Property property) {
    String needed = property.privilege() == null ? "System.Read" : property.privilege();
    if (needed.equals("System.Anonymous")) {
      return;
    }
    if (!reader.isLoggedIn()) {
      throw new Fault(
          Element.typed("fault", "NotAuthenticated")
              .add("object", object.ref())
              .add("privilegeId", needed),
          "The session is not authenticated.");
    }
    boolean judged = isEntity(object.ref()) || !needed.startsWith("System.");
    if (judged && !reader.may(needed, object.ref())) {
      throw Fault.noPermission(object.ref(), needed);
    }
  }

  /** Who does not see an object is not told of it either. */
  private @Nullable Element visible(Session reader, @Nullable Element value) {
    if (value == null
        || reader.seesAll()
        || !"ArrayOfManagedObjectReference".equals(value.type())) {
      return value;
    }
    Element seen = Element.typed(value.name(), "ArrayOfManagedObjectReference");
    for (Element item : value.children()) {
      Ref ref = item.ref();
      if (ref == null || !isEntity(ref) || reader.may("System.View", ref)) {
        seen.add(item);
      }
    }
    return seen;
  }

  private boolean isEntity(Ref ref) {
    return schema.isA(ref.type(), "ManagedEntity") || ref.type().equals("VirtualMachineSnapshot");
  }
}
