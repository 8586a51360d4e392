// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import io.vpreflight.jobs.audit.VmVerdict.Reason;
import io.vpreflight.jobs.check.Check;
import io.vpreflight.jobs.check.Estate;
import io.vpreflight.jobs.check.Roles;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.check.VmRole;
import io.vpreflight.jobs.check.storage.DiskDatastores;
import io.vpreflight.jobs.profile.Profile;
import io.vpreflight.vsphere.inventory.Cluster;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.ObjectRef;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The verdict of every virtual machine that could be taken, from what the checks said.
 *
 * <ul>
 *   <li><b>not eligible</b>: a finding of severity error or critical, on the machine, or on its
 *       host, cluster, datastores or vCenter by a check that the profile {@code inherits};
 *   <li><b>undetermined</b>: no such finding, but a check that could have made one could not judge,
 *       broke, or was left out of the run;
 *   <li><b>eligible with warnings</b>: neither, but a warning;
 *   <li><b>eligible</b>: none of these.
 * </ul>
 *
 * @param vms verdicts in the order of the inventories; empty when the profile gives none
 * @param notJudged virtual machines that are no candidates, such as templates, by role; and those
 *     that nobody asked about
 */
public record Verdicts(List<VmVerdict> vms, Map<String, Integer> notJudged) {
  /** The roles that checks judge unless they say otherwise. */
  static final Set<VmRole> CANDIDATES =
      EnumSet.of(
          VmRole.ORDINARY, VmRole.LINKED_CLONE, VmRole.BACKUP_PROXY, VmRole.MANAGEMENT_APPLIANCE);

  private static final Comparator<Reason> WORST_FIRST =
      Comparator.comparing(Reason::found)
          .thenComparing(Reason::severity)
          .reversed()
          .thenComparing(Reason::check)
          .thenComparing(reason -> reason.object().ref())
          .thenComparing(Reason::key);

  /** Of a profile that gives none. */
  public static final Verdicts NONE = new Verdicts(List.of(), Map.of());

  public Verdicts {
    vms = List.copyOf(vms);
    notJudged = Map.copyOf(notJudged);
  }

  /**
   * Judges the virtual machines of an estate.
   *
   * @param catalogue every check there is, so that one of the profile that was left out of the run
   *     is not taken for one that found nothing
   * @param results what the checks said
   */
  public static Verdicts of(
      Profile profile, Estate estate, List<Check> catalogue, CheckEngine.Results results) {
    if (!profile.verdict()) {
      return NONE;
    }
    Reasons reasons = new Reasons(profile, catalogue, results);
    List<VmVerdict> vms = new ArrayList<>();
    Map<String, Integer> notJudged = new TreeMap<>();
    for (Scene scene : estate.scenes()) {
      Roles roles = Roles.in(scene);
      for (VirtualMachine vm : scene.inventory().virtualMachines()) {
        VmRole role = roles.of(vm).role();
        if (CANDIDATES.contains(role)) {
          vms.add(judge(vm, scene, profile, reasons));
        } else {
          notJudged.merge(role.label(), 1, Integer::sum);
        }
      }
    }
    return new Verdicts(vms, notJudged);
  }

  /** Without the virtual machines outside of a scope, of which the checks said nothing. */
  Verdicts within(InScope scope) {
    if (scope.isAll() || vms.isEmpty()) {
      return this;
    }
    List<VmVerdict> kept = vms.stream().filter(vm -> scope.contains(vm.object())).toList();
    Map<String, Integer> others = new TreeMap<>(notJudged);
    if (kept.size() < vms.size()) {
      others.put("out-of-scope", vms.size() - kept.size());
    }
    return new Verdicts(kept, others);
  }

