// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.check.network.GuestAddresses;
import io.vpreflight.jobs.repair.plan.PlanStep;
import io.vpreflight.jobs.repair.plan.RunLimits;
import io.vpreflight.jobs.repair.plan.StepAction;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmPowerState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whether a machine came to harm although its repair may have ended well: held for too long, or
 * without the address that it had. Then no other one is begun. What nobody tells stops nothing, and
 * is said. For one thread.
 */
final class GuestWatch {
  /** Tools report every half minute. */
  private static final Duration NAP = Duration.ofSeconds(15);

  private final Operation operation;
  private final RunTools tools;
  private final Holding holding;
  private final Ledger ledger;
  private final Consumer<Text> alarm;

  /**
   * Watches over one operation.
   *
   * @param alarm told at once why no other machine is to be begun
   */
  GuestWatch(
      Operation operation, RunTools tools, Holding holding, Ledger ledger, Consumer<Text> alarm) {
    this.operation = operation;
    this.tools = tools;
    this.holding = holding;
    this.ledger = ledger;
    this.alarm = alarm;
  }

  /** What it has to lose, read before the first mutation; nothing where Tools do not tell. */
  Map<String, String> before() {
    if (!isMachine()) {
      return Map.of();
    }
    VirtualMachine vm = look();
    boolean runs = vm != null && vm.runtime().powerState() == VmPowerState.POWERED_ON;
    if (vm != null && !runs) {
      return Map.of();
    }
    String tool = vm == null ? null : vm.guest().toolsRunningStatus();
    if (vm == null || tool == null || tool.equals("guestToolsNotRunning")) {
      note("address-unknown", tool == null ? "?" : tool);
      return Map.of();
    }
    return Map.of(Ledger.ADDRESSES, String.join(" ", GuestAddresses.of(vm).routable()));
  }

  /** A step was done: says so when it took too long, or when nobody tells how long. */
  void tell(PlanStep step) {
    if (!holdsTheGuest(step.action())) {
      return;
    }
    Duration took = ledger.took(step.id());
    Duration longest = limits().longestStun();
    if (took == null) {
      note("stun-unknown", step.id(), longest);
    } else if (took.compareTo(longest) > 0) {
      note("stun-long", step.id(), took, longest);
      alarm.accept(tooLong(step, took));
    }
  }

  /**
   * Why no other machine is to be begun; null when this one came to no harm that can be seen. An
   * address may come back for as long as the plan says.
   *
   * @param asked whether somebody wants to stop, which nobody waits longer for
   * @throws InterruptedException when the process is to end
   */
  @Nullable Text harmed(Ending ending, BooleanSupplier asked) throws InterruptedException {
    if (!isMachine() || !ledger.isTouched() || ending.outcome() == RepairOutcome.GONE) {
      return null;
    }
    List<String> had = ledger.addresses();
    Text held = held();
    try {
      Text lost = had.isEmpty() ? null : lost(String.join(", ", had), asked);
      return held == null ? lost : held;
    } catch (VSphereException.Cancelled e) {
      // The process is to end; the next one looks.
      throw new InterruptedException();
    }
  }

  private @Nullable Text held() {
    List<PlanStep> steps = new ArrayList<>(operation.steps());
    steps.add(new PlanStep(Steps.REMOVE, StepAction.REMOVE_SNAPSHOT, null, true));
    for (PlanStep step : steps) {
      Duration took = holdsTheGuest(step.action()) ? ledger.took(step.id()) : null;
      if (took != null && took.compareTo(limits().longestStun()) > 0) {
        return tooLong(step, took);
      }
    }
    return null;
  }

  private Text tooLong(PlanStep step, Duration took) {
    return reason("batch-stun", operation.name(), step.id(), took, limits().longestStun());
  }

  /** Looks until an address is there, and once more when the time for that is over. */
  private @Nullable Text lost(String had, BooleanSupplier asked) throws InterruptedException {
    Duration until = tools.time().in(limits().addressBack());
    boolean missed = false;
    while (true) {
      boolean last = asked.getAsBoolean() || tools.time().isOver(until);
      VirtualMachine vm = look();
      if (vm != null && vm.runtime().powerState() != VmPowerState.POWERED_ON) {
        // Somebody turned it off: it has no address because of that.
        return null;
      }
      List<String> shown = vm == null ? List.of() : GuestAddresses.of(vm).routable();
      if (!shown.isEmpty()) {
        if (missed) {
          note("address-back", String.join(", ", shown));
        }
        return null;
      }
      if (last) {
        return verdict(vm, had, asked.getAsBoolean());
      }
      if (!missed) {
        note("address-missed", had, limits().addressBack());
        missed = true;
      }
      Duration left = until.minus(tools.time().pause().elapsed());
      tools.time().pause().sleep(left.compareTo(NAP) < 0 ? left : NAP);
      holding.keep();
    }
  }

  private @Nullable Text verdict(@Nullable VirtualMachine vm, String had, boolean cutShort) {
    String tool = vm == null ? null : vm.guest().toolsRunningStatus();
    if (tool == null) {
      note("address-unknown", "?");
      return null;
    }
    if (cutShort) {
      // The batch ends anyway, and whether the address comes back nobody has waited to see.
      note("address-not-awaited", had);
      return null;
    }
    return reason("batch-address", operation.name(), had, limits().addressBack());
  }

  /** Null when it cannot be read: a repair does not fail because of that. */
  private @Nullable VirtualMachine look() {
    try {
      return tools.ports().sight().guest(operation.object());
    } catch (VSphereException.Cancelled e) {
      throw e;
    } catch (VSphereException e) {
      return null;
    }
  }

  /**
   * Snapshots of ours are small and young, so that their tasks are about as long as their stuns. A
   * merge of older deltas runs for hours beside a guest that works.
   */
  private boolean holdsTheGuest(StepAction action) {
    return operation.isAboutTracking()
        && (action == StepAction.CREATE_SNAPSHOT || action == StepAction.REMOVE_SNAPSHOT);
  }

  private boolean isMachine() {
    return operation.object().type().equals("VirtualMachine");
  }

  private RunLimits.Guests limits() {
    return operation.limits().guests();
  }

  private void note(String key, Object... args) {
    tools.progress().noted(operation, reason(key, args));
  }

  private static Text reason(String key, Object... args) {
    return Text.of("repair.reason." + key, args);
  }
}
