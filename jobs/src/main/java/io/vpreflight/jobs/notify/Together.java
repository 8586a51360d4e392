// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify;

import io.vpreflight.jobs.notify.Notice.Concern;
import io.vpreflight.jobs.notify.Notice.Group;
import io.vpreflight.jobs.notify.Notice.Line;
import io.vpreflight.jobs.notify.Notice.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes one message of two that were held back. What came and went in between is not told at all:
 * nobody can do anything about it.
 */
final class Together {
  private Together() {}

  /** One part a schedule; the id of the later one. */
  static Notice of(Notice earlier, Notice later) {
    List<Part> parts = new ArrayList<>(earlier.parts());
    for (Part part : later.parts()) {
      int known = -1;
      for (int i = 0; i < parts.size(); i++) {
        if (parts.get(i).schedule().equals(part.schedule())) {
          known = i;
        }
      }
      if (known < 0) {
        parts.add(part);
      } else {
        parts.set(known, of(parts.get(known), part));
      }
    }
    return new Notice(later.id(), later.lang(), false, parts);
  }

  private static Part of(Part earlier, Part later) {
    List<Group> before = new ArrayList<>(earlier.groups());
    List<Group> after = new ArrayList<>();
    for (Group group : later.groups()) {
      Group left = group;
      for (int i = 0; i < before.size(); i++) {
        Group old = before.get(i);
        boolean isReplaced = isReplaced(old.turn(), group.turn());
        boolean isUndone = old.turn().isBad() != group.turn().isBad();
        if (old.check().equals(group.check()) && (isReplaced || isUndone)) {
          List<Line> both =
              old.lines().stream()
                  .filter(line -> group.lines().stream().anyMatch(line::isOf))
                  .toList();
          before.set(i, without(old, both));
          left = isReplaced ? left : without(left, both);
        }
      }
      after.add(left);
    }
    boolean came = !later.audit().isEmpty();
    List<Group> groups = new ArrayList<>(after);
    groups.addAll(before);
    groups.removeIf(group -> group.total() == 0);
    groups.sort(Parts.ORDER);
    Part counted = came ? later : earlier;
    return new Part(
        later.schedule(),
        counted.audit(),
        counted.profile(),
        later.at(),
        later.isWhole(),
        counted.counts(),
        counted.report(),
        groups.stream().map(group -> openNow(group, later)).toList(),
        earlier.belowMinimum() + later.belowMinimum(),
        concerns(earlier.concerns(), later.concerns()));
  }

  /** What was there all the time, and got worse on the way, is not undone by the last of it. */
  private static boolean isReplaced(Turn earlier, Turn later) {
    return later == Turn.WORSE ? earlier.isBad() : earlier == Turn.WORSE && !later.isBad();
  }

  /** How many there are is a thing of the later audit. */
  private static Group openNow(Group group, Part later) {
    int open =
        later.groups().stream()
            .filter(one -> one.check().equals(group.check()))
            .mapToInt(Group::open)
            .findFirst()
            .orElse(group.open());
    return copy(group, group.total(), open, group.lines());
  }

  private static Group without(Group group, List<Line> gone) {
    List<Line> left =
        group.lines().stream().filter(line -> gone.stream().noneMatch(line::isOf)).toList();
    int fewer = group.lines().size() - left.size();
    return copy(group, group.total() - fewer, group.open(), left);
  }

  private static Group copy(Group group, int total, int open, List<Line> lines) {
    return new Group(
        group.turn(),
        group.check(),
        group.kind(),
        group.severity(),
        group.title(),
        group.remedy(),
        total,
        open,
        lines);
  }

  private static List<Concern> concerns(List<Concern> earlier, List<Concern> later) {
    List<Concern> all = new ArrayList<>();
    for (Concern one : later) {
      Concern.State before =
          earlier.stream()
              .filter(old -> old.cause().equals(one.cause()) && old.name().equals(one.name()))
              .map(Concern::state)
              .findFirst()
              .orElse(one.state());
      boolean cameAndWent = before == Concern.State.NEW && one.state() == Concern.State.OVER;
      boolean wentAndCame = before == Concern.State.OVER && one.state() == Concern.State.NEW;
      if (wentAndCame) {
        all.add(new Concern(Concern.State.STILL, one.cause(), one.name(), one.text()));
      } else if (!cameAndWent) {
        boolean isNew = before == Concern.State.NEW && one.state() == Concern.State.STILL;
        all.add(isNew ? new Concern(before, one.cause(), one.name(), one.text()) : one);
      }
    }
    earlier.stream()
        .filter(
            old ->
                later.stream()
                    .noneMatch(
                        one -> one.cause().equals(old.cause()) && one.name().equals(old.name())))
        .forEach(all::add);
    return all;
  }
}
