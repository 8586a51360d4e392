// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.profile;

import io.vpreflight.jobs.check.Limits;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.text.NearestName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads profiles, which are YAML files:
 *
 * <pre>
 * extends: base            # what is not said here is as there; without it, as in base
 * verdict: true            # judge every virtual machine as a whole
 * inherits: [host.x.y]     # a finding of these counts against the virtual machines on the host
 * limits:
 *   snapshot.age.warning: 3d
 * checks:
 *   vm.snapshot.age: { too-old: critical, old: warning }   # or one severity for all kinds, or off
 * </pre>
 *
 * A kind that is not named keeps what the profile below says, and is {@code info} when that says
 * nothing. Whether the checks and kinds exist is for {@link Profile#problemsWith} to say.
 */
public final class ProfileReader {
  private static final String BASE = "base";
  private static final List<String> SECTIONS =
      List.of("extends", "verdict", "inherits", "limits", "checks");

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
          List.of(
              "no profile "
                  + id
                  + "; there are "
                  + String.join(", ", BUILT_IN)
                  + NearestName.hint(id, BUILT_IN)));
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
    Layers layers = new Layers();
    layers.add(id, yaml, false);
    if (!layers.problems.isEmpty()) {
      throw new ProfileException(layers.problems);
    }
    return new Profile(
        id, layers.verdict, layers.severities, layers.inherits, new Limits(layers.limits));
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

  /** What the files say, each laid over the one that it extends. */
  private static final class Layers {
    final List<String> problems = new ArrayList<>();
    final Map<String, Object> limits = new HashMap<>();
    final Map<String, Severity> severities = new HashMap<>();
    final Set<String> inherits = new HashSet<>();
    boolean verdict;

    void add(String id, String yaml, boolean isBase) {
      Map<String, Object> top = parse(id, yaml);
      for (String key : top.keySet()) {
        if (!SECTIONS.contains(key)) {
          problems.add(id + ": unknown section " + key + NearestName.hint(key, SECTIONS));
        }
      }
      if (!isBase) {
        below(id, top.get("extends"));
      }
      verdict(id, top.get("verdict"));
      section(id, "limits", top).forEach((name, value) -> limit(id, name, value, isBase));
      section(id, "checks", top).forEach((check, value) -> check(id, check, value));
      inherits(id, top.get("inherits"));
    }

    private Map<String, Object> parse(String id, String yaml) {
      try {
        Load load =
            new Load(LoadSettings.builder().setLabel(id).setAllowDuplicateKeys(false).build());
        return map(id, load.loadFromString(yaml));
      } catch (YamlEngineException e) {
        problems.add(id + ": " + e.getMessage());
        return Map.of();
      }
    }

    private void below(String id, @Nullable Object parent) {
      String name = parent == null ? BASE : parent.toString();
      if (name.equals(BASE) || BUILT_IN.contains(name)) {
        add(name, resource(name), name.equals(BASE));
      } else {
        problems.add(id + ": extends: no profile " + name + NearestName.hint(name, BUILT_IN));
        add(BASE, resource(BASE), true);
      }
    }

    private void verdict(String id, @Nullable Object value) {
      if (value instanceof Boolean given) {
        verdict = given;
      } else if (value != null) {
        problems.add(id + ": verdict: neither true nor false: " + value);
      }
    }

    private void inherits(String id, @Nullable Object value) {
      if (value instanceof List<?> checks) {
        checks.forEach(check -> inherits.add(String.valueOf(check)));
      } else if (value != null) {
        problems.add(id + ": inherits: not a list of checks: " + value);
      }
    }

    private void limit(String id, String name, @Nullable Object value, boolean isBase) {
      String place = id + ": limits: " + name;
      Object limit = LimitValue.of(value);
      Object below = limits.get(name);
      if (limit == null) {
        problems.add(place + ": not " + LimitValue.FORMS + ": " + value);
      } else if (isBase) {
        limits.put(name, limit);
      } else if (below == null) {
        problems.add(id + ": limits: no limit " + name + NearestName.hint(name, limits.keySet()));
      } else if (!below.getClass().equals(limit.getClass())) {
        problems.add(place + ": not " + LimitValue.form(below) + ": " + value);
      } else {
        limits.put(name, limit);
      }
    }

    private void check(String id, String check, @Nullable Object value) {
      if (value instanceof Map<?, ?> kinds) {
        kinds.forEach((kind, severity) -> put(id, check + "/" + kind, severity));
        severities.putIfAbsent(check, Severity.INFO);
        return;
      }
      Set<String> before = new TreeSet<>(severities.keySet());
      severities.keySet().removeIf(key -> key.equals(check) || key.startsWith(check + "/"));
      if (!"off".equals(value)) {
        put(id, check, value);
      } else if (before.contains(check)) {
        inherits.remove(check);
      } else {
        problems.add(
            id
                + ": checks: "
                + check
                + ": off, but it is not on"
                + NearestName.hint(check, before));
      }
    }

    private void put(String id, String key, @Nullable Object value) {
      try {
        severities.put(key, Severity.of(String.valueOf(value)));
      } catch (IllegalArgumentException e) {
        problems.add(id + ": checks: " + key + ": " + e.getMessage());
      }
    }

    private Map<String, Object> section(String id, String name, Map<String, Object> top) {
      return map(id + ": " + name, top.get(name));
    }

    /** Keys to values, in their order; a key without a value is a problem. */
    private Map<String, Object> map(String place, @Nullable Object value) {
      Map<String, Object> map = new LinkedHashMap<>();
      if (value instanceof Map<?, ?> given) {
        given.forEach(
            (key, element) -> {
              if (element == null) {
                problems.add(place + ": " + key + ": no value");
              } else {
                map.put(String.valueOf(key), element);
              }
            });
      } else if (value != null) {
        problems.add(place + ": not names with values: " + value);
      }
      return map;
    }
  }
}
