// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.vsphere.TaskEnd.Kind;
import io.vpreflight.vsphere.TaskState.State;
import io.vpreflight.vsphere.VSphereException.BadReply;
import io.vpreflight.vsphere.VSphereException.Unreachable;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.TaskTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class TaskWatcherTest {
  private static final MoRef TASK = new MoRef("Task", "task-1");
  private static final Duration HOUR = Duration.ofHours(1);

  private final List<List<MoRef>> looks = new ArrayList<>();
  private final List<Duration> pauses = new ArrayList<>();
  private final List<TaskState> progress = new ArrayList<>();
  private long now;

  @Test
  void it_looks_less_and_less_often_and_ends_when_vcenter_says_success() {
    int last = 12;
    TaskEnd end =
        watcher(n -> Map.of(TASK, task(n < last ? State.RUNNING : State.SUCCESS, n)))
            .await(TASK, HOUR, () -> false, progress::add);
    assertEquals(Kind.SUCCESS, end.kind());
    assertTrue(end.isKnown());
    assertEquals(last, looks.size());
    assertEquals(last, progress.size());
    assertEquals(Duration.ofSeconds(1), pauses.get(0));
    assertEquals(Duration.ofMillis(1500), pauses.get(1));
    assertEquals(Duration.ofSeconds(10), pauses.get(last - 1));
  }

  @Test
  void a_task_that_failed_is_known_and_no_success() {
    TaskEnd end =
        watcher(n -> Map.of(TASK, task(State.ERROR, null)))
            .await(TASK, HOUR, () -> false, progress::add);
    assertEquals(Kind.ERROR, end.kind());
    assertTrue(end.isKnown());
  }

  @Test
  void who_gives_up_never_says_success() {
    TaskEnd end =
        watcher(n -> Map.of(TASK, task(State.RUNNING, 95)))
            .await(TASK, Duration.ofMinutes(10), () -> false, progress::add);
    assertEquals(Kind.TIME_OVER, end.kind());
    assertFalse(end.isKnown());
    assertEquals(task(State.RUNNING, 95), end.last());
    assertEquals(Duration.ofMinutes(10).toNanos(), now);
    assertEquals(1, progress.size(), "told of changes only");
    assertTrue(looks.size() < 70, looks.size() + " looks in ten minutes");
  }

  @Test
  void a_task_that_is_forgotten_is_unknown() {
    TaskEnd end =
        watcher(n -> n < 3 ? Map.of(TASK, task(State.RUNNING, 1)) : Map.of())
            .await(TASK, HOUR, () -> false, progress::add);
    assertEquals(Kind.FORGOTTEN, end.kind());
    assertFalse(end.isKnown());
    assertEquals(task(State.RUNNING, 1), end.last());
  }

  @Test
  void a_vcenter_that_restarts_is_waited_for_and_one_that_does_not_come_back_is_unknown() {
    Unreachable away = new Unreachable(Unreachable.Reason.REFUSED, "refused", null);
    TaskEnd back =
        watcher(
                n -> {
                  if (n < 5) {
                    throw away;
                  }
                  return Map.of(TASK, task(State.SUCCESS, null));
                })
            .await(TASK, HOUR, () -> false, progress::add);
    assertEquals(Kind.SUCCESS, back.kind());
    TaskEnd never =
        watcher(
                n -> {
                  throw away;
                })
            .await(TASK, HOUR, () -> false, progress::add);
    assertEquals(Kind.TIME_OVER, never.kind());
    assertSame(away, never.problem());
  }

  @Test
  void what_will_not_pass_by_itself_ends_the_waiting_at_once() {
    BadReply odd = new BadReply("a task in a state that is not known", false, null);
    TaskEnd end =
        watcher(
                n -> {
                  throw odd;
                })
            .await(TASK, HOUR, () -> false, progress::add);
    assertEquals(Kind.LOST, end.kind());
    assertSame(odd, end.problem());
    assertNull(end.last());
    assertEquals(1, looks.size());
  }

  @Tag("F33")
  @Test
  void it_can_be_told_to_stop() {
    AtomicInteger asked = new AtomicInteger();
    TaskEnd end =
        watcher(n -> Map.of(TASK, task(State.RUNNING, n)))
            .await(TASK, HOUR, () -> asked.incrementAndGet() > 3, progress::add);
    assertEquals(Kind.STOPPED, end.kind());
    assertEquals(3, looks.size());
  }

  @Tag("F33")
  @Test
  void an_interrupt_ends_the_waiting_and_stays_set() {
    TaskWatcher watcher =
        new TaskWatcher(
            tasks -> Map.of(),
            time -> {
              throw new InterruptedException();
            },
            () -> now);
    assertEquals(Kind.STOPPED, watcher.await(TASK, HOUR, () -> false, progress::add).kind());
    assertTrue(Thread.interrupted());
  }

  @Test
  void eight_that_wait_at_once_share_each_look() throws Exception {
    int many = 8;
    int rounds = 6;
    CyclicBarrier together = new CyclicBarrier(many, () -> now += 2_000_000_000L);
    TaskWatcher watcher =
        new TaskWatcher(
            tasks -> {
              looks.add(List.copyOf(tasks));
              return states(tasks, looks.size() < rounds ? State.RUNNING : State.SUCCESS);
            },
            time -> {
              try {
                together.await(60, TimeUnit.SECONDS);
              } catch (java.util.concurrent.BrokenBarrierException
                  | java.util.concurrent.TimeoutException e) {
                throw new AssertionError(e);
              }
            },
            () -> now);
    List<CompletableFuture<TaskEnd>> waits = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      MoRef task = new MoRef("Task", "task-" + i);
      CompletableFuture<TaskEnd> wait = new CompletableFuture<>();
      Thread thread =
          new Thread(() -> wait.complete(watcher.await(task, HOUR, () -> false, state -> {})));
      thread.setDaemon(true);
      thread.start();
      waits.add(wait);
    }
    for (CompletableFuture<TaskEnd> wait : waits) {
      assertEquals(Kind.SUCCESS, wait.get(60, TimeUnit.SECONDS).kind());
    }
    assertEquals(rounds, looks.size(), "one look a round, not one for each that waits");
    assertEquals(many, looks.get(0).size());
  }

  private static Map<MoRef, TaskState> states(Collection<MoRef> tasks, State state) {
    Map<MoRef, TaskState> states = new HashMap<>();
    tasks.forEach(task -> states.put(task, task(task, state, null)));
    return states;
  }

  private interface Look {
    Map<MoRef, TaskState> at(int number);
  }

  private TaskWatcher watcher(Look look) {
    AtomicInteger number = new AtomicInteger();
    return new TaskWatcher(
        tasks -> {
          looks.add(List.copyOf(tasks));
          return look.at(number.incrementAndGet());
        },
        time -> {
          pauses.add(time);
          now += time.toNanos();
        },
        () -> now);
  }

  private static TaskState task(State state, @Nullable Integer progress) {
    return task(TASK, state, progress);
  }

  private static TaskState task(MoRef ref, State state, @Nullable Integer progress) {
    return new TaskState(
        ref,
        "VirtualMachine.createSnapshot",
        state,
        progress,
        new TaskTimes(null, null, null),
        null,
        null,
        null,
        null,
        false,
        null);
  }
}
