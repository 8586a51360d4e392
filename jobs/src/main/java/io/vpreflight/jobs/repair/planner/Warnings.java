// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.planner;

import io.vpreflight.jobs.check.Bytes;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.check.tracking.KnownTrackingBug;
import io.vpreflight.jobs.check.tracking.UntrackableDisk;
import io.vpreflight.jobs.repair.plan.PlanDisk;
import io.vpreflight.jobs.repair.plan.PlanStep;
import io.vpreflight.jobs.repair.plan.PlanTarget;
import io.vpreflight.jobs.repair.plan.Privileges;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.jobs.repair.plan.RepairPlan;
import io.vpreflight.jobs.repair.plan.StepAction;
import io.vpreflight.jobs.repair.refusal.Candidate;
import io.vpreflight.jobs.repair.refusal.Products;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a repair brings with it, said before anybody approves it. */
final class Warnings {
  private static final UntrackableDisk UNTRACKABLE = new UntrackableDisk();
  private static final String MERGE_BUG = "consolidation-";
  private static final KnownTrackingBug KNOWN_BUG = new KnownTrackingBug();

  private Warnings() {}

  static List<Text> of(
      Candidate candidate, List<PlanStep> steps, long readAgain, Privileges privileges) {
    List<Text> warnings = new ArrayList<>();
    long stuns = steps.stream().filter(PlanStep::stuns).count();
    if (stuns > 0) {
      warnings.add(Text.of("plan.warning.stuns", stuns));
    }
    if (candidate.kind().takesSnapshots()) {
      warnings.add(Text.of("plan.warning.reads-again", new Bytes(readAgain)));
      warnings.addAll(said(UNTRACKABLE, candidate));
    }
    if (candidate.kind().takesSnapshots() && candidate.request().options().deepProbe()) {
      warnings.add(Text.of("plan.warning.deep-probe"));
    }
    addOfOptIns(candidate, steps, warnings);
    if (candidate.kind() != RepairKind.CLEAR_ATTRIBUTE) {
      addProducts(candidate, warnings);
    }
    boolean merges =
        candidate.kind() == RepairKind.CONSOLIDATE
            || candidate.kind() == RepairKind.REMOVE_LEFTOVERS;
    if (candidate.kind().takesSnapshots() || merges) {
      warnings.addAll(said(KNOWN_BUG, candidate));
    }
    if (merges && isForgottenByMerging(candidate)) {
      warnings.add(Text.of("plan.warning.full-after-merge"));
    }
    addPrivileges(privileges, warnings);
    return warnings;
  }

  /** What the account that planned may not do, or nobody can tell. */
  static void addPrivileges(Privileges privileges, List<Text> warnings) {
    List<String> missing = privileges.missing();
    if (missing == null) {
      warnings.add(Text.of("plan.warning.privileges-unknown"));
    } else if (!missing.isEmpty()) {
      warnings.add(Text.of("plan.warning.privileges-missing", String.join(", ", missing)));
    }
  }

  private static void addOfOptIns(Candidate candidate, List<PlanStep> steps, List<Text> warnings) {
    VirtualMachine vm = candidate.vm();
    for (PlanStep step : steps) {
      if (step.action() == StepAction.SET_INSTANCE_UUID) {
        warnings.add(
            Text.of(
                "plan.warning.identity",
                String.valueOf(vm.config().instanceUuid()),
                String.valueOf(step.about())));
      } else if (step.action() == StepAction.MOVE) {
        MoRef to = new MoRef("HostSystem", String.valueOf(step.about()));
        warnings.add(
            Text.of(
                "plan.warning.move",
                name(candidate.host()),
                name(candidate.scene().locations().host(to))));
        warnings.add(Text.of("plan.warning.move-reads"));
      } else if (step.action() == StepAction.POWER_ON) {
        warnings.add(Text.of("plan.warning.power-on", name(candidate.host())));
        warnings.add(Text.of("plan.warning.power-on-question"));
        Hardware hardware = vm.config().hardware();
        long cards =
            hardware == null
                ? 0
                : hardware.adapters().stream()
                    .filter(card -> !Boolean.FALSE.equals(card.startConnected()))
                    .count();
        if (cards > 0) {
          warnings.add(Text.of("plan.warning.adapters-connect", cards));
        }
      }
    }
  }

  private static String name(@Nullable Host host) {
    return host == null ? "?" : host.name();
  }

  private static void addProducts(Candidate candidate, List<Text> warnings) {
    Set<String> products = Products.of(candidate);
    if (!products.isEmpty()) {
      warnings.add(Text.of("plan.warning.products", String.join(", ", products)));
    }
    if (products.stream().anyMatch(product -> product.startsWith("Azure Migrate"))) {
      warnings.add(Text.of("plan.warning.azure-migrate"));
    }
    List<String> users = Products.users(candidate);
    if (!users.isEmpty()) {
      warnings.add(Text.of("plan.warning.users", String.join(", ", users)));
    }
  }

  /** A merge is what makes these builds forget. */
  private static boolean isForgottenByMerging(Candidate candidate) {
    return KNOWN_BUG.check(candidate.vm(), candidate.scene()).stream()
        .anyMatch(
            outcome -> outcome instanceof Outcome.Hit hit && hit.kind().startsWith(MERGE_BUG));
  }

  /** What a check finds, in its own words. */
  private static List<Text> said(ObjectCheck<VirtualMachine> check, Candidate candidate) {
    List<Text> texts = new ArrayList<>();
    for (Outcome outcome : check.check(candidate.vm(), candidate.scene())) {
      if (outcome instanceof Outcome.Hit hit) {
        texts.add(
            new Text("check." + check.info().id() + "." + hit.kind() + ".summary", hit.args()));
      }
    }
    return texts;
  }

  /** About all targets together: what is read again, by datastore and by product. */
  static List<Text> together(List<PlanTarget> targets, Map<MoRef, Candidate> candidates) {
    Map<String, Long> byDatastore = new TreeMap<>();
    Map<String, Long> byProduct = new TreeMap<>();
    for (PlanTarget target : targets) {
      Candidate candidate = candidates.get(target.object().ref());
      if (target.isRefused() || candidate == null || target.readAgainBytes() == 0) {
        continue;
      }
      for (PlanDisk disk : target.baseline().disks()) {
        if (disk.excluded() == null && disk.capacityBytes() != null) {
          byDatastore.merge(name(disk, candidate), disk.capacityBytes(), Long::sum);
        }
      }
      Products.of(candidate)
          .forEach(product -> byProduct.merge(product, target.readAgainBytes(), Long::sum));
    }
    List<Text> warnings = new ArrayList<>();
    byDatastore.forEach(
        (name, bytes) ->
            warnings.add(Text.of("plan.warning.datastore-reads", name, new Bytes(bytes))));
    byProduct.forEach(
        (name, bytes) ->
            warnings.add(Text.of("plan.warning.product-reads", name, new Bytes(bytes))));
    return warnings;
  }

  private static String name(PlanDisk disk, Candidate candidate) {
    String moId = disk.datastore() == null ? "?" : disk.datastore();
    var datastore = candidate.scene().locations().datastore(new MoRef("Datastore", moId));
    return datastore == null ? moId : datastore.name();
  }

  /** About the plan as such. */
  static List<Text> ofPlan(RepairPlan plan) {
    List<Text> warnings = new ArrayList<>();
    if (plan.window().isOnDemand()) {
      warnings.add(Text.of("plan.warning.no-window"));
    }
    if (plan.activity().since() == null && !plan.kind().isAboutHosts()) {
      warnings.add(Text.of("plan.warning.no-activity"));
    }
    return warnings;
  }
}
