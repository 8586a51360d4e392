// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import io.vpreflight.jobs.audit.Incompleteness.Cause;
import io.vpreflight.jobs.check.Staleness;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.Cluster;
import io.vpreflight.vsphere.inventory.Coverage;
import io.vpreflight.vsphere.inventory.Datastore;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.Unreadable;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why an audit is not whole, and what a reader of it has to know besides. */
final class Wholeness {
  private static final Map<String, Function<Inventory, List<Unreadable>>> KINDS =
      Map.of(
          "VirtualMachine", i -> all(i.virtualMachines(), VirtualMachine::unreadable),
          "HostSystem", i -> all(i.hosts(), Wholeness::ofHost),
          "ClusterComputeResource", i -> all(i.clusters(), Cluster::unreadable),
          "Datastore", i -> all(i.datastores(), Datastore::unreadable));

  private static final List<VCenterFact> HISTORY =
      List.of(VCenterFact.TASKS, VCenterFact.EVENTS, VCenterFact.ALARMS);

  private final List<Incompleteness> reasons = new ArrayList<>();

  private Wholeness() {}

  /**
   * Why an audit is not whole; empty when it is.
   *
   * @param maxUnreadable share, 0 to 1, of each kind of object that may be unreadable
   */
  static List<Incompleteness> of(
      List<Inventory> inventories,
      List<FailedSource> failed,
      List<CheckRun> runs,
      InScope scope,
      double maxUnreadable) {
    Wholeness wholeness = new Wholeness();
    failed.forEach(
        f -> wholeness.add(Cause.UNREACHABLE, Text.of("incomplete.unreachable", f.name())));
    inventories.forEach(wholeness::coverage);
    KINDS.keySet().stream()
        .sorted()
        .forEach(kind -> wholeness.unreadable(kind, inventories, maxUnreadable));
    // What was not read may be what the pattern means.
    if (wholeness.reasons.isEmpty()) {
      scope
          .unmatchedIncludes()
          .forEach(p -> wholeness.add(Cause.SCOPE, Text.of("incomplete.scope", p.toString())));
    }
    runs.stream()
        .filter(run -> run.broke() != null)
        .forEach(run -> wholeness.add(Cause.BROKE, Text.of("incomplete.broke", run.check())));
    return List.copyOf(wholeness.reasons);
  }

  /** What makes no audit incomplete, and yet is something else than the reader may believe. */
  static List<Text> notes(AuditRequest request, List<Inventory> inventories, InScope scope) {
    List<Text> notes = new ArrayList<>();
    Set<Property> wanted = request.reads().properties();
    String unverified =
        inventories.stream()
            .filter(Wholeness::isUnverified)
            .map(inventory -> inventory.vcenter().name())
            .collect(Collectors.joining(", "));
    if (!unverified.isEmpty()) {
      notes.add(Text.of("note.view", unverified));
    }
    for (Inventory inventory : inventories) {
      Text refused = history(inventory, wanted);
      if (refused != null) {
        notes.add(refused);
      }
    }
    for (Inventory baseline : request.baselines()) {
      if (inventories.stream().noneMatch(now -> baseline.vcenter().isSameAs(now.vcenter()))) {
        notes.add(
            Text.of("note.baseline", baseline.vcenter().name(), baseline.vcenter().instanceUuid()));
      }
    }
    scope.unmatchedExcludes().forEach(p -> notes.add(Text.of("note.exclude", p.toString())));
    return List.copyOf(notes);
  }

  /** Whoever reads a dump of somebody else knows that it says nothing of who saved it. */
  private static boolean isUnverified(Inventory inventory) {
    Coverage coverage = inventory.coverage();
    boolean asked = coverage.took() != null || !coverage.viewEvidence().isEmpty();
    return asked && coverage.view() == Coverage.View.NOT_VERIFIED;
  }

  private void add(Cause cause, Text text) {
    reasons.add(new Incompleteness(cause, text));
  }

  private void coverage(Inventory inventory) {
    Coverage coverage = inventory.coverage();
    String name = inventory.vcenter().name();
    if (coverage.view() == Coverage.View.PARTIAL) {
      add(Cause.PARTIAL_VIEW, Text.of("incomplete.partial-view", name));
    }
    String stopped = coverage.stopped();
    if (stopped != null) {
      // Faults are known by their class, which begins with a capital; ours do not.
      boolean fault = Character.isUpperCase(stopped.charAt(0));
      String key = "incomplete.stopped." + (fault ? "fault" : stopped);
      add(Cause.STOPPED, Text.of(key, name, stopped));
    }
    int lost = coverage.missing() - coverage.unparsed().size();
    if (lost > 0) {
      add(Cause.NOT_CONSERVED, Text.of("incomplete.not-conserved", name, lost, coverage.asked()));
    }
  }

  /**
   * Without tasks and events nobody can say what did not happen: what asks for them is
   * undetermined. A stand-alone ESXi keeps no such history, so that this alone is no failure.
   */
  private static @Nullable Text history(Inventory inventory, Set<Property> wanted) {
    Unreadable unreadable = inventory.history().unreadable();
    String refused =
        HISTORY.stream()
            .filter(fact -> wanted.contains(fact) && unreadable.fault(fact) != null)
            .map(fact -> fact.path() + " (" + unreadable.fault(fact) + ")")
            .collect(Collectors.joining(", "));
    return refused.isEmpty() || inventory.coverage().stopped() != null
        ? null
        : Text.of("note.history", inventory.vcenter().name(), refused);
  }

  private void unreadable(String kind, List<Inventory> inventories, double max) {
    int objects = 0;
    int unreadable = 0;
    for (Inventory inventory : inventories) {
      List<Unreadable> read = KINDS.getOrDefault(kind, i -> List.of()).apply(inventory);
      int unparsed =
          (int)
              inventory.coverage().unparsed().stream()
                  .filter(one -> one.ref().type().equals(kind))
                  .count();
      objects += read.size() + unparsed;
      unreadable += (int) read.stream().filter(Wholeness::isRefused).count() + unparsed;
    }
    if (objects > 0 && (double) unreadable / objects > max) {
      add(Cause.UNREADABLE, Text.of("incomplete.unreadable." + kind, unreadable, objects));
    }
  }

  /** A property that this version of the API does not have is not one that could not be read. */
  private static boolean isRefused(Unreadable unreadable) {
    return unreadable.faults().values().stream().anyMatch(f -> !f.equals("InvalidProperty"));
  }

  /** What a host that is away does not give is said of the host, and no fault of the reading. */
  private static Unreadable ofHost(Host host) {
    return Staleness.isAway(host) ? Unreadable.NONE : host.unreadable();
  }

  private static <T> List<Unreadable> all(List<T> objects, Function<T, Unreadable> unreadable) {
    return objects.stream().map(unreadable).toList();
  }
}
