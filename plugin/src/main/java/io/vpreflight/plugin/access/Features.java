// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The features that want privileges, as {@code features.yaml} lists them. */
public final class Features {
  /** What an account is for, unless something else is said. */
  public static final String DEFAULT = "audit";

  private static final List<Feature> ALL = read();

  private Features() {}

  /** All of them, in the order of the file. */
  public static List<Feature> all() {
    return ALL;
  }

  /** Those that change nothing: what the account of an audit is asked about. */
  public static List<Feature> reading() {
    return ALL.stream().filter(feature -> !feature.repairs() && !feature.writesBack()).toList();
  }

  /** Those ids, in the order in which they are known. */
  public static List<Feature> of(List<String> ids) {
    return ALL.stream().filter(feature -> ids.contains(feature.id())).toList();
  }

  private static List<Feature> read() {
    List<Feature> features = new ArrayList<>();
    try (InputStream in = Features.class.getResourceAsStream("features.yaml")) {
      Object top =
          new Load(LoadSettings.builder().setLabel("features.yaml").build())
              .loadFromInputStream(java.util.Objects.requireNonNull(in));
      map(top).forEach((id, needs) -> features.add(new Feature(id, needs(map(needs)))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(features);
  }

  private static Map<String, List<String>> needs(Map<String, Object> privileges) {
    Map<String, List<String>> needs = new LinkedHashMap<>();
    privileges.forEach(
        (privilege, how) -> {
          List<String> kinds = new ArrayList<>();
          if (map(how).get("on") instanceof List<?> list) {
            list.forEach(kind -> kinds.add(String.valueOf(kind)));
          } else {
            throw new IllegalStateException("features.yaml: " + privilege + " without on");
          }
          needs.put(privilege, List.copyOf(kinds));
        });
    return needs;
  }

  private static Map<String, Object> map(Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new IllegalStateException("features.yaml: a map is wanted, not " + value);
    }
    Map<String, Object> typed = new LinkedHashMap<>();
    map.forEach((key, inside) -> typed.put(String.valueOf(key), inside));
    return typed;
  }
}
