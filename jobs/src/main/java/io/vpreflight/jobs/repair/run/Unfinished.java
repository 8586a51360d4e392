// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import io.vpreflight.jobs.store.Journal;
import io.vpreflight.jobs.store.JournalEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operations that the journal knows the beginning of. */
public final class Unfinished {
  private Unfinished() {}

  /**
   * One operation as the journal tells of it.
   *
   * @param id of the operation
   * @param planDigest its plan
   * @param vcenter instance UUID
   * @param object reference as text
   * @param finished true when it has come to an end
   */
  public record Begun(
      String id, String planDigest, String vcenter, String object, boolean finished) {}

  /** Every operation that has begun and has not come to an end, oldest first. */
  public static List<Begun> of(Journal journal) {
    Map<String, Begun> open = new LinkedHashMap<>();
    journal.each(line -> take(open, line.entry()));
    return open.values().stream().filter(begun -> !begun.finished()).toList();
  }

  /** The operations of one plan, finished or not, by object; the last one of each. */
  public static Map<String, Begun> ofPlan(Journal journal, String digest) {
    Map<String, Begun> begun = new LinkedHashMap<>();
    journal.ofPlan(digest).forEach(line -> take(begun, line));
    Map<String, Begun> byObject = new LinkedHashMap<>();
    begun.values().forEach(one -> byObject.put(one.object(), one));
    return byObject;
  }

  /** One of another plan that is open on the same object. */
  static Optional<Begun> inTheWay(Journal journal, String digest, String vcenter, String object) {
    return of(journal).stream()
        .filter(one -> !one.planDigest().equals(digest))
        .filter(one -> one.vcenter().equals(vcenter) && one.object().equals(object))
        .findFirst();
  }

  private static void take(Map<String, Begun> begun, JournalEntry line) {
    if (line.operationId().isEmpty()) {
      return; // about a plan as a whole
    }
    switch (line.event()) {
      case STARTED ->
          begun.put(
              line.operationId(),
              new Begun(
                  line.operationId(), line.planDigest(), line.vcenter(), line.object(), false));
      case FINISHED ->
          begun.computeIfPresent(
              line.operationId(),
              (id, one) -> new Begun(id, one.planDigest(), one.vcenter(), one.object(), true));
      default -> {}
    }
  }
}
