// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify;

import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.audit.FailedSource;
import io.vpreflight.jobs.audit.Finding;
import io.vpreflight.jobs.audit.Incompleteness;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.notify.Notice.Concern;
import io.vpreflight.jobs.notify.Notice.Group;
import io.vpreflight.jobs.notify.Notice.Line;
import io.vpreflight.jobs.notify.Notice.Part;
import io.vpreflight.jobs.store.Audits;
import io.vpreflight.jobs.store.SeenFinding;
import io.vpreflight.jobs.store.StoredAudit;
import io.vpreflight.jobs.text.Problems;
import io.vpreflight.jobs.text.Texts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what changed with one audit, for one channel and in its language. */
final class Parts {
  static final Comparator<Group> ORDER =
      Comparator.comparing(Group::turn)
          .thenComparing(Comparator.comparing(Group::level).reversed())
          .thenComparing(group -> -group.total())
          .thenComparing(Group::check)
          .thenComparing(Group::kind);

  private final Rules rules;
  private final Texts texts;
  private final Elsewhere elsewhere;

  /**
   * For a channel.
   *
   * @param elsewhere what it knows by other schedules
   */
  Parts(Rules rules, Texts texts, Elsewhere elsewhere) {
    this.rules = rules;
    this.texts = texts;
    this.elsewhere = elsewhere;
  }

  /** What one audit changed. */
  Written of(Audit audit, StoredAudit kept, Audits.Change change) {
    StoredAudit.Counts counts = kept.counts();
    Builder builder = changed(audit, change);
    Concerns concerns = Concerns.of(change.troubles(), words(audit), elsewhere, texts);
    Map<SeenFinding.Identity, Severity> bad = new HashMap<>(builder.bad);
    concerns.news().forEach(one -> bad.put(one, Severity.ERROR));
    Set<SeenFinding.Identity> gone = new HashSet<>(builder.gone);
    gone.addAll(concerns.over());
    return new Written(
        part(kept, counts, builder, concerns.all()),
        bad,
        gone,
        elsewhere.over(builder.bad.keySet(), builder.gone, builder.own()));
  }

  private static Part part(
      StoredAudit kept, StoredAudit.Counts counts, Builder builder, List<Concern> concerns) {
    return new Part(
        kept.schedule(),
        kept.id(),
        kept.profile(),
        kept.startedAt().toString(),
        kept.complete(),
        new Notice.Counts(
            counts.vms(),
            counts.critical(),
            counts.error(),
            counts.warning(),
            counts.info(),
            counts.undetermined()),
        kept.report(),
        builder.groups(),
        builder.belowMinimum,
        concerns,
        builder.known);
  }

  /** Why an audit did not come about. */
  Written ofFailure(String schedule, String at, Text why, Audits.Change change) {
    return written(schedule, at, false, Map.of(Troubles.ofFailure(), why), change);
  }

  /** What something other than an audit found, or that it was not done. */
  Written ofJob(String schedule, String at, Map<Audits.Trouble, Text> words, Audits.Change change) {
    return written(schedule, at, true, words, change);
  }

  private Written written(
      String schedule,
      String at,
      boolean isWhole,
      Map<Audits.Trouble, Text> words,
      Audits.Change change) {
    Concerns concerns = Concerns.of(change.troubles(), words, elsewhere, texts);
    Map<SeenFinding.Identity, Severity> bad = new HashMap<>();
    concerns.news().forEach(one -> bad.put(one, Severity.ERROR));
    Part part =
        new Part(
            schedule, "", "", at, isWhole, Notice.Counts.NONE, "", List.of(), 0, concerns.all());
    return new Written(part, bad, concerns.over(), List.of());
  }

  private Builder changed(Audit audit, Audits.Change change) {
    Map<SeenFinding.Identity, Finding> found = new HashMap<>();
    audit.findings().forEach(one -> found.putIfAbsent(Seen.of(one).identity(), one));
    Map<String, Integer> open = new HashMap<>();
    found.values().stream()
        .filter(one -> rules.wants(one.severity()))
        .forEach(one -> open.merge(one.check(), 1, Integer::sum));
    Map<String, String> names = new HashMap<>();
    audit
        .estate()
        .scenes()
        .forEach(
            scene ->
                names.put(
                    scene.inventory().vcenter().instanceUuid(),
                    scene.inventory().vcenter().name()));
    Builder builder = new Builder(found, open, names);
    Set<SeenFinding.Identity> back =
        change.back().stream().map(SeenFinding::identity).collect(Collectors.toSet());
    for (SeenFinding one : change.news()) {
      builder.add(back.contains(one.identity()) ? Turn.BACK : Turn.NEW, one, severity(one));
    }
    for (Audits.Still still : change.still()) {
      Severity now = severity(still.finding());
      Severity before = Severity.of(still.before());
      if (now.compareTo(before) > 0) {
        builder.add(Turn.WORSE, still.finding(), now);
      } else if (now.compareTo(before) < 0 && !rules.wants(now)) {
        builder.add(Turn.BETTER, still.finding(), before);
      }
    }
    change.resolved().forEach(one -> builder.add(Turn.RESOLVED, one, severity(one)));
    return builder;
  }

