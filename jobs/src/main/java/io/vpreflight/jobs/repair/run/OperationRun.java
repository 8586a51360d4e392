// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.PlanStep;
import io.vpreflight.jobs.repair.plan.StepAction;
import io.vpreflight.jobs.repair.run.RunProgress.Phase;
import io.vpreflight.jobs.store.JournalEvent;
import io.vpreflight.jobs.store.StoreException;
import io.vpreflight.vsphere.FaultKind;
import io.vpreflight.vsphere.RepairSight;
import io.vpreflight.vsphere.TargetState;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.VmState;
import io.vpreflight.vsphere.inventory.VimFault;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Drives one operation from wherever its journal stands to an end: settle what is open, else ask
 * the gate, else send the next step. A crash, a lost reply and an orderly start are the same to it.
 * For one thread.
 */
final class OperationRun implements AutoCloseable {
  private final Operation operation;
  private final RunTools tools;
  private final Consent consent;
  private final Diary diary;
  private final Ledger ledger;
  private final Holding holding;
  private final Gate gate;
  private final Sender sender;
  private final Watch watch;
  private final Verdict verdict;
  private final Waits waits;
  private final Finish finish;
  private final SnapshotReader snapshots;
  private final GuestWatch guest;
  private boolean stopsTheBatch;

  /**
   * Takes up an operation where its journal stands.
   *
   * @param alarm told, while it is under way, why no other machine is to be begun
   */
  OperationRun(Operation operation, RunTools tools, Consent consent, Consumer<Text> alarm) {
    this.operation = operation;
    this.tools = tools;
    this.consent = consent;
    diary = new Diary(tools.journal(), operation, tools.time().clock());
    ledger = diary.ledger();
    holding =
        new Holding(
            tools.leases(),
            operation.resource(),
            tools.holder(),
            tools.time().patience().lease(),
            diary);
    gate = new Gate(operation, ledger, tools.ports(), consent);
    sender = new Sender(operation, tools, diary, holding, gate, consent);
    watch = new Watch(operation, tools, diary, holding);
    verdict = new Verdict(operation, ledger);
    waits = new Waits(operation, tools.time(), holding, consent);
    finish = new Finish(operation, tools, diary, verdict);
    snapshots = new SnapshotReader(operation, tools.ports(), diary);
    guest = new GuestWatch(operation, tools, holding, ledger, alarm);
  }

  /** Gives the lease back. */
  @Override
  public void close() {
    holding.close();
  }

  /**
   * Works until there is an end, or until it is parked.
   *
   * @throws Holding.Lost when somebody else works on it
   * @throws InterruptedException when the process is to end; the journal knows where it stands
   */
  Ending run() throws InterruptedException {
    holding.keep();
    if (ledger.isStarted()) {
      diary.write(JournalEvent.RESUMED, "", Map.of());
    } else {
      diary.write(
          JournalEvent.STARTED,
          "",
          Map.of("name", operation.name(), "kind", operation.kind().label()));
    }
    Ending ending = null;
    while (ending == null) {
      ending = guarded();
    }
    Text harmed = guest.harmed(ending, () -> consent.stop(operation.id()) != null);
    return finish.end(
        ending, stopsTheBatch ? reason("batch-stopped-by", operation.name()) : harmed);
  }

  /**
   * Only looks: what is open is settled, nothing is sent.
   *
   * @return false when something still runs, so that it stays open
   */
  boolean settle() throws InterruptedException {
    holding.keep();
    Ledger.Open open = ledger.open();
    return open == null || watch.settle(open).result() != null;
  }

  private @Nullable Ending guarded() throws InterruptedException {
    try {
      holding.keep();
      Ledger.Open open = ledger.open();
      if (open != null) {
        return settled(open);
      }
      return ledger.isGoingBack() ? back() : forward();
    } catch (Sender.NoLeave e) {
      return null;
    } catch (StoreException e) {
      if (e.kind() != StoreException.Kind.LEASE_LOST) {
        throw e;
      }
      return null;
    } catch (VSphereException.Cancelled e) {
      // The process is to end; what is open stays open, and the next one looks.
      throw new InterruptedException();
    } catch (VSphereException e) {
      if (e.kind() == FaultKind.GONE) {
        return Ending.of(RepairOutcome.GONE, reason("gone"));
      }
      return Ending.of(
          RepairOutcome.NEEDS_HUMAN, reason("unreadable", String.valueOf(e.getMessage())));
    }
  }

