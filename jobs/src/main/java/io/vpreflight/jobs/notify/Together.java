// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify;

import io.vpreflight.jobs.notify.Notice.Alert;
import io.vpreflight.jobs.notify.Notice.Concern;
import io.vpreflight.jobs.notify.Notice.Group;
import io.vpreflight.jobs.notify.Notice.Line;
import io.vpreflight.jobs.notify.Notice.Part;
import io.vpreflight.jobs.store.Audits.Trouble;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Makes one message of two that were held back. What came and went in between is not told at all:
 * nobody can do anything about it.
 */
final class Together {
  private Together() {}

  /** One part a schedule; the id of the later one. */
  static Notice of(Notice earlier, Notice later) {
    List<Part> parts = new ArrayList<>(earlier.parts());
    for (Part each : later.parts()) {
      Part part = settled(parts, each);
      int known = -1;
      for (int i = 0; i < parts.size(); i++) {
        if (parts.get(i).schedule().equals(part.schedule())) {
          known = i;
        } else {
          Left left = left(parts.get(i).groups(), part.groups(), Together::ofTwo);
          parts.set(i, with(parts.get(i), left.before(), parts.get(i).concerns()));
          part = with(part, left.after(), part.concerns());
        }
      }
      if (known < 0) {
        parts.add(part);
      } else {
        parts.set(known, of(parts.get(known), part));
      }
    }
    return new Notice(later.id(), later.lang(), false, parts, over(earlier, later));
  }

  /** What is told anew is not over. */
  private static List<Alert> over(Notice earlier, Notice later) {
    Set<Alert> over = new LinkedHashSet<>(earlier.over());
    for (Part part : later.parts()) {
      part.groups().stream()
          .filter(group -> group.turn().isBad())
          .forEach(group -> over.remove(new Alert(part.schedule(), group.check())));
    }
    over.addAll(later.over());
    return List.copyOf(over);
  }

  /** What is left to be told of a finding that two audits changed. */
  private enum Stays {
    BOTH,
    LATER,
    NEITHER
  }

  /** Of one schedule. */
  private static Stays ofOne(Turn earlier, Turn later) {
    if (isReplaced(earlier, later)) {
      return Stays.LATER;
    }
    return earlier.isBad() != later.isBad() ? Stays.NEITHER : Stays.BOTH;
  }

  /**
   * Of two: over for one of them and not for the other is both told, and so is what one of them
   * found worse than it was known to be before any of this.
   */
  private static Stays ofTwo(Turn earlier, Turn later) {
    if (!earlier.isBad() || (earlier == Turn.WORSE && later.isBad() && later != Turn.WORSE)) {
      return Stays.BOTH;
    }
    return later.isBad() || earlier == Turn.WORSE ? Stays.LATER : Stays.NEITHER;
  }

  private record Left(List<Group> before, List<Group> after) {}

  private static Left left(
      List<Group> earlier, List<Group> later, BiFunction<Turn, Turn, Stays> stays) {
    List<Group> before = new ArrayList<>(earlier);
    List<Group> after = new ArrayList<>();
    for (Group group : later) {
      Group left = group;
      for (int i = 0; i < before.size(); i++) {
        Group old = before.get(i);
        Stays what = stays.apply(old.turn(), group.turn());
        if (old.check().equals(group.check()) && what != Stays.BOTH) {
          List<Line> both =
              old.lines().stream()
                  .filter(line -> group.lines().stream().anyMatch(line::isOf))
                  .toList();
          before.set(i, without(old, both));
          left = what == Stays.LATER ? left : without(left, both);
        }
      }
      after.add(left);
    }
    before.removeIf(group -> group.total() == 0);
    after.removeIf(group -> group.total() == 0);
    return new Left(before, after);
  }

  private static Part of(Part earlier, Part later) {
    Left left = left(earlier.groups(), later.groups(), Together::ofOne);
    boolean came = !later.audit().isEmpty();
    List<Group> groups = new ArrayList<>(left.after());
    groups.addAll(left.before());
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
        concerns(earlier.concerns(), later.concerns()),
        earlier.elsewhere() + later.elsewhere());
  }

  /**
   * What is over for the last schedule that had it is no longer there for the others; and what one
   * of them found first since is not told at all. What the schedule itself told first is its own.
   */
  private static Part settled(List<Part> parts, Part later) {
    Predicate<Part> own = part -> part.schedule().equals(later.schedule());
    Set<Trouble> over = in(Stream.of(later), Concern.State.OVER);
    over.removeIf(one -> !Troubles.isShared(one));
    over.removeAll(in(parts.stream().filter(own), Concern.State.NEW));
    Set<Trouble> cameAndWent = in(parts.stream().filter(own.negate()), Concern.State.NEW);
    cameAndWent.retainAll(over);
    parts.replaceAll(
        part -> {
          Set<Trouble> gone = own.test(part) ? cameAndWent : over;
          return without(
              part, one -> one.state() != Concern.State.OVER && gone.contains(one.trouble()));
        });
    return without(later, one -> cameAndWent.contains(one.trouble()));
  }

  private static Set<Trouble> in(Stream<Part> parts, Concern.State state) {
    Set<Trouble> troubles = new HashSet<>();
    parts
        .flatMap(part -> part.concerns().stream())
        .filter(one -> one.state() == state)
        .forEach(one -> troubles.add(one.trouble()));
    return troubles;
  }

  private static Part without(Part part, Predicate<Concern> gone) {
    return with(
        part, part.groups(), part.concerns().stream().filter(one -> !gone.test(one)).toList());
  }

  private static Part with(Part part, List<Group> groups, List<Concern> concerns) {
    return new Part(
        part.schedule(),
        part.audit(),
        part.profile(),
        part.at(),
        part.isWhole(),
        part.counts(),
        part.report(),
        groups,
        part.belowMinimum(),
        concerns,
        part.elsewhere());
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
