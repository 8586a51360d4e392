// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.vsphere.OptIn;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The repairs that an administrator has switched on by name. All others that want it are off.
 *
 * @param enabled those of them
 */
public record RepairSwitches(Set<RepairKind> enabled) {
  public RepairSwitches {
    enabled = Set.copyOf(enabled);
  }

  /** As they were said; what cannot be switched on is added to the problems. */
  static RepairSwitches of(List<Setting> said, List<Text> problems) {
    Set<RepairKind> enabled = EnumSet.noneOf(RepairKind.class);
    for (Setting setting : said) {
      RepairKind kind = RepairKind.of(setting.value());
      if (kind == null || kind.optIn() == null) {
        problems.add(Text.of("config.bad-enable", setting.origin(), setting.value(), all()));
      } else {
        enabled.add(kind);
      }
    }
    return new RepairSwitches(enabled);
  }

  /**
   * What a session has to be able to send for that repair.
   *
   * @return at most one; none for a repair that needs no switch
   * @throws ConfigException when it is off; nothing was sent
   */
  public Set<OptIn> require(RepairKind kind) {
    OptIn wanted = kind.optIn();
    if (wanted == null) {
      return Set.of();
    }
    if (!enabled.contains(kind)) {
      throw new ConfigException(List.of(Text.of("config.not-enabled", kind.label())));
    }
    return Set.of(wanted);
  }

  private static String all() {
    return Arrays.stream(RepairKind.values())
        .filter(kind -> kind.optIn() != null)
        .map(RepairKind::label)
        .collect(Collectors.joining(", "));
  }
}
