// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import io.vpreflight.jobs.schedule.Schedule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something other than an audit, with its times. */
public sealed interface ScheduledJob {
  /** When. */
  Schedule schedule();

  /** Its own keys with what holds, in the order in which they are shown. */
  Map<String, Object> shown();

  /**
   * Copies the store.
   *
   * @param to folder of the copies
   * @param keep how many of the newest stay; 1 or more
   */
  record Backup(Schedule schedule, Path to, int keep) implements ScheduledJob {
    @Override
    public Map<String, Object> shown() {
      Map<String, Object> shown = new LinkedHashMap<>();
      shown.put("to", to.toString());
      shown.put("keep", keep);
      return shown;
    }
  }

  /**
   * Looks at certificates and secrets that come to their end.
   *
   * @param ahead so long before the end it is told
   * @param passwordAge how long a password lives after it was written; null when nobody said
   */
  record Expiry(Schedule schedule, Duration ahead, @Nullable Duration passwordAge)
      implements ScheduledJob {
    @Override
    public Map<String, Object> shown() {
      Map<String, Object> shown = new LinkedHashMap<>();
      shown.put("ahead", ahead);
      if (passwordAge != null) {
        shown.put("passwordAge", passwordAge);
      }
      return shown;
    }
  }

  /**
   * Carries out what a policy wants repaired.
   *
   * @param length of the window that each of its times opens
   * @param policy file of the policy
   * @param vcenter name of the vCenter that is repaired
   * @param ownVm machines that the service runs on; {@code none} when it runs on none of that
   *     vCenter
   */
  record Repair(Schedule schedule, Duration length, Path policy, String vcenter, List<String> ownVm)
      implements ScheduledJob {
    public Repair {
      ownVm = List.copyOf(ownVm);
    }

    @Override
    public Map<String, Object> shown() {
      Map<String, Object> shown = new LinkedHashMap<>();
      shown.put("length", length);
      shown.put("policy", policy.toString());
      shown.put("vcenter", vcenter);
      if (!ownVm.isEmpty()) {
        shown.put("ownVm", String.join(", ", ownVm));
      }
      return shown;
    }
  }

  /**
   * Forgets what was resolved long ago.
   *
   * @param resolved findings that were resolved longer ago are forgotten
   */
  record Retention(Schedule schedule, Duration resolved) implements ScheduledJob {
    @Override
    public Map<String, Object> shown() {
      return Map.of("resolved", resolved);
    }
  }

  /** Looks for what became of repairs that came to no end. */
  record Settle(Schedule schedule) implements ScheduledJob {
    @Override
    public Map<String, Object> shown() {
      return Map.of();
    }
  }
}
