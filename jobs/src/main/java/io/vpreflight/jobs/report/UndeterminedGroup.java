// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report;

import io.vpreflight.jobs.audit.UndeterminedResult;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.ObjectRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What could not be known for one reason: a missing privilege or a dead host, not a line an object.
 *
 * @param reason why
 * @param results at least one
 */
public record UndeterminedGroup(Text reason, List<UndeterminedResult> results) {
  public UndeterminedGroup {
    results = List.copyOf(results);
  }

  /** Groups by reason, the one that hides most first. */
  public static List<UndeterminedGroup> of(List<UndeterminedResult> results) {
    Map<Text, List<UndeterminedResult>> groups = new LinkedHashMap<>();
    results.forEach(r -> groups.computeIfAbsent(r.reason(), reason -> new ArrayList<>()).add(r));
    return groups.entrySet().stream()
        .map(group -> new UndeterminedGroup(group.getKey(), group.getValue()))
        .sorted((one, other) -> other.results.size() - one.results.size())
        .toList();
  }

  /** The objects, each once. */
  public List<ObjectRef> objects() {
    return results.stream().map(UndeterminedResult::object).distinct().toList();
  }

  /** Ids of the checks that asked, each once. */
  public List<String> checks() {
    return results.stream().map(UndeterminedResult::check).distinct().sorted().toList();
  }
}
