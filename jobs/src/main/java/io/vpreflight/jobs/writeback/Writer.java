// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.writeback;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.Execution;
import io.vpreflight.vsphere.TagOperations;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.WriteBack;
import io.vpreflight.vsphere.WriteBack.Machines;
import io.vpreflight.vsphere.WriteBack.Note;
import java.time.Instant;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes into one vCenter: reads what is there, sends the difference. Tags and the attribute come
 * to the same end however often it is begun again; an event is sent at most once. One thread.
 */
public final class Writer {
  private final String name;
  private final WriteBack machines;
  private final TagOperations tags;

  /**
   * Writes into a vCenter.
   *
   * @param name as the configuration calls it
   */
  public Writer(String name, WriteBack machines, TagOperations tags) {
    this.name = name;
    this.machines = machines;
    this.tags = tags;
  }

  /**
   * Writes what is wanted. A vCenter that is another one, and a host, are left alone.
   *
   * @param events those of the state that were not begun yet; each is taken out before it is sent
   */
  public Written write(WriteBackRules rules, WriteBackState state, Deque<Note> events) {
    Tally tally = new Tally(name);
    tally.part(
        () -> {
          if (isThe(state.vcenter(), tally)) {
            Machines seen = machines.machines(Mark.NAME);
            if (rules.tags()) {
              tally.part(() -> tags(state, seen, tally));
            }
            if (rules.attribute()) {
              tally.part(() -> values(Differences.values(state, seen), seen, tally));
            }
            post(events, tally);
          }
        });
    return tally.done();
  }

  /**
   * Takes away all that is ours: tags and values, on whatever machine the account sees.
   *
   * @param definitions true when the tags themselves are removed as well, and their category
   */
  public Written remove(boolean definitions) {
    Tally tally = new Tally(name);
    tally.part(
        () -> {
          String vcenter = machines.vcenter();
          if (vcenter.isEmpty()) {
            tally.trouble(Text.of("writeback.host", name));
            return;
          }
          Machines seen = machines.machines(Mark.NAME);
          WriteBackState nothing =
              new WriteBackState(
                  vcenter, Instant.EPOCH, Map.of(), Map.of(), seen.seen(), List.of());
          tally.part(
              () -> {
                OurTags ours = tags(nothing, seen, tally);
                if (definitions && !ours.removeDefinitions()) {
                  tally.note(Text.of("writeback.category-shared", name, Mark.NAME));
                }
              });
          tally.part(() -> values(Differences.values(nothing, seen), seen, tally));
        });
    return tally.done();
  }

  /** {@code vm-42} is another machine in every vCenter. */
  private boolean isThe(String wanted, Tally tally) {
    String vcenter = machines.vcenter();
    if (vcenter.isEmpty()) {
      tally.trouble(Text.of("writeback.host", name));
    } else if (!vcenter.equals(wanted)) {
      tally.trouble(Text.of("writeback.other", name));
    }
    return !vcenter.isEmpty() && vcenter.equals(wanted);
  }

  private OurTags tags(WriteBackState state, Machines seen, Tally tally) {
    OurTags ours = new OurTags(tags);
    ours.send(Differences.tags(state, seen.seen(), ours.read()), tally);
    return ours;
  }

  private void values(Differences.Values changes, Machines seen, Tally tally) {
    if (changes.foreign() > 0) {
      tally.note(Text.of("writeback.foreign", name, changes.foreign(), Mark.NAME));
    }
    if (changes.values().isEmpty()) {
      return;
    }
    Integer known = seen.attribute();
    int key = known == null ? machines.addAttribute(Mark.NAME) : known;
    new TreeMap<>(changes.values())
        .forEach(
            (vm, value) -> {
              if (tally.one(() -> machines.setValue(vm, key, value))) {
                tally.set += value.isEmpty() ? 0 : 1;
                tally.cleared += value.isEmpty() ? 1 : 0;
              }
            });
  }

  /** What was on its way when the connection broke may be there: it is not sent again. */
  private void post(Deque<Note> events, Tally tally) {
    for (Note note = events.poll(); note != null; note = events.poll()) {
      Note one = note;
      try {
        tally.posted += tally.one(() -> machines.post(one)) ? 1 : 0;
      } catch (VSphereException e) {
        tally.failed(e);
        if (e.execution() == Execution.UNKNOWN) {
          tally.trouble(Text.of("writeback.event-unknown", name));
          return;
        } else if (Tally.isPassing(e)) {
          events.push(one);
          return;
        } else if (!(e instanceof VSphereException.Fault)) {
          return;
        }
        // That one was refused, for a machine that is gone, say: the others may be taken.
      }
    }
  }
}
