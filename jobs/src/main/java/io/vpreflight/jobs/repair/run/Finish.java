// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.store.JournalEvent;
import io.vpreflight.vsphere.TargetState;
import io.vpreflight.vsphere.VSphereException;
import org.jspecify.annotations.Nullable;

/**
 * Where an operation begins and where it ends, for people: vCenter, journal and screen are told.
 */
final class Finish {
  private final Operation operation;
  private final RunTools tools;
  private final Diary diary;
  private final Verdict verdict;

  Finish(Operation operation, RunTools tools, Diary diary, Verdict verdict) {
    this.operation = operation;
    this.tools = tools;
    this.diary = diary;
    this.verdict = verdict;
  }

  /** The first mutation may come. */
  void begun() {
    annotate(Text.of("repair.event.begin", operation.kind().label(), operation.id()));
  }

  /** It has ended, or is parked: with what is left, and how a person goes on. */
  Ending end(Ending bare, @Nullable Text stop) {
    TargetState seen = null;
    if (bare.outcome() != RepairOutcome.GONE) {
      try {
        seen = tools.ports().sight().target(operation.object());
      } catch (VSphereException e) {
        seen = null;
      }
    }
    Ledger ledger = diary.ledger();
    Ending ending = verdict.withLeftovers(bare, seen).counted(ledger.hasTried(), stop);
    if (!ending.outcome().isOpen() && ledger.isTouched()) {
      annotate(Text.of("repair.event.end", operation.id(), ending.outcome().id()));
    }
    diary.write(
        ending.outcome().isOpen() ? JournalEvent.PARKED : JournalEvent.FINISHED,
        "",
        ending.details());
    tools.progress().ended(operation, ending);
    return ending;
  }

  /** People are told in vCenter, too; a repair does not fail because of that. */
  private void annotate(Text text) {
    try {
      tools.ports().annotations().logUserEvent(operation.object(), tools.words().apply(text));
    } catch (VSphereException e) {
      tools
          .progress()
          .noted(operation, Text.of("repair.reason.no-event", String.valueOf(e.getMessage())));
    }
  }
}
