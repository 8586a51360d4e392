// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.PlanTarget;
import io.vpreflight.jobs.repair.plan.RepairPlan;
import io.vpreflight.jobs.store.JournalEntry;
import io.vpreflight.jobs.store.JournalEvent;
import io.vpreflight.vsphere.FaultKind;
import io.vpreflight.vsphere.VSphereException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs an approved plan on its vCenter, and goes on with one that was left. Whatever the journal
 * knows the beginning of is settled first, by looking. Safe for one run at a time.
 */
public final class RepairRunner {
  private static final Duration NAP = Duration.ofSeconds(15);

  private final RunTools tools;

  /** With these tools. */
  public RepairRunner(RunTools tools) {
    this.tools = tools;
  }

  /**
   * How it ended.
   *
   * @param endings by operation, in the order of the plan
   * @param stopped why not everything was begun; null when it was
   */
  public record Result(Map<Operation, Ending> endings, @Nullable Text stopped) {
    /** True when nobody has to do anything more. */
    public boolean isGood() {
      return stopped == null
          && endings.values().stream().allMatch(ending -> ending.outcome().isGood());
    }
  }

  /**
   * Settles what earlier runs left open on this vCenter: looks at it, writes down what it found,
   * sends nothing.
   *
   * @param plans the plan of a digest; null when it is not known any more
   * @return the operations that are open, settled or not
   */
  public List<Unfinished.Begun> settle(Function<String, @Nullable RepairPlan> plans)
      throws InterruptedException {
    List<Unfinished.Begun> open = Unfinished.of(tools.journal());
    for (Unfinished.Begun begun : open) {
      RepairPlan plan = plans.apply(begun.planDigest());
      Operation operation = plan == null ? null : operation(begun, plan);
      if (operation != null && begun.vcenter().equals(tools.ports().sight().vcenter())) {
        settle(operation);
      }
    }
    return open;
  }

  private void settle(Operation operation) throws InterruptedException {
    try (OperationRun run = new OperationRun(operation, tools, nobody(), stop -> {})) {
      run.settle();
    } catch (Holding.Lost e) {
      tools.progress().noted(operation, Text.of("repair.reason.lease", operation.name()));
    } catch (VSphereException e) {
      if (e.kind() != FaultKind.GONE) {
        throw e;
      }
    }
  }

  /**
   * Runs what the plan has left to do: begins what was not begun, goes on with what is open, leaves
   * alone what has come to an end.
   *
   * @param parkWait how long to wait for others who are at work on a machine, 0 for not at all
   * @throws TakenOver when it is not our turn to repair any more
   * @throws InterruptedException when the process is to end; the journal knows where it stands
   */
  public Result run(RepairPlan plan, String digest, Consent consent, Duration parkWait)
      throws InterruptedException {
    return run(plan, digest, consent, parkWait, Long.MAX_VALUE);
  }

  /**
   * The same for a run that nobody asked for: what ended after somebody did counts against the
   * limits as if no process had ended in between.
   *
   * @param asked number of the line of the journal that tells when somebody asked last
   */
  public Result run(RepairPlan plan, String digest, Consent consent, Duration parkWait, long asked)
      throws InterruptedException {
    Map<String, Unfinished.Begun> begun = Unfinished.ofPlan(tools.journal(), digest);
    List<Operation> operations = new ArrayList<>();
    Set<String> open = new HashSet<>();
    Map<Operation, Ending> counted = new LinkedHashMap<>();
    Map<Operation, Ending> all = new LinkedHashMap<>();
    for (PlanTarget target : plan.repaired()) {
      Unfinished.Begun before = begun.get(target.object().ref().toString());
      String id = before == null ? Operation.newId(tools.time().now()) : before.id();
      Operation operation = Operation.of(id, digest, plan, target);
      List<JournalEntry> lines =
          before == null || !before.finished() ? List.of() : tools.journal().of(before.id());
      Ending ended = Ending.of(lines);
      all.put(operation, ended == null ? Ending.of(RepairOutcome.UNTOUCHED) : ended);
      if (ended == null) {
        operations.add(operation);
        if (before != null && hasSent(before)) {
          open.add(id);
        }
      } else if (lines.get(lines.size() - 1).number() > asked) {
        counted.put(operation, Ending.counted(ended, lines));
      }
    }
    tools.progress().begins(all.size() - operations.size(), all.size());
    Batch batch =
        new Batch(
            plan,
            tools.time().clock(),
            tools.time().pause(),
            open,
            (operation, alarm) -> one(operation, new Within(plan.window(), consent, tools), alarm));
    counted.forEach(batch::ended);
    all.putAll(batch.run(operations));
    waitForParked(all, consent, parkWait);
    // Who waited may have seen all of it through, although it had been left at first.
    boolean whole = all.values().stream().allMatch(ending -> ending.outcome().isGood());
    return new Result(all, whole ? null : batch.stopped());
  }

  private boolean hasSent(Unfinished.Begun begun) {
    return tools.journal().of(begun.id()).stream()
        .anyMatch(line -> line.event() == JournalEvent.INTENT);
  }

  private Ending one(Operation operation, Consent consent, Consumer<Text> alarm)
      throws InterruptedException {
    var other =
        Unfinished.inTheWay(
            tools.journal(),
            operation.planDigest(),
            operation.vcenter(),
            operation.object().toString());
    if (other.isPresent()) {
      String digest = other.get().planDigest();
      return told(
          operation,
          Text.of(
              "repair.reason.open-operation", digest.substring(0, Math.min(12, digest.length()))));
    }
    try (OperationRun run = new OperationRun(operation, tools, consent, alarm)) {
      return run.run();
    } catch (Holding.Lost e) {
      throw new TakenOver(e);
    }
  }

  private Ending told(Operation operation, Text why) {
    Ending ending = Ending.of(RepairOutcome.UNTOUCHED, why);
    tools.progress().ended(operation, ending);
    return ending;
  }

  /** Somebody else is at work on them; nothing of ours is in the way, so there is time. */
  private void waitForParked(Map<Operation, Ending> all, Consent consent, Duration parkWait)
      throws InterruptedException {
    Duration from = tools.time().pause().elapsed();
    Duration until = from.plus(parkWait);
    Duration next = RetryLadder.next(from, from);
    while (next.compareTo(until) <= 0) {
      List<Operation> parked =
          all.entrySet().stream()
              .filter(one -> one.getValue().outcome().isOpen())
              .map(Map.Entry::getKey)
              .filter(one -> consent.stop(one.id()) == null)
              .toList();
      if (parked.isEmpty()) {
        return;
      }
      while (!tools.time().isOver(next)) {
        tools.time().pause().sleep(NAP);
        tools.leases().stay();
        if (parked.stream().anyMatch(one -> consent.stop(one.id()) != null)) {
          return;
        }
      }
      for (Operation operation : parked) {
        all.put(operation, one(operation, consent, stop -> {}));
      }
      next = RetryLadder.next(from, next);
    }
  }

  private @Nullable Operation operation(Unfinished.Begun begun, RepairPlan plan) {
    return plan.targets().stream()
        .filter(target -> target.object().ref().toString().equals(begun.object()))
        .findFirst()
        .map(target -> Operation.of(begun.id(), begun.planDigest(), plan, target))
        .orElse(null);
  }

  private static Consent nobody() {
    return new Consent() {
      @Override
      public Text refusal() {
        return Text.of("repair.reason.only-looking");
      }

      @Override
      public Text stop(String operationId) {
        return Text.of("repair.reason.only-looking");
      }
    };
  }
}
