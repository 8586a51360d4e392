// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.profile;

import io.vpreflight.jobs.check.Limits;
import io.vpreflight.jobs.check.Severity;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an audit is for: which checks run, how bad each finding is, and where the limits lie. The
 * same fact is harmless in a discovery audit and stops a migration.
 *
 * @param id such as {@code discovery-audit}
 * @param verdict true when every virtual machine is judged as a whole: eligible or not
 * @param severities by {@code check} and, where a kind differs, {@code check/kind}; a check that is
 *     not named does not run
 * @param limits thresholds
 */
public record Profile(String id, boolean verdict, Map<String, Severity> severities, Limits limits) {
  public Profile {
    severities = Map.copyOf(severities);
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
    return new Profile(id, verdict, more, limits);
  }
}
