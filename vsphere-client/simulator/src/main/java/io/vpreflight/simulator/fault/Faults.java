// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.fault;

import io.vpreflight.simulator.model.Ref;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The script of what goes wrong: rules by method, object and number of the call, each used up after
 * it has happened as often as it should. Safe for several threads.
 *
 * <pre>{@code
 * faults.on("CreateSnapshot_Task").object(vm).call(2).wire(new WireFault.Swallowed());
 * faults.on("RemoveSnapshot_Task").task(new TaskFault.Hangs());
 * }</pre>
 */
public final class Faults implements TaskFaults {
  private final List<Rule> rules = new ArrayList<>();

  /** Begins a rule for a method; {@code *} for any. It does nothing before it says what. */
  public Rule on(String method) {
    return new Rule(this, method);
  }

  /** Forgets every rule. */
  public synchronized void clear() {
    rules.clear();
  }

  /** Rules that have not happened as often as they should, for a test that wants none left. */
  public synchronized List<String> pending() {
    return rules.stream().filter(rule -> rule.left > 0).map(Rule::toString).toList();
  }

  /** What is to go wrong with this call, or null; the rule is used up. */
  public synchronized @Nullable WireFault nextWire(String method, Ref target) {
    WireFault found = null;
    for (Rule rule : rules) {
      if (rule.wire != null && rule.matches(method, target) && rule.hits() && found == null) {
        found = rule.wire;
        rule.left--;
      }
    }
    return found;
  }

  @Override
  public synchronized @Nullable TaskFault next(String method, Ref target) {
    TaskFault found = null;
    for (Rule rule : rules) {
      if (rule.task != null && rule.matches(method, target) && rule.hits() && found == null) {
        found = rule.task;
        rule.left--;
      }
    }
    return found;
  }

  private synchronized void add(Rule rule) {
    rules.add(rule);
  }

  /** When something goes wrong, and what. */
  public static final class Rule {
    private final Faults faults;
    private final String method;
    private @Nullable Ref object;
    private int first = 1;
    private int left = 1;
    private int seen;
    private @Nullable WireFault wire;
    private @Nullable TaskFault task;

    private Rule(Faults faults, String method) {
      this.faults = faults;
      this.method = method;
    }

    /** Only when it is called on that object. */
    public Rule object(Ref ref) {
      object = ref;
      return this;
    }

    /** Not before the call of that number, counted from 1 among those that the rule is about. */
    public Rule call(int number) {
      first = number;
      return this;
    }

    /** So often; once when nothing is said. */
    public Rule times(int count) {
      left = count;
      return this;
    }

    /** Whenever it is called. */
    public Rule always() {
      return times(Integer.MAX_VALUE);
    }

    /** That goes wrong with the call. */
    public void wire(WireFault fault) {
      wire = fault;
      faults.add(this);
    }

    /** That goes wrong in the task. */
    public void task(TaskFault fault) {
      task = fault;
      faults.add(this);
    }

    private boolean matches(String called, Ref target) {
      return (method.equals("*") || method.equals(called))
          && (object == null || object.equals(target));
    }

    private boolean hits() {
      seen++;
      return seen >= first && left > 0;
    }

    @Override
    public String toString() {
      return method + (object == null ? "" : " " + object) + " call " + first + " x" + left;
    }
  }
}
