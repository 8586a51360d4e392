// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.property;

import io.vpreflight.simulator.model.ApiVersion;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What vim25 declares: its types with their properties and methods, and since which version each
 * exists. Read once from {@code vim25.txt}; immutable.
 */
public final class Schema {
  private static final ApiVersion OLDEST = new ApiVersion("6.0");
  private static final Schema VIM25 = read();

  private final Map<String, Type> types = new HashMap<>();
  private final List<ApiVersion> versions = new ArrayList<>();

  /**
   * A property.
   *
   * @param type of the value, or of one item when it is an array; {@code xsd:...} when it is plain
   * @param isArray has any number of values
   * @param isReference the value is a reference to an object of that type
   * @param privilege needed to read it; null where {@code System.Read} is
   * @param since first version that has it
   */
  public record Property(
      String name,
      String type,
      boolean isArray,
      boolean isReference,
      @Nullable String privilege,
      ApiVersion since) {

    /** {@code xsi:type} of one item. */
    String itemType() {
      return isReference ? "ManagedObjectReference" : type;
    }

    /** {@code xsi:type} of the value, such as {@code ArrayOfVirtualDevice} or {@code xsd:int}. */
    String valueType() {
      return isArray ? "ArrayOf" + capital(itemName()) : itemType();
    }

    /** What an item is called inside of its array, such as {@code string}. */
    String itemName() {
      String item = itemType();
      return item.startsWith("xsd:") ? item.substring(4) : item;
    }

    private static String capital(String word) {
      return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
  }

  /**
   * A method.
   *
   * @param privilege needed on the object that it is called on; null when it depends on more
   * @param since first version that has it
   */
  public record Operation(String name, @Nullable String privilege, ApiVersion since) {}

  private record Type(
      String name,
      boolean isManaged,
      @Nullable String parent,
      Map<String, Property> properties,
      Map<String, Operation> operations) {}

  private Schema() {}

  /** That of vim25. */
  public static Schema vim25() {
    return VIM25;
  }

  /** Versions of the API that there have been, oldest first. */
  public List<ApiVersion> versions() {
    return versions;
  }

  /** True when there is such a type of managed object. */
  public boolean isManaged(String type) {
    Type found = types.get(type);
    return found != null && found.isManaged();
  }

  /** True when there is such a type. */
  public boolean isKnown(String type) {
    return types.containsKey(type);
  }

  /** True when the types are the same, or the first one extends the second one. */
  public boolean isA(String type, String base) {
    if (base.equals("ManagedObject")) {
      return isManaged(type);
    }
    String here = type;
    while (here != null) {
      if (here.equals(base)) {
        return true;
      }
      Type found = types.get(here);
      here = found == null ? null : found.parent();
    }
    return false;
  }

  /** A property of a type or of one that it extends; null when there is none. */
  public @Nullable Property property(String type, String name) {
    for (Type here = types.get(type); here != null; here = above(here)) {
      Property found = here.properties().get(name);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Names of all properties of a type that this version has. */
  public Set<String> properties(String type, ApiVersion version) {
    Set<String> names = new TreeSet<>();
    for (Type here = types.get(type); here != null; here = above(here)) {
      for (Property property : here.properties().values()) {
        if (version.atLeast(property.since())) {
          names.add(property.name());
        }
      }
    }
    return names;
  }

  /** A method of a type or of one that it extends; null when there is none. */
  public @Nullable Operation operation(String type, String name) {
    for (Type here = types.get(type); here != null; here = above(here)) {
      Operation found = here.operations().get(name);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Every privilege that some method or property needs. */
  public Set<String> privileges() {
    Set<String> all = new TreeSet<>();
    for (Type type : types.values()) {
      type.operations().values().stream()
          .map(Operation::privilege)
          .filter(Objects::nonNull)
          .forEach(all::add);
      type.properties().values().stream()
          .map(Property::privilege)
          .filter(Objects::nonNull)
          .forEach(all::add);
    }
    return all;
  }

  private @Nullable Type above(Type type) {
    return type.parent() == null ? null : types.get(type.parent());
  }

  private static Schema read() {
    Schema schema = new Schema();
    try (InputStream in = Objects.requireNonNull(Schema.class.getResourceAsStream("vim25.txt"));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      Type type = null;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        type = schema.line(line, type);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return schema;
  }

  private @Nullable Type line(String line, @Nullable Type open) {
    int at = line.indexOf(" @");
    ApiVersion since = at < 0 ? OLDEST : new ApiVersion(line.substring(at + 2));
    String[] words = (at < 0 ? line : line.substring(0, at)).split(" ", -1);
    switch (line.charAt(0)) {
      case 'V' -> versions.add(new ApiVersion(words[1]));
      case 'M', 'D', 'E' -> {
        String parent = words.length > 2 ? words[2] : null;
        boolean managed = words[0].equals("M");
        Type type =
            new Type(words[1], managed, parent, new LinkedHashMap<>(), new LinkedHashMap<>());
        types.put(type.name(), type);
        return type;
      }
      case '.' -> {
        String name = words[0].substring(1);
        boolean array = words[1].endsWith("[]");
        String item = array ? words[1].substring(0, words[1].length() - 2) : words[1];
        boolean reference = item.endsWith("*");
        Objects.requireNonNull(open)
            .properties()
            .put(
                name,
                new Property(
                    name,
                    reference ? item.substring(0, item.length() - 1) : item,
                    array,
                    reference,
                    words.length > 2 ? words[2] : null,
                    since));
      }
      case ':' -> {
        String name = words[0].substring(1);
        String privilege = words[1].equals("-") ? null : words[1];
        Objects.requireNonNull(open).operations().put(name, new Operation(name, privilege, since));
      }
      default -> {}
    }
    return open;
  }
}
