// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A schedule as the file has it, before anything is checked. What it does not say of its audit it
 * takes from the rest of the file.
 */
public final class ScheduleDraft {
  /** Its name, and where it stands. */
  public final Setting name;

  /**
   * {@code cron}, {@code timeZone}, {@code missed}, {@code jitter}, {@code keep}, {@code reports},
   * {@code live}.
   */
  public final Map<String, Setting> values = new LinkedHashMap<>();

  /** The forms of its reports; null when nothing is said. */
  public @Nullable List<Setting> formats;

  /** Days on which it is not done by itself. */
  public List<Setting> except = List.of();

  /** What it says of its audit. */
  public final AuditDraft audit = new AuditDraft();

  ScheduleDraft(Setting name) {
    this.name = name;
  }
}
