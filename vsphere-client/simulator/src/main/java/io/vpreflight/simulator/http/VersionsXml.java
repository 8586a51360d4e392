// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.http;

import io.vpreflight.simulator.model.ApiVersion;
import io.vpreflight.simulator.property.Schema;
import java.util.List;

/** {@code vimServiceVersions.xml}: which versions of the API the server speaks. */
final class VersionsXml {
  private VersionsXml() {}

  static String of(ApiVersion version, Schema schema) {
    List<ApiVersion> prior =
        schema.versions().stream()
            .filter(v -> version.atLeast(v) && !version.equals(v))
            .sorted((a, b) -> b.compareTo(a))
            .toList();
    StringBuilder xml =
        new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n")
            .append("<namespaces version=\"1.0\">\n <namespace>\n  <name>urn:vim25</name>\n")
            .append("  <version>")
            .append(version)
            .append("</version>\n  <priorVersions>\n");
    prior.forEach(v -> xml.append("   <version>").append(v).append("</version>\n"));
    return xml.append("  </priorVersions>\n </namespace>\n</namespaces>\n").toString();
  }
}
