// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.profile;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.Limits;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.check.Text;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an audit is for: which checks run, how bad each finding is, and where the limits lie. The
 * same fact is harmless in a discovery audit and stops a migration.
 *
 * @param id such as {@code discovery-audit}
 * @param verdict true when every virtual machine is judged as a whole: eligible or not
 * @param severities by {@code check} and, where a kind differs, {@code check/kind}; a check that is
 *     not named does not run
 * @param inherits checks of hosts, clusters, datastores and vCenters whose findings count against
 *     the virtual machines there
 * @param limits thresholds
 */
public record Profile(
    String id,
    boolean verdict,
    Map<String, Severity> severities,
    Set<String> inherits,
    Limits limits) {
  private static final Set<String> SURROUNDINGS = Set.of("host", "cluster", "datastore", "vcenter");

  public Profile {
    severities = Map.copyOf(severities);
    inherits = Set.copyOf(inherits);
  }

  /** One in which no virtual machine inherits anything. */
  public Profile(String id, boolean verdict, Map<String, Severity> severities, Limits limits) {
    this(id, verdict, severities, Set.of(), limits);
  }

  /** True when the check runs. */
  public boolean runs(String check) {
    return severities.containsKey(check);
  }

  /** How bad a finding of that kind is; null when the check does not run. */
  public @Nullable Severity severity(String check, String kind) {
    Severity ofKind = severities.get(check + "/" + kind);
    return ofKind != null ? ofKind : severities.get(check);
  }

  /** The same with that check, which then counts as information where the profile leaves it out. */
  public Profile including(String check) {
    if (runs(check)) {
      return this;
    }
    Map<String, Severity> more = new HashMap<>(severities);
    more.put(check, Severity.INFO);
    return new Profile(id, verdict, more, inherits, limits);
  }

  /** How bad the worst is that the check can find; null when it does not run. */
  public @Nullable Severity worst(CheckInfo check) {
    Severity worst = null;
    for (String kind : check.kinds()) {
      Severity severity = severity(check.id(), kind);
      if (severity != null && (worst == null || severity.atLeast(worst))) {
        worst = severity;
      }
    }
    return worst;
  }

  /**
   * What this profile names and no check has: empty when they fit. Only who knows every check can
   * ask, so a profile is read first and held against the checks then.
   */
  public List<Text> problemsWith(Collection<CheckInfo> checks) {
    ProfileProblems problems = new ProfileProblems(id);
    problemsWith(checks, problems);
    return problems.all();
  }

  /** The same, with the places of what is wrong. */
  void problemsWith(Collection<CheckInfo> checks, ProfileProblems problems) {
    Map<String, List<String>> kinds = new TreeMap<>();
    checks.forEach(check -> kinds.put(check.id(), check.kinds()));
    for (String key : new TreeSet<>(severities.keySet())) {
      int slash = key.indexOf('/');
      String check = slash < 0 ? key : key.substring(0, slash);
      String kind = slash < 0 ? null : key.substring(slash + 1);
      List<String> known = kinds.get(check);
      if (known == null && kind == null) {
        problems.addName("no-check", List.of("checks", check), check, kinds.keySet());
      } else if (known != null && kind != null && !known.contains(kind)) {
        List<String> path = List.of("checks", check, kind);
        problems.add("no-kind", path, check, kind, String.join(", ", known));
      }
    }
    for (String check : new TreeSet<>(inherits)) {
      List<String> path = List.of("inherits", check);
      if (!runs(check)) {
        problems.addName("inherits-off", path, check, kinds.keySet());
      } else if (!SURROUNDINGS.contains(check.substring(0, Math.max(0, check.indexOf('.'))))) {
        problems.add("inherits-vm", path, check);
      }
    }
  }
}
