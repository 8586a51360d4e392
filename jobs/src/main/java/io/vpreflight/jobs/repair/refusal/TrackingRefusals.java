// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.refusal;

import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.tracking.ChangeTracking;
import io.vpreflight.jobs.check.tracking.DiskTracking;
import io.vpreflight.jobs.check.tracking.Switch;
import io.vpreflight.jobs.check.tracking.TrackingState;
import io.vpreflight.jobs.check.tracking.VmTracking;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.time.Instant;
import java.util.List;

/** Whether change tracking can be switched at all, and whether it should be. */
final class TrackingRefusals {
  private TrackingRefusals() {}

  /** Virtual hardware before version 7. */
  static List<Outcome> hardwareTooOld(Candidate candidate) {
    String version = candidate.vm().config().version();
    if (version == null) {
      return Outcome.unset(VmProperty.HARDWARE_VERSION);
    }
    if (!version.matches("vmx-[0-9]{1,4}")) {
      return Outcome.undetermined("reason.repair.hardware-unknown", version);
    }
    int oldest = candidate.scene().limits().number("hardware.version.oldest");
    return Integer.parseInt(version.substring(4)) < oldest
        ? Outcome.hit("old").with(version).evidence(VmProperty.HARDWARE_VERSION, version).only()
        : List.of();
  }

  static List<Outcome> notSupported(Candidate candidate) {
    Boolean supported = candidate.vm().capability().changeTrackingSupported();
    if (supported == null) {
      return Outcome.unset(VmProperty.CHANGE_TRACKING_SUPPORTED);
    }
    return supported
        ? List.of()
        : Outcome.hit("unsupported").evidence(VmProperty.CHANGE_TRACKING_SUPPORTED, false).only();
  }

  static List<Outcome> disallowed(Candidate candidate) {
    for (DiskTracking disk : candidate.tracking().disks()) {
      if (disk.state() == TrackingState.DISALLOWED) {
        Outcome.HitBuilder hit = Outcome.hit("disallowed");
        disk.evidence().forEach(hit::evidence);
        return hit.only();
      }
    }
    return List.of();
  }

  static List<Outcome> noDiskToTrack(Candidate candidate) {
    VmTracking tracking = candidate.tracking();
    if (tracking.unknown() != null) {
      return List.of(new Outcome.Undetermined("", tracking.unknown()));
    }
    long able = tracking.disks().stream().filter(disk -> disk.unsupported() == null).count();
    return able > 0
        ? List.of()
        : Outcome.hit("none")
            .with(tracking.disks().size())
            .evidence(VmProperty.DEVICES, tracking.disks().size() + " disks, none to track")
            .only();
  }

  static List<Outcome> flagOff(Candidate candidate) {
    Boolean flag = candidate.vm().config().changeTrackingEnabled();
    if (flag == null) {
      return Outcome.unset(VmProperty.CHANGE_TRACKING_ENABLED);
    }
    return flag
        ? List.of()
        : Outcome.hit("off").evidence(VmProperty.CHANGE_TRACKING_ENABLED, false).only();
  }

  /** On, and nothing waits for a stun. */
  static List<Outcome> flagOn(Candidate candidate) {
    Boolean flag = candidate.vm().config().changeTrackingEnabled();
    if (flag == null) {
      return Outcome.unset(VmProperty.CHANGE_TRACKING_ENABLED);
    }
    VmTracking tracking = candidate.tracking();
    if (!flag || !tracking.in(TrackingState.PENDING_STUN).isEmpty()) {
      return List.of();
    }
    return tracking.pendingUnknown() == null
        ? Outcome.hit("on").evidence(VmProperty.CHANGE_TRACKING_ENABLED, true).only()
        : List.of(new Outcome.Undetermined("", tracking.pendingUnknown()));
  }

  /** By us, as our journal tells, or by anybody, as the events do. */
  static List<Outcome> switchedOfLate(Candidate candidate) {
    Instant limit = candidate.scene().now().minus(Caution.BETWEEN_RESETS);
    Instant ours = candidate.request().known().repairedAt().get(candidate.vm().ref());
    if (ours != null && ours.isAfter(limit)) {
      return Outcome.hit("late").with(ours).evidence("journal", ours).only();
    }
    for (Switch each : candidate.tracking().switches()) {
      if (each.at().isAfter(limit)) {
        return Outcome.hit("late")
            .with(each.at())
            .evidence("VmReconfiguredEvent.createdTime", each.at())
            .only();
      }
    }
    Instant since = ChangeTracking.in(candidate.scene()).eventsSince();
    if (since == null) {
      return Outcome.undetermined("reason.tracking.no-events");
    }
    return since.isAfter(limit)
        ? Outcome.undetermined("reason.tracking.history-short", since)
        : List.of();
  }
}
