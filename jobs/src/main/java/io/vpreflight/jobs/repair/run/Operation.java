// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import io.vpreflight.jobs.repair.plan.PlanOptions;
import io.vpreflight.jobs.repair.plan.PlanStep;
import io.vpreflight.jobs.repair.plan.PlanTarget;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.jobs.repair.plan.RepairPlan;
import io.vpreflight.jobs.repair.plan.RunLimits;
import io.vpreflight.jobs.repair.plan.StepAction;
import io.vpreflight.vsphere.inventory.MoRef;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The repair of one object of an approved plan.
 *
 * @param id of this operation and no other, in the names of our snapshots and in the logs of
 *     vCenter; begins with the time, so that ids sort
 * @param planDigest what was approved
 * @param kind what is repaired
 * @param options what was chosen
 * @param limits how long it may take before it is handed to a person, and what its guest may suffer
 * @param target what it is about, as it was when the plan was made
 */
public record Operation(
    String id,
    String planDigest,
    RepairKind kind,
    PlanOptions options,
    RunLimits limits,
    PlanTarget target) {
  /** What the names of all snapshots of ours begin with. */
  static final String PREFIX = "vpreflight-cbt-";

  private static final Pattern OURS = Pattern.compile(PREFIX + "([0-9a-z]{20})-[ABP]");
  private static final SecureRandom RANDOM = new SecureRandom();

  /** The repair of that target under that id. */
  public static Operation of(String id, String planDigest, RepairPlan plan, PlanTarget target) {
    return new Operation(id, planDigest, plan.kind(), plan.options(), plan.limits(), target);
  }

  /** An id that nobody else has: 20 digits and small letters. */
  static String newId(Instant now) {
    String time = Long.toString(now.toEpochMilli(), 36);
    StringBuilder id = new StringBuilder(time.toLowerCase(Locale.ROOT));
    while (id.length() < 20) {
      id.append(Character.forDigit(RANDOM.nextInt(36), 36));
    }
    return id.toString();
  }

  /** The operation that a snapshot of that name belongs to; null when it is none of ours. */
  static @Nullable String idOf(String snapshotName) {
    var matcher = OURS.matcher(snapshotName);
    return matcher.matches() ? matcher.group(1) : null;
  }

  /** The virtual machine or host. */
  public MoRef object() {
    return target.object().ref();
  }

  /** How long it may take before it is handed to a person. */
  Duration deadline() {
    return limits.deadline();
  }

  /** Instance UUID of its vCenter. */
  public String vcenter() {
    return target.object().vcenter();
  }

  /** Its name when the plan was made. */
  public String name() {
    return target.object().name();
  }

  /** What is leased while it is worked on. */
  public String resource() {
    return vcenter() + "/" + object().moId();
  }

  /** Name of the snapshot {@code A}, {@code B} or {@code P} of this operation. */
  String snapshotName(String about) {
    return PREFIX + id + "-" + about;
  }

  /** True for a snapshot that this operation makes itself, false for the reference of another. */
  static boolean isOwn(@Nullable String about) {
    return about != null && about.length() == 1;
  }

  /** The steps, in order. */
  List<PlanStep> steps() {
    return target.steps();
  }

  /** Device keys of the disks that can be tracked. */
  Set<Integer> trackedDisks() {
    Set<Integer> keys = new TreeSet<>();
    target.baseline().disks().stream()
        .filter(disk -> disk.excluded() == null)
        .forEach(disk -> keys.add(disk.key()));
    return keys;
  }

  /** The instance UUID that it is given; null when it keeps its own. */
  @Nullable String newInstanceUuid() {
    return steps().stream()
        .filter(step -> step.action() == StepAction.SET_INSTANCE_UUID)
        .map(PlanStep::about)
        .findFirst()
        .orElse(null);
  }

  /** True when tracking is to be on in the end. */
  boolean isAboutTracking() {
    return kind == RepairKind.RESET_CBT || kind == RepairKind.ENABLE_CBT;
  }

  /** The flag as it stood before; not set counts as off. */
  boolean originalFlag() {
    return Boolean.TRUE.equals(target.baseline().changeTrackingEnabled());
  }
}