  private static VmVerdict judge(VirtualMachine vm, Scene scene, Profile profile, Reasons reasons) {
    ObjectRef self = scene.locations().refOf(vm.ref());
    List<Reason> all = new ArrayList<>(reasons.on(self));
    all.addAll(reasons.on(scene.locations().refOfVCenter()));
    Host host = scene.locations().host(vm.runtime().host());
    if (host == null) {
      Text notSeen = Text.of("reason.host-not-seen");
      all.addAll(reasons.unseen("host.", self, notSeen));
      all.addAll(reasons.unseen("cluster.", self, notSeen));
    } else {
      all.addAll(reasons.on(scene.locations().refOf(host.ref())));
      Cluster cluster = scene.locations().clusterOf(host);
      if (cluster != null) {
        all.addAll(reasons.on(scene.locations().refOf(cluster.ref())));
      }
    }
    for (MoRef datastore : DiskDatastores.of(vm)) {
      if (scene.locations().datastore(datastore) == null) {
        Text notSeen = Text.of("reason.datastore-not-seen", datastore.moId());
        all.addAll(reasons.unseen("datastore.", self, notSeen));
      } else {
        all.addAll(reasons.on(scene.locations().refOf(datastore)));
      }
    }
    all.addAll(reasons.silent(self));
    all.sort(WORST_FIRST);
    return new VmVerdict(self, profile.id(), eligibility(all), all);
  }

  /** By the worst that was found, and the worst that may be there. */
  private static Eligibility eligibility(List<Reason> reasons) {
    boolean found = false;
    boolean unknown = false;
    for (Reason reason : reasons) {
      boolean stops = reason.severity().atLeast(Severity.ERROR);
      if (stops && reason.found()) {
        return Eligibility.NOT_ELIGIBLE;
      }
      found |= reason.found();
      unknown |= stops;
    }
    if (unknown) {
      return Eligibility.UNDETERMINED;
    }
    return found ? Eligibility.ELIGIBLE_WITH_WARNINGS : Eligibility.ELIGIBLE;
  }

  /** What was said, by object; and what would have been said of things that nobody saw. */
  private static final class Reasons {
    private final Map<ObjectRef, List<Reason>> byObject = new HashMap<>();

    /** The worst of every check that counts, where that could stop a virtual machine. */
    private final Map<String, Severity> stopping = new TreeMap<>();

    /** Of them, those that said nothing of anything, and why. */
    private final Map<String, Text> silent = new TreeMap<>();

    Reasons(Profile profile, List<Check> catalogue, CheckEngine.Results results) {
      Map<String, CheckRun> runs = new HashMap<>();
      results.runs().forEach(run -> runs.put(run.check(), run));
      Map<String, Severity> worst = new HashMap<>();
      for (Check check : catalogue) {
        String id = check.info().id();
        Severity severity = profile.worst(check.info());
        if (severity != null && (id.startsWith("vm.") || profile.inherits().contains(id))) {
          worst.put(id, severity);
          if (severity.atLeast(Severity.ERROR)) {
            stopping.put(id, severity);
            silence(id, runs.get(id));
          }
        }
      }
      for (Finding f : results.findings()) {
        if (worst.containsKey(f.check()) && f.severity().atLeast(Severity.WARNING)) {
          add(new Reason(true, f.severity(), f.check(), f.object(), f.key(), f.summary()));
        }
      }
      for (UndeterminedResult u : results.undetermined()) {
        Severity severity = worst.get(u.check());
        if (severity != null && severity.atLeast(Severity.WARNING)) {
          add(new Reason(false, severity, u.check(), u.object(), u.key(), u.reason()));
        }
      }
    }

    List<Reason> on(ObjectRef object) {
      return byObject.getOrDefault(object, List.of());
    }

    /** What the checks that could stop a machine do not know, as they did not see this thing. */
    List<Reason> unseen(String prefix, ObjectRef vm, Text why) {
      List<Reason> reasons = new ArrayList<>();
      stopping.forEach(
          (check, severity) -> {
            if (check.startsWith(prefix)) {
              reasons.add(new Reason(false, severity, check, vm, "", why));
            }
          });
      return reasons;
    }

    /** What the checks that could stop a machine do not know, as they never spoke. */
    List<Reason> silent(ObjectRef vm) {
      List<Reason> reasons = new ArrayList<>();
      silent.forEach(
          (check, why) ->
              reasons.add(
                  new Reason(
                      false, stopping.getOrDefault(check, Severity.ERROR), check, vm, "", why)));
      return reasons;
    }

    private void silence(String check, @Nullable CheckRun run) {
      if (run == null) {
        silent.put(check, Text.of("reason.check-not-run", check));
      } else if (run.broke() != null) {
        silent.put(check, Text.of("reason.check-broke", check));
      }
    }

    private void add(Reason reason) {
      byObject.computeIfAbsent(reason.object(), o -> new ArrayList<>(2)).add(reason);
    }
  }
}
