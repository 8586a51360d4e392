// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator;

import io.vpreflight.simulator.model.ApiVersion;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.ManagedObject;
import io.vpreflight.simulator.property.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes out of objects what a version of the API does not have yet, and names that version. */
final class VersionView {
  private final Schema schema = Schema.vim25();
  private final ApiVersion version;

  VersionView(ApiVersion version) {
    this.version = version;
  }

  /** Removes properties, and parts of values, that are newer. */
  void prune(ManagedObject object) {
    for (String name : List.copyOf(object.names())) {
      Schema.Property property = schema.property(object.ref().type(), name);
      Element value = object.get(name);
      if (value != null && property != null) {
        if (version.atLeast(property.since())) {
          prune(value, property.type());
        } else {
          object.unset(name);
        }
      }
    }
  }

  private void prune(Element value, String declared) {
    String own = value.type();
    boolean array = own != null && own.startsWith("ArrayOf");
    String type = own == null || array || !schema.isKnown(own) ? declared : own;
    for (Element child : List.copyOf(value.children())) {
      if (array) {
        prune(child, declared);
        continue;
      }
      Schema.Property property = schema.property(type, child.name());
      if (property != null && !version.atLeast(property.since())) {
        value.remove(child);
      } else if (property != null) {
        prune(child, property.type());
      }
    }
  }

  /** Makes {@code AboutInfo} say that version. */
  void name(@Nullable Element about) {
    if (about == null) {
      return;
    }
    String product = version.first(3);
    String build = about.textAt("build");
    about.put("version", product).put("apiVersion", version.text());
    about.put("fullName", about.textAt("name") + " " + product + " build-" + build);
    about.put("licenseProductVersion", version.first(2));
  }
}
