// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.vm;

import io.vpreflight.simulator.model.Method;
import io.vpreflight.simulator.model.Methods;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.simulator.task.Tasks;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Lets something happen between the calls of a client: before or after the n-th call of a method,
 * or when the n-th task of a method has ended. It happens once, with the lock of the world held, so
 * that no call comes between. What {@link OtherHands} call is not counted. Safe for any thread.
 */
public final class Between {
  private final Methods methods;
  private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> ends = new ConcurrentHashMap<>();
  private final List<Plan> plans = new CopyOnWriteArrayList<>();

  private enum When {
    BEFORE,
    AFTER,
    ENDED
  }

  private record Plan(When when, String method, int number, Consumer<Ref> deed) {}

  Between(Methods methods, Tasks tasks) {
    this.methods = methods;
    tasks.watch(this::ended);
  }

  /**
   * Before the n-th call of a method from now on is carried out.
   *
   * @param number 1 for the next call
   * @param deed given what the method is called on
   */
  public void before(String method, int number, Consumer<Ref> deed) {
    plan(When.BEFORE, method, number, deed);
  }

  /** After the n-th call of a method from now on, when its answer is not on its way yet. */
  public void after(String method, int number, Consumer<Ref> deed) {
    plan(When.AFTER, method, number, deed);
  }

  /**
   * When the n-th task of a method from now on has ended, well or not.
   *
   * @param deed given what the task was about: for a snapshot its machine
   */
  public void whenEnded(String method, int number, Consumer<Ref> deed) {
    AtomicInteger ended = ends.computeIfAbsent(method, name -> new AtomicInteger());
    plans.add(new Plan(When.ENDED, method, ended.get() + number, deed));
  }

  private void plan(When when, String method, int number, Consumer<Ref> deed) {
    AtomicInteger seen = calls.computeIfAbsent(method, this::listenTo);
    plans.add(new Plan(when, method, seen.get() + number, deed));
  }

  private AtomicInteger listenTo(String name) {
    Method method = methods.find(name);
    if (method == null) {
      throw new IllegalArgumentException("no method " + name);
    }
    AtomicInteger seen = new AtomicInteger();
    methods.add(
        new Method(
            method.name(),
            method.target(),
            method.mutation(),
            method.privilege(),
            method.since(),
            call -> {
              if (call.caller() instanceof OtherHands.Somebody) {
                return method.handler().handle(call);
              }
              int number = seen.incrementAndGet();
              happen(When.BEFORE, name, number, call.target());
              var answer = method.handler().handle(call);
              happen(When.AFTER, name, number, call.target());
              return answer;
            }));
    return seen;
  }

  private void ended(Tasks.End end) {
    if (!(end.caller() instanceof OtherHands.Somebody)) {
      String method = end.method();
      AtomicInteger count = ends.computeIfAbsent(method, name -> new AtomicInteger());
      happen(When.ENDED, method, count.incrementAndGet(), end.entity());
    }
  }

  private void happen(When when, String method, int number, Ref target) {
    List<Plan> due =
        plans.stream()
            .filter(plan -> plan.when() == when && plan.number() == number)
            .filter(plan -> plan.method().equals(method))
            .toList();
    plans.removeAll(due);
    due.forEach(plan -> plan.deed().accept(target));
  }

  /** Forgets what has not happened yet. */
  public void forget() {
    plans.clear();
  }

  /** What is still to happen. */
  public int pending() {
    return plans.size();
  }
}
