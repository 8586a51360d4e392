// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.soap;

import io.vpreflight.vsphere.inventory.ApiVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses the newest version of the API that both sides know. */
final class ApiVersions {
  /** Our reader tolerates what it does not know, so any version of the 9 line will do. */
  private static final ApiVersion BEYOND = new ApiVersion("10.0");

  private static final ApiVersion OLDEST = new ApiVersion("6.0");

  private ApiVersions() {}

  /**
   * Versions of {@code urn:vim25} in {@code vimServiceVersions.xml}; internal names are left out.
   */
  static List<ApiVersion> read(XmlCursor cursor) {
    List<ApiVersion> found = new ArrayList<>();
    int here = cursor.enter();
    while (cursor.next(here)) {
      namespace(cursor, found);
    }
    return found;
  }

  /** The newest one that we speak; 6.0 when the server offers none of them or does not say. */
  static ApiVersion choose(@Nullable List<ApiVersion> offered, String aboutVersion) {
    if (offered != null && !offered.isEmpty()) {
      return offered.stream()
          .filter(v -> v.atLeast(OLDEST) && !v.atLeast(BEYOND))
          .max(Comparator.naturalOrder())
          .orElse(OLDEST);
    }
    boolean known = ApiVersion.isNumbered(aboutVersion);
    return known && !new ApiVersion(aboutVersion).atLeast(BEYOND)
        ? new ApiVersion(aboutVersion)
        : OLDEST;
  }

  private static void namespace(XmlCursor cursor, List<ApiVersion> found) {
    String name = "";
    List<ApiVersion> versions = new ArrayList<>();
    int here = cursor.enter();
    while (cursor.next(here)) {
      switch (cursor.name()) {
        case "name" -> name = cursor.text();
        case "version" -> add(cursor.text(), versions);
        case "priorVersions" -> {
          int inside = cursor.enter();
          while (cursor.next(inside)) {
            add(cursor.text(), versions);
          }
        }
        default -> {}
      }
    }
    if (name.equals("urn:vim25")) {
      found.addAll(versions);
    }
  }

  private static void add(String text, List<ApiVersion> found) {
    if (ApiVersion.isNumbered(text)) {
      found.add(new ApiVersion(text));
    }
  }
}