  private static Severity severity(SeenFinding one) {
    return Severity.of(one.severity());
  }

  /** Gathers findings into groups. */
  private final class Builder {
    private final Map<SeenFinding.Identity, Finding> found;
    private final Map<String, Integer> open;
    private final Map<String, String> names;
    private final Map<String, Group> first = new LinkedHashMap<>();
    private final Map<String, List<Line>> lines = new HashMap<>();
    private final Map<String, Integer> totals = new HashMap<>();
    private final Map<SeenFinding.Identity, Severity> bad = new HashMap<>();
    private final Set<SeenFinding.Identity> gone = new HashSet<>();
    private int belowMinimum;
    private int known;

    Builder(
        Map<SeenFinding.Identity, Finding> found,
        Map<String, Integer> open,
        Map<String, String> names) {
      this.found = found;
      this.open = open;
      this.names = names;
    }

    void add(Turn turn, SeenFinding seen, Severity severity) {
      if (!rules.wants(severity)) {
        belowMinimum++;
        return;
      }
      if (turn.isBad()) {
        Severity before = elsewhere.known(seen.identity());
        if (before == null) {
          told(turn, seen, severity);
        } else if (severity.compareTo(before) > 0) {
          told(Turn.WORSE, seen, severity);
        } else {
          known++;
        }
      } else if (elsewhere.isOpen(seen.identity())) {
        known++;
      } else {
        told(turn, seen, severity);
      }
    }

    private void told(Turn turn, SeenFinding seen, Severity severity) {
      if (turn.isBad()) {
        bad.put(seen.identity(), severity);
      } else {
        gone.add(seen.identity());
      }
      Finding finding = turn == Turn.RESOLVED ? null : found.get(seen.identity());
      String kind = finding == null ? "" : finding.kind();
      // What is to be done may be something else for each, such as another product to ask.
      String remedy = finding == null || !turn.isBad() ? "" : texts.say(finding.remedy());
      String key = turn + " " + severity + " " + seen.check() + " " + kind + " " + remedy;
      first.computeIfAbsent(key, k -> group(turn, seen, severity, kind, remedy));
      totals.merge(key, 1, Integer::sum);
      List<Line> named = lines.computeIfAbsent(key, k -> new ArrayList<>());
      if (named.size() < Group.NAMED) {
        named.add(line(seen, finding));
      }
    }

    private Group group(
        Turn turn, SeenFinding seen, Severity severity, String kind, String remedy) {
      return new Group(
          turn,
          seen.check(),
          kind,
          severity.label(),
          texts.title(seen.check()),
          remedy,
          0,
          open.getOrDefault(seen.check(), 0),
          List.of());
    }

    private Line line(SeenFinding seen, @Nullable Finding finding) {
      return new Line(
          seen.vcenter(),
          names.getOrDefault(seen.vcenter(), seen.vcenter()),
          seen.object(),
          seen.part(),
          seen.name(),
          finding == null ? "" : finding.object().path(),
          finding == null ? "" : texts.say(finding.summary()));
    }

    /** What is open now, as bad as the channel wants to hear. */
    Set<SeenFinding.Identity> own() {
      return found.values().stream()
          .filter(one -> rules.wants(one.severity()))
          .map(one -> Seen.of(one).identity())
          .collect(Collectors.toSet());
    }

    List<Group> groups() {
      List<Group> all = new ArrayList<>();
      first.forEach(
          (key, g) ->
              all.add(
                  new Group(
                      g.turn(),
                      g.check(),
                      g.kind(),
                      g.severity(),
                      g.title(),
                      g.remedy(),
                      totals.getOrDefault(key, 0),
                      g.open(),
                      lines.getOrDefault(key, List.of()))));
      all.sort(ORDER);
      return all;
    }
  }

  private static Map<Audits.Trouble, Text> words(Audit audit) {
    Map<Audits.Trouble, Text> words = new LinkedHashMap<>();
    for (Incompleteness one : audit.incomplete()) {
      words.putIfAbsent(Troubles.of(one), one.text());
    }
    for (FailedSource source : audit.failed()) {
      words.put(
          Troubles.of(Incompleteness.Cause.UNREACHABLE, source.name()),
          Problems.of(source.name(), source.problem()));
    }
    return words;
  }
}
