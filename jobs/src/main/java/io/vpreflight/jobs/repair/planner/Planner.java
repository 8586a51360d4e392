// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.planner;

import io.vpreflight.jobs.check.Bytes;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Roles;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Staleness;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.check.tracking.ChangeTracking;
import io.vpreflight.jobs.check.tracking.DiskTracking;
import io.vpreflight.jobs.repair.plan.PlanRequest;
import io.vpreflight.jobs.repair.plan.PlanStep;
import io.vpreflight.jobs.repair.plan.PlanTarget;
import io.vpreflight.jobs.repair.plan.PlanVCenter;
import io.vpreflight.jobs.repair.plan.Privileges;
import io.vpreflight.jobs.repair.plan.Refusal;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.jobs.repair.plan.RepairPlan;
import io.vpreflight.jobs.repair.refusal.Candidate;
import io.vpreflight.jobs.repair.refusal.Caution;
import io.vpreflight.jobs.repair.refusal.ClusterRefusals;
import io.vpreflight.jobs.repair.refusal.PowerRefusals;
import io.vpreflight.jobs.repair.refusal.RefusalList;
import io.vpreflight.jobs.repair.refusal.RefusalRule;
import io.vpreflight.jobs.repair.refusal.Refusals;
import io.vpreflight.jobs.repair.refusal.Room;
import io.vpreflight.vsphere.CollectionRequest;
import io.vpreflight.vsphere.inventory.DatastoreProperty;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.SnapshotProperty;
import io.vpreflight.vsphere.inventory.VCenter;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Makes a plan of what was read. The same inventory, request and time give the same bytes. */
public final class Planner {
  /** Older plans are not run. */
  public static final Duration VALID = Duration.ofHours(24);

  private final Scene scene;
  private final PlanRequest request;
  private final Map<MoRef, Candidate> candidates = new LinkedHashMap<>();
  private final Map<MoRef, List<Refusal>> refusals = new LinkedHashMap<>();

  private Planner(Scene scene, PlanRequest request) {
    this.scene = scene;
    this.request = request;
    if (request.kind().isAboutHosts()) {
      return;
    }
    for (MoRef ref : new LinkedHashSet<>(request.targets())) {
      VirtualMachine vm =
          Objects.requireNonNull(
              scene.locations().virtualMachine(ref), "a virtual machine of another vCenter");
      Candidate candidate = new Candidate(vm, scene, request);
      candidates.put(ref, candidate);
      refusals.put(ref, new ArrayList<>(Refusals.of(candidate)));
    }
  }

  /** What must be read of a vCenter to plan that repair there. */
  public static CollectionRequest reads(RepairKind kind) {
    Set<Property> reads = new HashSet<>(Refusals.reads(kind));
    if (kind.isAboutHosts()) {
      reads.addAll(HostPlan.READS);
      reads.addAll(List.of(VCenterFact.TASKS, VCenterFact.EVENTS));
      return new CollectionRequest(reads, Caution.HISTORY);
    }
    reads.addAll(Roles.READS);
    reads.addAll(Staleness.READS);
    reads.addAll(List.of(ChangeTracking.readsWith(HostProperty.PRODUCT)));
    reads.addAll(
        List.of(
            VmProperty.INSTANCE_UUID,
            VmProperty.BIOS_UUID,
            VmProperty.CHANGE_VERSION,
            VmProperty.CONSOLIDATION_NEEDED,
            VmProperty.DATASTORE,
            VmProperty.LAYOUT,
            VmProperty.REP_CONFIG,
            VmProperty.CUSTOM_VALUE,
            SnapshotProperty.DEVICES,
            DatastoreProperty.SUMMARY,
            VCenterFact.CUSTOM_FIELDS,
            VCenterFact.TASKS,
            VCenterFact.EVENTS));
    return new CollectionRequest(reads, Caution.HISTORY);
  }

  /**
   * The plan.
   *
   * @param scene the vCenter, read with what {@link #reads} wants
   * @param now by our clock
   */
  public static RepairPlan plan(Scene scene, PlanRequest request, Instant now) {
    return new Planner(scene, request).plan(now.truncatedTo(ChronoUnit.SECONDS));
  }

  private RepairPlan plan(Instant now) {
    if (request.kind().isAboutHosts()) {
      return plan(now, List.of(), HostPlan.of(scene, request, this::wave));
    }
    List<Candidate> order = new ArrayList<>(candidates.values());
    // The least to be read again goes first: what it costs to be wrong is least there.
    order.sort(
        Comparator.comparingLong(Planner::readAgain).thenComparing(c -> c.vm().ref().moId()));
    order.forEach(new Together()::judge);
    List<PlanTarget> targets = new ArrayList<>();
    int begun = 0;
    for (Candidate candidate : order) {
      if (!isHeldBack(candidate)) {
        targets.add(target(candidate, wave(begun++)));
      }
    }
    for (Candidate candidate : order) {
      if (isHeldBack(candidate)) {
        targets.add(target(candidate, 0));
      }
    }
    return plan(now, order, targets);
  }

