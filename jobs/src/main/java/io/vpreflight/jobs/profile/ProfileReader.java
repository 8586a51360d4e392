// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.profile;

import io.vpreflight.jobs.check.Limits;
import io.vpreflight.jobs.check.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads profiles, which are YAML files:
 *
 * <pre>
 * extends: base            # what is not said here is as there
 * verdict: true            # judge every virtual machine as a whole
 * limits:
 *   snapshot.age.warning: 3d
 * checks:
 *   vm.snapshot.age: { too-old: critical, old: warning }   # or one severity for all kinds, or off
 * </pre>
 */
public final class ProfileReader {
  private static final String BASE = "base";
  private static final Set<String> SECTIONS = Set.of("extends", "verdict", "limits", "checks");
  private static final Pattern SPAN = Pattern.compile("(\\d{1,6})\\s*(s|min|h|d)");

  /** The profiles that come with the product, in the order in which they are shown. */
  public static final List<String> BUILT_IN =
      List.of("discovery-audit", "cbt-health", "azure-migrate-agentless");

  private ProfileReader() {}

  /**
   * A profile that comes with the product.
   *
   * @throws ProfileException if there is none of that name
   */
  public static Profile builtIn(String id) {
    if (!BUILT_IN.contains(id)) {
      throw new ProfileException(
          List.of("no profile " + id + "; there are " + String.join(", ", BUILT_IN)));
    }
    return read(id, resource(id));
  }

  /**
   * Reads a profile.
   *
   * @param id what it is called
   * @throws ProfileException with everything that is wrong, not only the first
   */
  public static Profile read(String id, String yaml) {
    List<String> problems = new ArrayList<>();
    Map<String, Object> limits = new HashMap<>();
    Map<String, Severity> severities = new HashMap<>();
    boolean verdict = layer(id, yaml, limits, severities, problems, 0);
    if (!problems.isEmpty()) {
      throw new ProfileException(problems);
    }
    return new Profile(id, verdict, severities, new Limits(limits));
  }

  private static boolean layer(
      String id,
      String yaml,
      Map<String, Object> limits,
      Map<String, Severity> severities,
      List<String> problems,
      int depth) {
    Map<String, Object> top = parse(id, yaml, problems);
    top.keySet().stream()
        .filter(key -> !SECTIONS.contains(key))
        .forEach(key -> problems.add(id + ": unknown section " + key));
    Object parent = top.get("extends");
    if (parent != null) {
      String name = parent.toString();
      if (depth > 4 || !(name.equals(BASE) || BUILT_IN.contains(name))) {
        problems.add(id + ": extends: no profile " + name);
      } else {
        layer(name, resource(name), limits, severities, problems, depth + 1);
      }
    }
    map(top.get("limits"))
        .forEach((name, value) -> limits.put(name, limit(id, name, value, problems)));
    map(top.get("checks")).forEach((check, value) -> check(id, check, value, severities, problems));
    return Boolean.TRUE.equals(top.get("verdict"));
  }

  private static Map<String, Object> parse(String id, String yaml, List<String> problems) {
    try {
      Load load =
          new Load(LoadSettings.builder().setLabel(id).setAllowDuplicateKeys(false).build());
      return map(load.loadFromString(yaml));
    } catch (YamlEngineException e) {
      problems.add(id + ": " + e.getMessage());
      return Map.of();
    }
  }

  private static void check(
      String id,
      String check,
      @Nullable Object value,
      Map<String, Severity> severities,
      List<String> problems) {
    if (value instanceof Map<?, ?> kinds) {
      kinds.forEach(
          (kind, severity) -> put(id, check + "/" + kind, severity, severities, problems));
      severities.putIfAbsent(check, Severity.INFO);
      return;
    }
    severities.keySet().removeIf(key -> key.equals(check) || key.startsWith(check + "/"));
    if (!"off".equals(value)) {
      put(id, check, value, severities, problems);
    }
  }

  private static void put(
      String id,
      String key,
      @Nullable Object value,
      Map<String, Severity> severities,
      List<String> problems) {
    try {
      severities.put(key, Severity.of(String.valueOf(value)));
    } catch (IllegalArgumentException e) {
      problems.add(id + ": checks: " + key + ": " + e.getMessage());
    }
  }

  private static Object limit(
      String id, String name, @Nullable Object value, List<String> problems) {
    if (value instanceof Integer || value instanceof Double) {
      return value;
    }
    Matcher span = SPAN.matcher(String.valueOf(value));
    if (span.matches()) {
      long n = Long.parseLong(span.group(1));
      return switch (span.group(2)) {
        case "s" -> Duration.ofSeconds(n);
        case "min" -> Duration.ofMinutes(n);
        case "h" -> Duration.ofHours(n);
        default -> Duration.ofDays(n);
      };
    }
    try {
      return Duration.parse(String.valueOf(value));
    } catch (DateTimeParseException e) {
      problems.add(id + ": limits: " + name + ": not a number or a span such as 15min: " + value);
      return 0;
    }
  }

  private static Map<String, Object> map(@Nullable Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> given) {
      given.forEach(
          (key, element) -> {
            if (element != null) {
              map.put(String.valueOf(key), element);
            }
          });
    }
    return map;
  }

  private static String resource(String name) {
    try (InputStream in = ProfileReader.class.getResourceAsStream(name + ".yaml")) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name + ".yaml");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + name + ".yaml", e);
    }
  }
}
