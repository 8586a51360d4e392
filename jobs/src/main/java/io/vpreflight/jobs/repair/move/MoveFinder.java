// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.move;

import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.MoveAnswer;
import io.vpreflight.vsphere.ClusterRules;
import io.vpreflight.vsphere.FaultKind;
import io.vpreflight.vsphere.RepairProbes;
import io.vpreflight.vsphere.RepairProbes.MoveCheck;
import io.vpreflight.vsphere.RepairSight;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.inventory.Cluster;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VimFault;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds a host for virtual machines that are to leave theirs: room as it was read, then the rules
 * of the cluster, then vCenter's own check, which shows there as a task and changes nothing. For
 * one thread.
 */
public final class MoveFinder {
  /** So many hosts are asked about for one machine; the others have less memory. */
  private static final int MOST_ASKED = 5;

  private final RepairSight sight;
  private final RepairProbes probes;

  /** Asks there. */
  public MoveFinder(RepairSight sight, RepairProbes probes) {
    this.sight = sight;
    this.probes = probes;
  }

  /**
   * An answer for each of them.
   *
   * @throws VSphereException when the vCenter cannot be reached any more
   */
  public Map<MoRef, MoveAnswer> find(Scene scene, Collection<MoRef> vms) {
    Map<MoRef, MoveAnswer> answers = new HashMap<>();
    Map<MoRef, ClusterRules> rules = new HashMap<>();
    for (MoRef ref : vms) {
      VirtualMachine vm = scene.locations().virtualMachine(ref);
      if (vm == null) {
        continue;
      }
      try {
        answers.put(ref, find(vm, scene, cluster -> rules.computeIfAbsent(cluster, sight::rules)));
      } catch (VSphereException e) {
        if (e.kind() == FaultKind.RETRY || e.kind() == FaultKind.LOG_IN_AGAIN) {
          throw e;
        }
        answers.put(
            ref,
            MoveAnswer.unknown(Text.of("repair.move.unreadable", String.valueOf(e.getMessage()))));
      }
    }
    return answers;
  }

  private MoveAnswer find(VirtualMachine vm, Scene scene, Function<MoRef, ClusterRules> rulesOf) {
    Cluster cluster = scene.locations().clusterOf(scene.locations().host(vm.runtime().host()));
    if (cluster == null) {
      return MoveAnswer.unknown(Text.of("repair.move.cluster-unknown"));
    }
    ClusterRules rules = rulesOf.apply(cluster.ref());
    Objection objection = MoveRules.automation(rules, vm.ref());
    if (objection != null) {
      return answer(objection);
    }
    List<Host> hosts = MoveTargets.of(vm, scene);
    for (Host host : hosts.subList(0, Math.min(MOST_ASKED, hosts.size()))) {
      Objection against = against(rules, vm.ref(), host.ref(), other -> hostOf(other, scene));
      if (against == null) {
        return MoveAnswer.to(host.ref());
      }
      // Of several reasons what nobody knows is the one to be told: it may be cured by reading.
      objection = objection == null || against.isUnknown() ? against : objection;
    }
    return objection == null
        ? MoveAnswer.nowhere(Text.of("repair.move.no-host", cluster.name()))
        : answer(objection);
  }

  /**
   * What speaks against that host now, by the rules and by vCenter's own check.
   *
   * @param hostOf the host of another virtual machine; null when that is not known
   * @return null for nothing
   */
  public @Nullable Objection against(
      ClusterRules rules, MoRef vm, MoRef host, Function<MoRef, @Nullable MoRef> hostOf) {
    Objection objection = MoveRules.against(rules, vm, host, hostOf);
    if (objection != null) {
      return objection;
    }
    MoveCheck check = probes.checkMove(vm, host);
    if (check.errors().isEmpty()) {
      return null;
    }
    VimFault first = check.errors().get(0);
    return Objection.against(
        Text.of(
            "repair.move.not-possible",
            host.moId(),
            first.faultClass(),
            first.message() == null ? "" : first.message()));
  }

  private static @Nullable MoRef hostOf(MoRef other, Scene scene) {
    VirtualMachine vm = scene.locations().virtualMachine(other);
    return vm == null ? null : vm.runtime().host();
  }

  private static MoveAnswer answer(Objection objection) {
    return objection.isUnknown()
        ? MoveAnswer.unknown(objection.reason())
        : MoveAnswer.nowhere(objection.reason());
  }
}