  private RepairPlan plan(Instant now, List<Candidate> order, List<PlanTarget> targets) {
    RepairPlan bare =
        new RepairPlan(
            request.kind(),
            vcenter(scene.inventory().vcenter()),
            now,
            now.plus(VALID),
            request.planner(),
            request.options(),
            request.limits(),
            request.window(),
            targets,
            List.of(),
            Activity.of(order, scene, request.window().zone(), request.known().ownTasks()));
    List<Text> warnings = new ArrayList<>(Warnings.ofPlan(bare));
    warnings.addAll(request.computed().installations().gaps());
    warnings.addAll(Warnings.together(targets, candidates));
    return new RepairPlan(
        bare.kind(),
        bare.vcenter(),
        bare.createdAt(),
        bare.expiresAt(),
        bare.planner(),
        bare.options(),
        bare.limits(),
        bare.window(),
        bare.targets(),
        warnings,
        bare.activity());
  }

  private boolean isHeldBack(Candidate candidate) {
    return of(candidate).stream().anyMatch(Refusal::holdsBack);
  }

  private List<Refusal> of(Candidate candidate) {
    return Objects.requireNonNull(refusals.get(candidate.vm().ref()));
  }

  /** 1, 2, 3 ... for the machine that is begun after so many others. */
  private int wave(int before) {
    int left = before;
    int wave = 1;
    for (int size : request.limits().waves()) {
      if (left < size) {
        return wave;
      }
      left -= size;
      wave++;
    }
    return wave;
  }

  private PlanTarget target(Candidate candidate, int wave) {
    VirtualMachine vm = candidate.vm();
    List<PlanStep> steps = wave == 0 ? List.of() : Steps.of(candidate);
    List<Refusal> reasons = of(candidate);
    reasons.sort(Comparator.comparing(refusal -> !refusal.holdsBack()));
    Privileges privileges =
        request
            .privileges()
            .getOrDefault(
                vm.ref(),
                new Privileges(null, PrivilegeNeeds.of(request.kind(), request.options()), null));
    long readAgain = wave == 0 ? 0 : readAgain(candidate);
    return new PlanTarget(
        scene.locations().refOf(vm.ref()),
        candidate.role().role().label(),
        wave,
        Baselines.of(candidate),
        steps,
        reasons,
        wave == 0 ? List.of() : Warnings.of(candidate, steps, readAgain, privileges),
        Room.of(candidate),
        privileges,
        readAgain);
  }

  /** At most: of a thin disk only what is allocated is read. */
  private static long readAgain(Candidate candidate) {
    if (!candidate.kind().takesSnapshots()) {
      return 0;
    }
    long bytes = 0;
    for (DiskTracking disk : candidate.tracking().disks()) {
      Long capacity = disk.disk().capacityInBytes();
      bytes += disk.unsupported() == null && capacity != null ? capacity : 0;
    }
    return bytes;
  }

  private static PlanVCenter vcenter(VCenter vcenter) {
    return new PlanVCenter(
        vcenter.instanceUuid(),
        vcenter.name(),
        vcenter.about().version() + " build-" + vcenter.about().build(),
        vcenter.apiVersion(),
        vcenter.collectedAt());
  }

  /** What the machines of one plan are together; asked in the order in which they would begin. */
  private final class Together {
    private final Set<String> clusters = new HashSet<>();
    private final Set<String> versions = new HashSet<>();
    private final List<Candidate> begun = new ArrayList<>();
    private long bytes;

    void judge(Candidate candidate) {
      String cluster = ClusterRefusals.cluster(candidate);
      if (cluster != null && !isHeldBack(candidate) && !clusters.add(cluster)) {
        refuse(RefusalList.CLUSTER_NODE, candidate, Outcome.hit("node").with(cluster));
      }
      long limit = request.limits().readAgainBytesPerNight();
      long more = readAgain(candidate);
      if (limit > 0 && !isHeldBack(candidate) && bytes + more > limit) {
        refuse(
            RefusalList.READ_AGAIN_LIMIT,
            candidate,
            Outcome.hit("limit").with(new Bytes(bytes + more), new Bytes(limit)));
      }
      if (request.kind() == RepairKind.RESET_CBT && !isHeldBack(candidate)) {
        String version = version(candidate);
        if (!request.known().rehearsed().contains(version) && !versions.add(version)) {
          refuse(RefusalList.NOT_REHEARSED, candidate, Outcome.hit("version").with(version));
        }
      }
      if (!isHeldBack(candidate)) {
        twin(candidate);
      }
      if (!isHeldBack(candidate)) {
        bytes += more;
        begun.add(candidate);
      }
    }

    /** Of two that share an identity, one is changed; then the other may be looked at anew. */
    private void twin(Candidate candidate) {
      if (!RefusalList.TWIN_IN_PLAN.kinds().contains(request.kind())) {
        return;
      }
      for (Candidate other : begun) {
        String shared = PowerRefusals.shared(candidate.vm(), other.vm());
        if (shared != null) {
          refuse(
              RefusalList.TWIN_IN_PLAN,
              candidate,
              Outcome.hit("twin")
                  .with(other.vm().name(), shared)
                  .evidence("shared with " + other.vm().ref().moId(), shared));
          return;
        }
      }
    }

    private void refuse(RefusalRule rule, Candidate candidate, Outcome.HitBuilder hit) {
      of(candidate).add(Refusals.of(rule, candidate, hit.build()));
    }

    private String version(Candidate candidate) {
      Host host = candidate.host();
      String esx = host == null ? null : host.summary().version();
      return scene.inventory().vcenter().about().version() + "/" + (esx == null ? "?" : esx);
    }
  }
}
