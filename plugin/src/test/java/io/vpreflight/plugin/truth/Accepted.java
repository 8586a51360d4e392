// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.truth;

import io.vpreflight.vsphere.inventory.ApiVersion;
import io.vpreflight.vsphere.vim.WantedEvents;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** Every difference between us and the other clients that is meant, with its reason. */
enum Accepted {
  ROOT(
      "no view lists its own root folder; we ask for it apart",
      (d, c) -> d.theirs() == null && d.object().equals(c.root())),
  NEWER(
      "a property newer than the version of the server is not asked for; vcsim knows it in any",
      (d, c) ->
          d.ours() == null
              && ((c.isOlderThan("8.0.0.1") && d.name().endsWith(" config.options.rebootPowerOff"))
                  || (c.isOlderThan("6.7") && d.name().endsWith(" config.origin.createDate")))),
  OTHER_EVENT(
      "events of a kind that no check reads are not asked for",
      (d, c) -> isAbsent(d, "event") && !isWanted(c.theirs(d.object() + " type"))),
  OLD_EVENT(
      "events older than the time window are not asked for",
      (d, c) -> isAbsent(d, "event") && c.isOld(c.theirs(d.object() + " createdTime"))),
  OTHER_TASK(
      "of the tasks that went well only those are kept that touch disks",
      (d, c) ->
          isAbsent(d, "task")
              && c.theirs(d.object() + " state").equals("success")
              && !touchesDisks(c.theirs(d.object() + " descriptionId")));

  private final String reason;
  private final BiPredicate<Difference, Context> rule;

  Accepted(String reason, BiPredicate<Difference, Context> rule) {
    this.reason = reason;
    this.rule = rule;
  }

  /**
   * What a difference is judged by.
   *
   * @param client the other one
   * @param root moId of the root folder
   * @param since beginning of the time window
   * @param facts of the other client
   */
  record Context(String client, String root, Instant since, Facts facts) {
    private String theirs(String name) {
      return Optional.ofNullable(facts.value(name)).orElse("");
    }

    private boolean isOlderThan(String version) {
      return new ApiVersion(theirs("about apiVersion")).compareTo(new ApiVersion(version)) < 0;
    }

    private boolean isOld(String time) {
      return !time.isEmpty() && Instant.parse(time).isBefore(since);
    }
  }

  String reason() {
    return reason;
  }

  /** Why a difference is accepted, if it is. */
  static Optional<Accepted> of(Difference difference, Context context) {
    return Stream.of(values()).filter(a -> a.rule.test(difference, context)).findFirst();
  }

  private static boolean isAbsent(Difference difference, String kind) {
    return difference.isOf(kind) && difference.ours() == null;
  }

  private static boolean isWanted(String type) {
    return Stream.concat(WantedEvents.RARE.stream(), WantedEvents.FREQUENT.stream())
        .anyMatch(wanted -> wanted.id().equals(type));
  }

  private static boolean touchesDisks(String descriptionId) {
    String id = descriptionId.toLowerCase(Locale.ROOT);
    return Stream.of("snapshot", "consolidate", "relocate", "migrate", "virtualmachine.reconf")
        .anyMatch(id::contains);
  }
}
