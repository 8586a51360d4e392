// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.soap;

import io.vpreflight.vsphere.VSphereException.BadReply;
import io.vpreflight.vsphere.inventory.About;
import io.vpreflight.vsphere.inventory.MoRef;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The managers of a server, and what it says of itself. Source: vim25 {@code ServiceContent}.
 *
 * @param about what it says of itself
 * @param managers by their name in vim25, such as {@code propertyCollector} or {@code rootFolder}
 */
public record ServiceContent(About about, Map<String, MoRef> managers) {
  /** Where everything begins. */
  public static final MoRef SERVICE_INSTANCE = new MoRef("ServiceInstance", "ServiceInstance");

  public ServiceContent {
    managers = Map.copyOf(managers);
  }

  /** A manager, or null when this server has none (a stand-alone ESXi lacks several). */
  public @Nullable MoRef manager(String name) {
    return managers.get(name);
  }

  /**
   * A manager that every server has.
   *
   * @throws BadReply when it lacks nevertheless
   */
  public MoRef require(String name) {
    MoRef ref = managers.get(name);
    if (ref == null) {
      throw new BadReply("no " + name + " in the service content", false, null);
    }
    return ref;
  }

  /** Reads {@code ServiceContent}; the cursor stands on the element that holds it. */
  public static ServiceContent read(XmlCursor cursor) {
    About about = null;
    Map<String, MoRef> managers = new HashMap<>();
    int here = cursor.enter();
    while (cursor.next(here)) {
      String name = cursor.name();
      if (name.equals("about")) {
        about = about(cursor);
      } else if (cursor.attribute("type") != null) {
        MoRef ref = cursor.moRef();
        if (ref != null) {
          managers.put(name, ref);
        }
      }
    }
    if (about == null) {
      throw new BadReply("no about in the service content", false, null);
    }
    return new ServiceContent(about, managers);
  }

  private static About about(XmlCursor cursor) {
    Map<String, String> fields = new HashMap<>();
    int here = cursor.enter();
    while (cursor.next(here)) {
      fields.put(cursor.name(), cursor.text());
    }
    return new About(
        fields.getOrDefault("name", ""),
        fields.getOrDefault("fullName", ""),
        fields.getOrDefault("version", ""),
        fields.getOrDefault("build", ""),
        fields.getOrDefault("apiType", ""),
        fields.getOrDefault("apiVersion", ""),
        fields.get("instanceUuid"));
  }
}
