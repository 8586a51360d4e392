// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.plan;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a person answers for another installation: {@code other-installation=ID}. It names the
 * installation and no machine, so that a third one that appears later is not meant.
 */
public final class InstallationAnswers {
  private static final String PREFIX = Installations.REFUSAL + "=";

  private InstallationAnswers() {}

  /** True when that is meant for an installation, be it a good one or not. */
  public static boolean isOne(String said) {
    return said.startsWith(PREFIX);
  }

  /** Those that name no installation as it must be named. */
  public static List<String> bad(Collection<String> said) {
    return said.stream()
        .filter(one -> !isOne(one) || !RepairMark.isId(one.substring(PREFIX.length())))
        .toList();
  }

  /** Ids of the installations that are named; whatever is about a machine is passed over. */
  public static Set<String> of(Collection<String> said) {
    return said.stream()
        .filter(InstallationAnswers::isOne)
        .map(one -> one.substring(PREFIX.length()))
        .collect(Collectors.toSet());
  }
}
