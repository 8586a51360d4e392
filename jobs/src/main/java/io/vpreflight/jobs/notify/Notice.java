// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonSyntaxException;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.store.Audits.Trouble;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * One message for one channel, in its language, before it takes the form of that channel. It is
 * kept in the store; nothing secret is in it.
 *
 * @param id the same however often it is sent
 * @param lang the language of its texts
 * @param isTest true when it only shows that the channel works
 * @param parts one a schedule
 * @param over alerts of which nothing is left; those of other schedules, too, when what one of them
 *     told is found to be mended by another
 */
public record Notice(String id, String lang, boolean isTest, List<Part> parts, List<Alert> over) {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  public Notice {
    parts = List.copyOf(parts);
    // Letters of earlier versions are kept without it.
    over = over == null ? alone(parts) : List.copyOf(over);
  }

  /** One of schedules that have nothing to do with each other. */
  public Notice(String id, String lang, boolean isTest, List<Part> parts) {
    this(id, lang, isTest, parts, alone(parts));
  }

  private static List<Alert> alone(List<Part> parts) {
    List<Alert> over = new ArrayList<>();
    for (Part part : parts) {
      Map<String, List<Group>> checks =
          part.groups().stream()
              .collect(
                  Collectors.groupingBy(Group::check, LinkedHashMap::new, Collectors.toList()));
      checks.forEach(
          (check, groups) -> {
            if (groups.get(0).open() == 0 && groups.stream().noneMatch(g -> g.turn().isBad())) {
              over.add(new Alert(part.schedule(), check));
            }
          });
    }
    return over;
  }

  /**
   * All that was told of one check for one schedule.
   *
   * @param schedule for which it was told
   * @param check id of the check
   */
  public record Alert(String schedule, String check) {}

  /**
   * What changed for one schedule.
   *
   * @param schedule its name
   * @param audit id; the newest, when several are told of together
   * @param profile id of the profile; empty when no audit came about
   * @param at when the audit began, as ISO 8601 has it
   * @param isWhole false when part of what was asked could not be seen
   * @param counts all there is
   * @param report where the reports are; empty when none was written
   * @param groups what changed, worst first
   * @param belowMinimum how many findings changed besides that are less severe than what the
   *     channel wants to hear; 0 or more
   * @param concerns what was in the way
   * @param elsewhere how many findings changed besides of which the channel was told for another
   *     schedule, or which are still open in one; 0 or more
   */
  public record Part(
      String schedule,
      String audit,
      String profile,
      String at,
      boolean isWhole,
      Counts counts,
      String report,
      List<Group> groups,
      int belowMinimum,
      List<Concern> concerns,
      int elsewhere) {
    public Part {
      groups = List.copyOf(groups);
      concerns = List.copyOf(concerns);
    }

    /** One of a schedule that has its findings for itself. */
    public Part(
        String schedule,
        String audit,
        String profile,
        String at,
        boolean isWhole,
        Counts counts,
        String report,
        List<Group> groups,
        int belowMinimum,
        List<Concern> concerns) {
      this(
          schedule, audit, profile, at, isWhole, counts, report, groups, belowMinimum, concerns, 0);
    }

    /** How many findings went that way. */
    public int count(Turn turn) {
      return groups.stream().filter(g -> g.turn() == turn).mapToInt(Group::total).sum();
    }

    /** True when it is about something other than an audit: nothing is missing then. */
    boolean isOfJob() {
      return audit.isEmpty() && isWhole;
    }

    /** True when there is something that was not so before. */
    public boolean hasNews() {
      return !groups.isEmpty() || concerns.stream().anyMatch(c -> c.state() != Concern.State.STILL);
    }
  }

  /**
   * All there is, changed or not.
   *
   * @param vms virtual machines that were read
   * @param critical findings of that severity, as the next three
   * @param undetermined what could not be known
   */
  public record Counts(int vms, int critical, int error, int warning, int info, int undetermined) {
    static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

    /** Findings of whatever severity. */
    public int findings() {
      return critical + error + warning + info;
    }
  }

  /**
   * Findings of one cause that went the same way.
   *
   * @param turn which way
   * @param check id of the check
   * @param kind of the findings; empty when they are gone
   * @param severity its label
   * @param title of the check
   * @param remedy what to do; empty when they are gone
   * @param total how many
   * @param open how many of this check are there now, changed or not
   * @param lines the first of them
   */
  public record Group(
      Turn turn,
      String check,
      String kind,
      String severity,
      String title,
      String remedy,
      int total,
      int open,
      List<Line> lines) {
    /** More than that are counted, not named. */
    public static final int NAMED = 200;

    public Group {
      lines = List.copyOf(lines);
    }

    /** How bad. */
    public Severity level() {
      return Severity.of(severity);
    }
  }

  /**
   * One finding.
   *
   * @param vcenter instance UUID of its vCenter
   * @param vcenterName as the admin calls it
   * @param object type and moId
   * @param part which part of the object; empty for all of it
   * @param name of the object, as it came from vCenter
   * @param path where in the inventory; empty when it is gone
   * @param summary what is wrong; empty when it is gone
   */
  public record Line(
      String vcenter,
      String vcenterName,
      String object,
      String part,
      String name,
      String path,
      String summary) {
    /** True when both are about the same. */
    boolean isOf(Line other) {
      return vcenter.equals(other.vcenter)
          && object.equals(other.object)
          && part.equals(other.part);
    }
  }

  /**
   * Something that kept an audit from being whole.
   *
   * @param state since when
   * @param cause which kind
   * @param name of what it concerns; empty when it is the audit itself
   * @param text in words
   */
  public record Concern(State state, String cause, String name, String text) {
    /** What it is, whatever became of it. */
    Trouble trouble() {
      return new Trouble(cause, name);
    }

    /** True when other schedules may find the same. */
    public boolean isShared() {
      return Troubles.isShared(trouble());
    }

    /** Since when it is there. */
    public enum State {
      /** Since this audit. */
      NEW,
      /** Since an earlier one. */
      STILL,
      /** It is gone. */
      OVER
    }
  }

  /** True when something in it has to be looked at. */
  public boolean isBad() {
    return parts.stream()
        .anyMatch(
            part ->
                part.groups().stream().anyMatch(group -> group.turn().isBad())
                    || part.concerns().stream().anyMatch(c -> c.state() != Concern.State.OVER));
  }

  /** As it is kept. */
  public String toJson() {
    return GSON.toJson(this);
  }

  /**
   * As it was kept.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static Notice fromJson(String json) {
    try {
      return Objects.requireNonNull(GSON.fromJson(json, Notice.class));
    } catch (JsonSyntaxException | NullPointerException e) {
      throw new IllegalArgumentException("not a message", e);
    }
  }
}
