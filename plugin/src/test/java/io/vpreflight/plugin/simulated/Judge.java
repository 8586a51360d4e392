// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import com.google.gson.JsonObject;
import io.vpreflight.jobs.store.JournalEntry;
import io.vpreflight.jobs.store.JournalEvent;
import io.vpreflight.simulator.MutationLog;
import io.vpreflight.simulator.Simulator;
import io.vpreflight.simulator.SimulatorBuilder;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.ManagedObject;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.simulator.vm.Truth;
import io.vpreflight.vsphere.inventory.MoRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether the invariants I1 to I6 hold of what was done to one machine since this was made. Judged
 * by the vCenter: by its own log of what it executed, and by its objects. Of ours only the intents
 * are looked at, for the one question whether each call had one.
 */
final class Judge {
  private static final String OURS = "vpreflight-cbt-";
  private static final Set<String> HARMLESS = Set.of("LogUserEvent");
  private static final Set<String> LEGAL =
      Set.of(
          "untouched",
          "complete",
          "complete-not-proven",
          "rolled-back",
          "armed",
          "parked",
          "needs-human",
          "gone");

  private final Simulator server;
  private final Ref vm;
  private final long mark;
  private final boolean flag;
  private final Map<Integer, Truth.TrackedState> tracked;
  private final Set<Ref> foreign;
  private final Map<String, String> made = new ConcurrentHashMap<>();

  Judge(Simulator server, MoRef vm) {
    this.server = server;
    this.vm = new Ref(vm.type(), vm.moId());
    mark = server.mutations().entries().size();
    flag = flag();
    tracked = server.behaviour().truth().tracked(this.vm);
    foreign = foreign();
    server
        .behaviour()
        .tasks()
        .watch(
            end -> {
              if (end.entity().equals(this.vm)) {
                note();
              }
            });
  }

  /** What our user called that changes something, in order, whatever became of it. */
  List<MutationLog.Entry> calls() {
    return since().stream()
        .filter(one -> one.kind().equals("call") && one.user().equals(SimulatorBuilder.USER))
        .filter(one -> !HARMLESS.contains(one.method()))
        .toList();
  }

  /** The methods of the calls that were carried out, in order. */
  List<String> executed() {
    return calls().stream()
        .filter(one -> one.outcome().startsWith("ok"))
        .map(MutationLog.Entry::method)
        .toList();
  }

  /**
   * What does not hold; empty when all is well.
   *
   * @param ending as the command told it
   * @param journal of the plan
   */
  List<String> broken(JsonObject ending, List<JournalEntry> journal) {
    List<String> broken = new ArrayList<>();
    intents(journal, broken);
    oneAtATime(broken);
    removals(broken);
    if (!foreign().containsAll(stillThere())) {
      broken.add("I6: a snapshot of others is gone");
    }
    String outcome = ending.get("outcome").getAsString();
    if (!LEGAL.contains(outcome)) {
      broken.add("I3: " + outcome);
    }
    if (server.world().locked(() -> server.world().find(vm)) != null) {
      machine(outcome, ending, broken);
    }
    return broken;
  }

  private void machine(String outcome, JsonObject ending, List<String> broken) {
    boolean told =
        !ending.getAsJsonArray("left").isEmpty() && !ending.getAsJsonArray("commands").isEmpty();
    boolean open = outcome.equals("needs-human") || outcome.equals("parked");
    if (snapshots().stream().anyMatch(this::isOurs) && !(open && told)) {
      broken.add("I3: a snapshot of ours is left at " + outcome);
    }
    if (flag && !flag() && !(open && told)) {
      broken.add("I4: tracking is off at " + outcome);
    }
    if (outcome.startsWith("complete")) {
      complete(outcome, broken);
    }
    if (outcome.equals("rolled-back") && flag != flag()) {
      broken.add("I3: rolled back, and the flag is another");
    }
    if (outcome.equals("untouched")
        && (flag != flag()
            || !server.behaviour().truth().tracked(vm).keySet().equals(tracked.keySet()))) {
      broken.add("I3: untouched, and tracking is another");
    }
  }

  private void complete(String outcome, List<String> broken) {
    if (!flag()) {
      broken.add("I3: complete, and tracking is off");
    }
    if (consolidationNeeded()) {
      broken.add("I3: complete, and consolidation is needed");
    }
    Map<Integer, Truth.TrackedState> now = server.behaviour().truth().tracked(vm);
    tracked.forEach(
        (disk, before) -> {
          Truth.TrackedState after = now.get(disk);
          if (after == null || (outcome.equals("complete") && after.uuid().equals(before.uuid()))) {
            broken.add("I3: complete, and disk " + disk + " is tracked as before: " + after);
          } else if (!after.fromTheBeginning()) {
            broken.add("I3: disk " + disk + " is tracked from a snapshot on");
          }
        });
  }

