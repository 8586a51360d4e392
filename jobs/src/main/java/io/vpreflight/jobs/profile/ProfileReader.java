// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.profile;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.Limits;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.text.NearestName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
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
      String there = String.join(", ", BUILT_IN);
      String near = NearestName.of(id, BUILT_IN);
      throw new ProfileException(
          List.of(
              near == null
                  ? Text.of("profile.problem.unknown", id, there)
                  : Text.of("profile.problem.unknown.near", id, there, near)));
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
    return read(id, id, yaml, null);
  }

  /**
   * Reads a profile of the user's own and holds it against the checks.
   *
   * @param id what it is called
   * @param file what problems name as their place
   * @param checks every check that there is
   * @throws ProfileException with everything that is wrong, not only the first
   */
  public static Profile read(
      String id, String file, String yaml, @Nullable Collection<CheckInfo> checks) {
    Layers layers = new Layers();
    ProfileProblems problems = layers.add(file, yaml, false);
    Profile profile =
        new Profile(
            id, layers.verdict, layers.severities, layers.inherits, new Limits(layers.limits));
    if (checks != null) {
      profile.problemsWith(checks, problems);
    }
    if (!layers.problems.isEmpty()) {
      throw new ProfileException(layers.problems);
    }
    return profile;
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
    final List<Text> problems = new ArrayList<>();
    final Map<String, Object> limits = new HashMap<>();
    final Map<String, Severity> severities = new HashMap<>();
    final Set<String> inherits = new HashSet<>();
    boolean verdict;

    ProfileProblems add(String file, String yaml, boolean isBase) {
      ProfileProblems wrong = ProfileProblems.of(file, yaml, problems);
      Map<String, Object> top = parse(wrong, file, yaml);
      for (String key : top.keySet()) {
        if (!SECTIONS.contains(key)) {
          wrong.addName("section", List.of(key), key, SECTIONS);
        }
      }
      if (!isBase) {
        below(wrong, top.get("extends"));
      }
      verdict(wrong, top.get("verdict"));
      section(wrong, "limits", top).forEach((name, value) -> limit(wrong, name, value, isBase));
      section(wrong, "checks", top).forEach((check, value) -> check(wrong, check, value));
      inherits(wrong, top.get("inherits"));
      return wrong;
    }

    private static Map<String, Object> parse(ProfileProblems wrong, String file, String yaml) {
      try {
        Load load =
            new Load(LoadSettings.builder().setLabel(file).setAllowDuplicateKeys(false).build());
        return map(wrong, List.of(), load.loadFromString(yaml));
      } catch (YamlEngineException e) {
        wrong.addUnreadable(e);
        return Map.of();
      }
    }

    private void below(ProfileProblems wrong, @Nullable Object parent) {
      String name = parent == null ? BASE : parent.toString();
      if (name.equals(BASE) || BUILT_IN.contains(name)) {
        add(name, resource(name), name.equals(BASE));
      } else {
        wrong.addName("extends", List.of("extends"), name, BUILT_IN);
        add(BASE, resource(BASE), true);
      }
    }

    private void verdict(ProfileProblems wrong, @Nullable Object value) {
      if (value instanceof Boolean given) {
        verdict = given;
      } else if (value != null) {
        wrong.add("verdict", List.of("verdict"), value);
      }
    }

    private void inherits(ProfileProblems wrong, @Nullable Object value) {
      if (value instanceof List<?> checks) {
        checks.forEach(check -> inherits.add(String.valueOf(check)));
      } else if (value != null) {
        wrong.add("inherits", List.of("inherits"), value);
      }
    }

    private void limit(ProfileProblems wrong, String name, @Nullable Object value, boolean isBase) {
      List<String> path = List.of("limits", name);
      Object limit = LimitValue.of(value);
      Object below = limits.get(name);
      if (limit == null) {
        wrong.add("limit", path, name, String.valueOf(value));
      } else if (isBase) {
        limits.put(name, limit);
      } else if (below == null) {
        wrong.addName("no-limit", path, name, limits.keySet());
      } else if (!below.getClass().equals(limit.getClass())) {
        wrong.add("limit." + LimitValue.form(below), path, name, String.valueOf(value));
      } else {
        limits.put(name, limit);
      }
    }

    private void check(ProfileProblems wrong, String check, @Nullable Object value) {
      List<String> path = List.of("checks", check);
      if (value instanceof Map<?, ?> kinds) {
        kinds.forEach(
            (kind, severity) ->
                put(
                    wrong,
                    List.of("checks", check, String.valueOf(kind)),
                    check + "/" + kind,
                    severity));
        severities.putIfAbsent(check, Severity.INFO);
        return;
      }
      Set<String> before = new TreeSet<>(severities.keySet());
      severities.keySet().removeIf(key -> key.equals(check) || key.startsWith(check + "/"));
      if (!"off".equals(value)) {
        put(wrong, path, check, value);
      } else if (before.contains(check)) {
        inherits.remove(check);
      } else {
        wrong.addName("off", path, check, before);
      }
    }

    private void put(ProfileProblems wrong, List<String> path, String key, @Nullable Object value) {
      try {
        severities.put(key, Severity.of(String.valueOf(value)));
      } catch (IllegalArgumentException e) {
        wrong.add("severity", path, key, String.valueOf(value));
        // It is there all the same: only how bad it is nobody knows.
        severities.put(key, Severity.INFO);
      }
    }

    private static Map<String, Object> section(
        ProfileProblems wrong, String name, Map<String, Object> top) {
      return map(wrong, List.of(name), top.get(name));
    }

    /** Keys to values, in their order; a key without a value is a problem. */
    private static Map<String, Object> map(
        ProfileProblems wrong, List<String> path, @Nullable Object value) {
      Map<String, Object> map = new LinkedHashMap<>();
      if (value instanceof Map<?, ?> given) {
        given.forEach(
            (key, element) -> {
              if (element == null) {
                List<String> at = new ArrayList<>(path);
                at.add(String.valueOf(key));
                wrong.add("no-value", at, String.join(": ", at));
              } else {
                map.put(String.valueOf(key), element);
              }
            });
      } else if (value != null) {
        String name = path.isEmpty() ? "" : path.get(0) + ": ";
        wrong.add("no-map", path, name, String.valueOf(value));
      }
      return map;
    }
  }
}
