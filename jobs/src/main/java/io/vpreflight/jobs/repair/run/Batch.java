// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.RepairPlan;
import io.vpreflight.jobs.repair.plan.RunLimits;
import io.vpreflight.jobs.repair.plan.StepAction;
import io.vpreflight.vsphere.inventory.MoRef;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Works through the objects of a plan: wave after wave, within the limits, until something says
 * stop. What has begun is always brought to an end; what has not is left as it is. For one run.
 */
final class Batch {
  private static final Duration NAP = Duration.ofMillis(200);

  private final RepairPlan plan;
  private final Clock clock;
  private final Pause pause;
  private final Set<String> open;
  private final Work work;
  private final Slots slots;
  private final Map<String, Ending> endings = Collections.synchronizedMap(new LinkedHashMap<>());
  private int failures;
  private @Nullable Text stopped;

  /** How one object is worked on. */
  @FunctionalInterface
  interface Work {
    /**
     * Brings it to an end.
     *
     * @param alarm told why nothing more is to be begun, when that is known before the end
     */
    Ending on(Operation operation, Consumer<Text> alarm) throws InterruptedException;
  }

  /**
   * Of that plan.
   *
   * @param open ids of the operations that have sent something before: whatever says stop, they are
   *     brought to their end
   */
  Batch(RepairPlan plan, Clock clock, Pause pause, Set<String> open, Work work) {
    this.plan = plan;
    this.clock = clock;
    this.pause = pause;
    this.open = Set.copyOf(open);
    this.work = work;
    slots = new Slots(plan.limits());
  }

  /**
   * Works.
   *
   * @return the endings, in the order of the operations; those that were not begun are untouched
   * @throws InterruptedException when the process is to end
   */
  Map<Operation, Ending> run(List<Operation> operations) throws InterruptedException {
    Map<Integer, List<Operation>> waves = new TreeMap<>();
    operations.forEach(
        one -> waves.computeIfAbsent(one.target().wave(), wave -> new ArrayList<>()).add(one));
    for (List<Operation> wave : waves.values()) {
      wave(wave);
    }
    Map<Operation, Ending> result = new LinkedHashMap<>();
    for (Operation one : operations) {
      Ending ending = endings.get(one.id());
      result.put(one, ending == null ? notBegun() : ending);
    }
    return result;
  }

  /** One of the same run that has ended before. */
  void ended(Operation operation, Ending ending) {
    count(operation, ending);
  }

  /** Why nothing more was begun; null when everything was. */
  synchronized @Nullable Text stopped() {
    return stopped;
  }

  private synchronized Ending notBegun() {
    return Ending.of(
        RepairOutcome.UNTOUCHED,
        stopped == null ? Text.of("repair.reason.batch-stopped") : stopped);
  }

  private void wave(List<Operation> wave) throws InterruptedException {
    List<Operation> operations =
        stopped() == null ? wave : wave.stream().filter(one -> open.contains(one.id())).toList();
    if (operations.isEmpty()) {
      return;
    }
    int threads = Math.min(operations.size(), plan.limits().perVCenter());
    ExecutorService pool = Executors.newFixedThreadPool(threads, Batch::thread);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (Operation one : operations) {
        Callable<Void> task =
            () -> {
              one(one);
              return null;
            };
        all.add(pool.submit(task));
      }
      for (Future<?> one : all) {
        await(one);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static Thread thread(Runnable work) {
    return new Thread(work, "repair");
  }

  /** A defect of ours or a full disk: nothing more is begun, the others come to their end. */
  private void await(Future<?> one) throws InterruptedException {
    try {
      one.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException broken) {
        throw broken;
      }
      if (e.getCause() instanceof InterruptedException) {
        throw new InterruptedException();
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private void one(Operation operation) throws InterruptedException {
    Slots.Place place = place(operation);
    while (!slots.take(place)) {
      if (stopped() != null && !open.contains(operation.id())) {
        return;
      }
      pause.sleep(NAP);
    }
    try {
      if (!mayBegin() && !open.contains(operation.id())) {
        return;
      }
      Ending ending = work.on(operation, this::stop);
      endings.put(operation.id(), ending);
      count(operation, ending);
    } catch (RuntimeException e) {
      stop(Text.of("repair.reason.broken", String.valueOf(e.getMessage())));
      throw e;
    } finally {
      slots.free(place);
    }
  }

  private boolean mayBegin() {
    if (!plan.window().isOnDemand() && !plan.window().isOpen(clock.instant())) {
      stop(Text.of("repair.reason.window-closed"));
    }
    return stopped() == null;
  }

  private synchronized void count(Operation operation, Ending ending) {
    RunLimits limits = plan.limits();
    boolean canary = operation.target().wave() <= limits.waves().size();
    int stopAfter = canary ? 1 : limits.stopAfterFailures();
    if (ending.failure()) {
      failures++;
    }
    if (ending.stop() != null) {
      stop(ending.stop());
    } else if (ending.failure() && failures >= stopAfter) {
      stop(Text.of("repair.reason.too-many-failures", failures));
    }
  }

  private synchronized void stop(Text why) {
    if (stopped == null) {
      stopped = why;
    }
  }

  private static Slots.Place place(Operation operation) {
    MoRef object = operation.object();
    String host = operation.target().baseline().host();
    Set<String> hosts = new TreeSet<>();
    if (object.type().equals("HostSystem")) {
      hosts.add(object.moId());
    } else if (host != null) {
      hosts.add(host);
    }
    operation.steps().stream()
        .filter(step -> step.action() == StepAction.MOVE)
        .forEach(step -> hosts.add(String.valueOf(step.about())));
    List<String> datastores = new ArrayList<>();
    operation.target().datastores().forEach(need -> datastores.add(need.datastore()));
    return new Slots.Place(object.moId(), hosts, Set.copyOf(datastores));
  }
}
