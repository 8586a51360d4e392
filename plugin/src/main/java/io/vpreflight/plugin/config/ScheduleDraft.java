// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import io.vpreflight.jobs.schedule.JobKind;
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

  /** What it does; null when it is told to do something that there is not, which was told. */
  public @Nullable JobKind kind = JobKind.AUDIT;

  /** Its single values, such as {@code cron} or {@code keep}; not those of its audit. */
  public final Map<String, Setting> values = new LinkedHashMap<>();

  /** The forms of its reports; null when nothing is said. */
  public @Nullable List<Setting> formats;

  /** When it is not begun by itself. */
  public List<Setting> except = List.of();

  /** The vCenters that it reads, by name; null for all of them. */
  public @Nullable List<Setting> vcenters;

  /** The machine that the service runs on, for what repairs; or none. */
  public List<Setting> ownVm = List.of();

  /** What it says of its audit. */
  public final AuditDraft audit = new AuditDraft();

  ScheduleDraft(Setting name) {
    this.name = name;
  }
}
