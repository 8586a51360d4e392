// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.writeback;

import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.store.Audits;
import io.vpreflight.jobs.store.SeenFinding;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.vsphere.WriteBack.Note;
import io.vpreflight.vsphere.inventory.MoRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The events about an audit: one for each machine of which something changed, whose type says how
 * bad the machine is now. So an alarm that is set by {@code error} and cleared by {@code resolved}
 * is right also for a machine with several findings.
 */
final class EventNotes {
  /** Followed by the worst severity of the machine, or by {@code resolved}. */
  static final String TYPE = "io.vpreflight.finding.";

  /** For what no machine has an event of its own for. */
  static final String SUMMARY = TYPE + "summary";

  private static final String RESOLVED = "resolved";
  private static final int NAMED = 5;

  private final WriteBackRules rules;
  private final String audit;
  private final Texts texts;
  private final Map<MoRef, Wish> wishes;
  private final Map<MoRef, String> names;

  /** What changed of a machine: ids of checks. */
  private static final class Changed {
    final SortedSet<String> appeared = new TreeSet<>();
    final SortedSet<String> gone = new TreeSet<>();
    String name = "";
  }

  EventNotes(
      WriteBackRules rules,
      String audit,
      Texts texts,
      Map<MoRef, Wish> wishes,
      Map<MoRef, String> names) {
    this.rules = rules;
    this.audit = audit;
    this.texts = texts;
    this.wishes = wishes;
    this.names = names;
  }

  /** The events, worst first; the last one counts those for which there was no room. */
  List<Note> of(String vcenter, Audits.Change change) {
    Map<MoRef, Changed> changed = changed(vcenter, change);
    // A machine that is gone has nothing that an event could be seen on.
    changed.keySet().retainAll(names.keySet());
    List<MoRef> order = new ArrayList<>(changed.keySet());
    order.sort(Comparator.comparing(this::rank).reversed().thenComparing(MoRef::moId));
    int room =
        order.size() <= rules.eventsAtMost() ? order.size() : Math.max(0, rules.eventsAtMost() - 1);
    List<Note> notes = new ArrayList<>();
    for (MoRef vm : order.subList(0, room)) {
      notes.add(note(vm, changed.getOrDefault(vm, new Changed())));
    }
    if (order.size() > room) {
      notes.add(summary(order.size() - room));
    }
    return notes;
  }

  private Map<MoRef, Changed> changed(String vcenter, Audits.Change change) {
    Map<MoRef, Changed> changed = new HashMap<>();
    Set<SeenFinding> appeared = new HashSet<>(change.news());
    for (Audits.Still still : change.still()) {
      if (severity(still.finding()).compareTo(Severity.of(still.before())) > 0) {
        appeared.add(still.finding());
      }
    }
    take(appeared, vcenter, changed, true);
    take(new HashSet<>(change.resolved()), vcenter, changed, false);
    return changed;
  }

  private void take(
      Set<SeenFinding> findings, String vcenter, Map<MoRef, Changed> changed, boolean isNew) {
    Predicate<SeenFinding> counts = one -> severity(one).atLeast(rules.minimum());
    for (SeenFinding finding : findings) {
      MoRef vm = WriteBackStates.vm(finding, vcenter);
      if (vm != null && counts.test(finding)) {
        Changed one = changed.computeIfAbsent(vm, ref -> new Changed());
        one.name = names.getOrDefault(vm, finding.name());
        (isNew ? one.appeared : one.gone).add(finding.check());
      }
    }
  }

  private static Severity severity(SeenFinding finding) {
    return Severity.of(finding.severity());
  }

  private int rank(MoRef vm) {
    Wish wish = wishes.get(vm);
    return wish == null
        ? 0
        : switch (wish.worst()) {
          case INFO -> 1;
          case WARNING -> 2;
          case ERROR -> 3;
          case CRITICAL -> 4;
        };
  }

  private Note note(MoRef vm, Changed changed) {
    Wish wish = wishes.get(vm);
    String state = wish == null ? RESOLVED : wish.worst().label();
    SortedMap<String, String> arguments = arguments();
    arguments.put("state", state);
    arguments.put("appeared", String.join(",", changed.appeared));
    arguments.put("gone", String.join(",", changed.gone));
    return new Note(
        TYPE + state, level(wish), texts.say(message(wish, changed)), vm, changed.name, arguments);
  }

  private Text message(@Nullable Wish wish, Changed changed) {
    if (wish == null) {
      return Text.of("writeback.event.resolved", rules.schedule(), titles(changed.gone));
    }
    Text worst = Text.of("severity." + wish.worst().label());
    if (changed.gone.isEmpty()) {
      return Text.of("writeback.event.appeared", rules.schedule(), titles(changed.appeared), worst);
    }
    return changed.appeared.isEmpty()
        ? Text.of("writeback.event.gone", rules.schedule(), titles(changed.gone), worst)
        : Text.of(
            "writeback.event.both",
            rules.schedule(),
            titles(changed.appeared),
            titles(changed.gone),
            worst);
  }

  private Note summary(int more) {
    SortedMap<String, String> arguments = arguments();
    arguments.put("machines", String.valueOf(more));
    return new Note(
        SUMMARY,
        "info",
        texts.say("writeback.event.summary", rules.schedule(), more),
        null,
        "",
        arguments);
  }

  private SortedMap<String, String> arguments() {
    SortedMap<String, String> arguments = new TreeMap<>();
    arguments.put("audit", audit);
    arguments.put("schedule", rules.schedule());
    return arguments;
  }

  private String titles(Set<String> checks) {
    List<String> named = new ArrayList<>();
    for (String check : checks) {
      if (named.size() < NAMED) {
        named.add(texts.title(check));
      }
    }
    String joined = String.join(", ", named);
    int more = checks.size() - named.size();
    return more == 0 ? joined : texts.say("writeback.event.more", joined, more);
  }

  /** vCenter knows three of our four. */
  private static String level(@Nullable Wish wish) {
    if (wish == null || wish.worst() == Severity.INFO) {
      return "info";
    }
    return wish.worst() == Severity.WARNING ? "warning" : "error";
  }
}