  /** I1: each call has its own intent, written before. */
  private void intents(List<JournalEntry> journal, List<String> broken) {
    List<String> written = new ArrayList<>();
    for (JournalEntry line : journal) {
      if (line.event() == JournalEvent.INTENT) {
        written.add(
            line.operationId()
                + " "
                + line.details().get("method")
                + " "
                + line.details().get("target"));
      }
    }
    for (MutationLog.Entry call : calls()) {
      String wanted = call.operationId() + " " + call.method() + " " + call.target();
      if (!written.remove(wanted)) {
        broken.add("I1: no intent for " + wanted);
      }
    }
  }

  /** I2: no call while a task of ours runs. */
  private void oneAtATime(List<String> broken) {
    Set<String> open = new HashSet<>();
    for (MutationLog.Entry entry : since()) {
      if (entry.kind().equals("restart")) {
        open.clear();
      } else if (entry.kind().equals("task")) {
        open.remove(entry.outcome().substring(entry.outcome().indexOf(' ') + 1));
      } else if (calls().contains(entry)) {
        if (!open.isEmpty()) {
          broken.add("I2: " + entry.method() + " while " + open);
        }
        if (entry.outcome().startsWith("ok Task:")) {
          open.add(entry.outcome().substring("ok ".length()));
        }
      }
    }
  }

  /** I5: what we remove we have made, in the same operation. */
  private void removals(List<String> broken) {
    for (MutationLog.Entry call : calls()) {
      if (call.method().startsWith("RemoveAll")) {
        broken.add("I5: " + call.method());
      } else if (call.method().equals("RemoveSnapshot_Task")
          && !call.operationId().equals(made.get(call.target()))) {
        broken.add("I5: " + call.target() + " was removed and was not made: " + made);
      }
    }
  }

  /** Our snapshots under the operations whose ids are in their names; with the lock held. */
  private void note() {
    ManagedObject machine = server.world().find(vm);
    if (machine != null) {
      tree(machine).stream()
          .filter(this::isOurs)
          .forEach(
              node ->
                  made.put(
                      refOf(node).toString(),
                      String.valueOf(node.textAt("name")).replaceAll(OURS + "|-.$", "")));
    }
  }

  private List<MutationLog.Entry> since() {
    return server.mutations().entries().stream().filter(one -> one.number() > mark).toList();
  }

  private boolean flag() {
    return server
        .world()
        .locked(() -> server.world().get(vm).isTrue("config", "changeTrackingEnabled"));
  }

  private boolean consolidationNeeded() {
    return server
        .world()
        .locked(() -> server.world().get(vm).isTrue("runtime", "consolidationNeeded"));
  }

  /** The foreign snapshots of then, without those that others have removed since. */
  private Set<Ref> stillThere() {
    Set<Ref> wanted = new TreeSet<>(foreign);
    Set<String> removed = new HashSet<>();
    since().stream()
        .filter(one -> one.kind().equals("other"))
        .forEach(one -> removed.add(one.target()));
    wanted.removeIf(one -> removed.contains(one.toString()));
    return wanted;
  }

  private Set<Ref> foreign() {
    return server
        .world()
        .locked(
            () -> {
              Set<Ref> all = new TreeSet<>();
              for (ManagedObject machine : server.world().ofType("VirtualMachine")) {
                tree(machine).stream()
                    .filter(one -> !isOurs(one))
                    .forEach(one -> all.add(refOf(one)));
              }
              return all;
            });
  }

  private List<Element> snapshots() {
    return server.world().locked(() -> tree(server.world().get(vm)));
  }

  private static Ref refOf(Element node) {
    return Objects.requireNonNull(node.refAt("snapshot"));
  }

  private boolean isOurs(Element node) {
    return String.valueOf(node.textAt("name")).startsWith(OURS);
  }

  private static List<Element> tree(ManagedObject machine) {
    List<Element> all = new ArrayList<>();
    Element snapshot = machine.get("snapshot");
    if (snapshot != null) {
      all.addAll(snapshot.children("rootSnapshotList"));
      for (int i = 0; i < all.size(); i++) {
        all.addAll(all.get(i).children("childSnapshotList"));
      }
    }
    return all;
  }
}