  private @Nullable Ending settled(Ledger.Open open) throws InterruptedException {
    PlanStep step = Steps.of(operation, open);
    Watch.Settled settled = watch.settle(open);
    if (settled.result() == null) {
      return Ending.of(RepairOutcome.PARKED, reason("still-running", step.id()));
    }
    if (settled.isDone()) {
      guest.tell(step);
      tell(step, Phase.DONE, null);
      return null;
    }
    if (Ledger.NOT_DONE.equals(settled.result()) && settled.fault() == null) {
      // Nobody executed it: it may be sent again, at once the first time.
      Ledger.Tries tries = Objects.requireNonNull(ledger.tries(step.id()));
      return tries.count() < 2 ? null : trouble(step, reason("lost", step.id()), Reaction.RETRY);
    }
    return failed(step, settled.fault());
  }

  private @Nullable Ending failed(PlanStep step, @Nullable VimFault fault)
      throws InterruptedException {
    FaultTable.Column column = Steps.column(step, operation, ledger);
    if (fault == null) {
      Text why = reason("no-effect", step.id());
      return trouble(step, why, FaultTable.giveUp(column));
    }
    stopsTheBatch |= FaultTable.stopsTheBatch(fault);
    Text why =
        reason(
            "fault",
            step.id(),
            fault.faultClass(),
            Objects.requireNonNullElse(fault.message(), ""));
    return trouble(step, why, FaultTable.reaction(fault, column));
  }

  private @Nullable Ending forward() throws InterruptedException {
    PlanStep step = Steps.next(operation, ledger);
    if (step == null) {
      return verify(null);
    }
    return switch (step.action()) {
      case LOG_BEGIN -> begin(step);
      case READ_CHANGE_IDS -> read(step);
      case VERIFY -> verify(step);
      default -> pass(step);
    };
  }

  private @Nullable Ending back() throws InterruptedException {
    TargetState seen;
    try {
      seen = tools.ports().sight().target(operation.object());
    } catch (VSphereException e) {
      return unreachable(null, e);
    }
    PlanStep step = Steps.back(operation, ledger, seen);
    if (step != null) {
      return pass(step);
    }
    boolean deltas = isNeeded(seen) && !ledger.snapshots().isEmpty();
    if (deltas && operation.options().consolidateAfter() && ledger.tries(Steps.MERGE) == null) {
      return pass(Steps.merge());
    }
    return deltas
        ? Ending.of(RepairOutcome.NEEDS_HUMAN, reason("deltas"))
        : verdict.back(seen, ledger.backReason());
  }

  private @Nullable Ending pass(PlanStep step) throws InterruptedException {
    snapshots.readBeforeRemoval(step);
    Gate.Answer answer = gate.at(step);
    stopsTheBatch |= answer.stopsTheBatch();
    if (answer.way() != Gate.Way.LATER) {
      waits.over();
    }
    return switch (answer.way()) {
      case GO -> send(step, Objects.requireNonNull(answer.seen()));
      case ALREADY -> already(step, Objects.requireNonNull(answer.seen()));
      case LATER -> later(step, answer.reason());
      case BACK -> goBack(answer.reason());
      case PARK -> park(answer.reason());
      case CONSOLIDATE -> pass(Steps.merge());
      case HUMAN -> Ending.of(RepairOutcome.NEEDS_HUMAN, answer.reason());
      case GONE -> Ending.of(RepairOutcome.GONE, answer.reason());
    };
  }

  private @Nullable Ending send(PlanStep step, TargetState seen) throws InterruptedException {
    tell(step, Phase.SENDING, null);
    VimFault fault = sender.send(step, seen);
    if (fault == null) {
      return null;
    }
    if (fault.faultClass().equals("ManagedObjectNotFound")) {
      // The next look tells what is gone: the machine, or only the snapshot.
      return null;
    }
    return failed(step, fault);
  }

  private @Nullable Ending already(PlanStep step, TargetState seen) {
    Map<String, String> details = Sender.outcome(step, Ledger.DONE, null);
    details.put("already", "true");
    if (step.action() == StepAction.CREATE_SNAPSHOT) {
      details.put(
          Ledger.SNAPSHOT, Effect.named(step, operation, ledger, seen).get(0).ref().toString());
    }
    diary.write(JournalEvent.SETTLED, step.id(), details);
    tell(step, Phase.DONE, null);
    return null;
  }

  /**
   * Before the first mutation, and only if it may come: nobody reads of a repair that never was.
   */
  private @Nullable Ending begin(PlanStep step) throws InterruptedException {
    PlanStep first =
        operation.steps().stream()
            .filter(one -> one.action().isMutation())
            .findFirst()
            .orElseThrow();
    Gate.Answer answer = gate.at(first);
    if (answer.way() != Gate.Way.GO) {
      return pass(first);
    }
    finish.begun();
    Map<String, String> details = Sender.outcome(step, Ledger.DONE, null);
    details.putAll(guest.before());
    diary.write(JournalEvent.OUTCOME, step.id(), details);
    return null;
  }

  private @Nullable Ending read(PlanStep step) throws InterruptedException {
    try {
      snapshots.read(step);
    } catch (VSphereException e) {
      return unreachable(step, e);
    }
    tell(step, Phase.DONE, null);
    return null;
  }

  private @Nullable Ending verify(@Nullable PlanStep step) throws InterruptedException {
    TargetState seen;
    try {
      seen = tools.ports().sight().target(operation.object());
    } catch (VSphereException e) {
      return unreachable(step, e);
    }
    for (PlanStep one : operation.steps()) {
      if (one.action() == StepAction.CLEAR_ATTRIBUTE && !isEmpty(String.valueOf(one.about()))) {
        return Ending.of(RepairOutcome.NEEDS_HUMAN, reason("no-effect", one.id()));
      }
    }
    boolean mayMerge =
        operation.isAboutTracking()
            && operation.options().consolidateAfter()
            && ledger.tries(Steps.MERGE) == null;
    if (isNeeded(seen) && mayMerge) {
      return pass(Steps.merge());
    }
    return verdict.done(seen);
  }

  private static boolean isNeeded(TargetState seen) {
    return seen instanceof VmState vm && Boolean.TRUE.equals(vm.consolidationNeeded());
  }

  private boolean isEmpty(String attribute) {
    RepairSight.Attribute now = tools.ports().sight().attribute(operation.object(), attribute);
    return now != null && now.value().isEmpty();
  }

  private @Nullable Ending trouble(PlanStep step, Text why, Reaction reaction)
      throws InterruptedException {
    tell(step, Phase.FAILED, why);
    return switch (reaction) {
      case RETRY -> again(step, why);
      case COMPENSATE -> goBack(why);
      case NEEDS_HUMAN -> Ending.of(RepairOutcome.NEEDS_HUMAN, why);
    };
  }

  private @Nullable Ending again(PlanStep step, Text why) throws InterruptedException {
    Ledger.Tries tries = Objects.requireNonNull(ledger.tries(step.id()));
    Instant next = RetryLadder.next(tries.first(), tries.last());
    if (next.isAfter(tries.first().plus(operation.deadline()))) {
      return trouble(step, why, FaultTable.giveUp(Steps.column(step, operation, ledger)));
    }
    tell(step, Phase.WAITING, why);
    waits.sleep(waits.until(next));
    return null;
  }

  /** Something passing is in the way. */
  private @Nullable Ending later(@Nullable PlanStep step, Text why) throws InterruptedException {
    Duration wait = waits.next();
    if (wait == null) {
      boolean home = step == null || gate.isWayHome(step);
      return home ? Ending.of(RepairOutcome.PARKED, why) : goBack(why);
    }
    if (step != null) {
      tell(step, Phase.WAITING, why);
    }
    waits.sleep(wait);
    return null;
  }

  private @Nullable Ending unreachable(@Nullable PlanStep step, VSphereException e)
      throws InterruptedException {
    if (e.kind() != FaultKind.RETRY && e.kind() != FaultKind.LOG_IN_AGAIN) {
      throw e;
    }
    return later(step, reason("unreachable", String.valueOf(e.getMessage())));
  }

  private @Nullable Ending goBack(Text why) {
    if (ledger.isGoingBack()) {
      return Ending.of(RepairOutcome.NEEDS_HUMAN, why);
    }
    if (!ledger.isTouched()) {
      return Ending.of(RepairOutcome.UNTOUCHED, why);
    }
    Map<String, String> details = new TreeMap<>();
    Ending.put(details, Ledger.REASON, why);
    diary.write(JournalEvent.COMPENSATING, "", details);
    tools.progress().goingBack(operation, why);
    return null;
  }

  private Ending park(Text why) {
    Instant since = ledger.parkedSince();
    boolean ends = why.key().equals(Ending.PROCESS_ENDS);
    boolean late =
        !ends && since != null && tools.time().now().isAfter(since.plus(operation.deadline()));
    return Ending.of(late ? RepairOutcome.NEEDS_HUMAN : RepairOutcome.PARKED, why);
  }

  private void tell(PlanStep step, Phase phase, @Nullable Text note) {
    tools.progress().step(operation, step, phase, null, note);
  }

  private static Text reason(String key, Object... args) {
    return Text.of("repair.reason." + key, args);
  }
}
