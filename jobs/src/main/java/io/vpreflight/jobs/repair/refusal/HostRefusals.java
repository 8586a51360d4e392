// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.refusal;

import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.snapshot.VmTasks;
import io.vpreflight.vsphere.inventory.Cluster;
import io.vpreflight.vsphere.inventory.ClusterProperty;
import io.vpreflight.vsphere.inventory.EventRecord;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.HostPowerState;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.Reach;
import io.vpreflight.vsphere.inventory.TaskRecord;
import io.vpreflight.vsphere.inventory.VimConstant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What keeps a host as it is. */
final class HostRefusals {
  private static final String DISCONNECTED = "HostDisconnectedEvent";

  /** Of {@code HostDisconnectedEventReasonCode}: vCenter let go of it, and may take it again. */
  private static final Set<String> BY_VCENTER =
      Set.of(
          "licenseExpired",
          "agentUpgrade",
          "insufficientLicenses",
          "agentOutOfDate",
          "vcVRAMCapacityExceeded");

  /** Of the same: vCenter could only take it again with a password or a thumbprint. */
  private static final Set<String> WANTS_SECRET =
      Set.of("sslThumbprintVerifyFailed", "passwordDecryptFailure");

  private HostRefusals() {}

  /** Without it nobody could tell later that it is still the same. */
  static List<Outcome> noIdentity(HostCandidate candidate) {
    return candidate.host().summary().uuid() == null
        ? Outcome.unset(HostProperty.HARDWARE)
        : List.of();
  }

  static List<Outcome> taskRunning(HostCandidate candidate) {
    Scene scene = candidate.scene();
    for (TaskRecord task : scene.inventory().history().tasks()) {
      if (task.isOpen() && candidate.ref().equals(task.entity())) {
        return Outcome.hit("task-running")
            .with(VmTasks.name(task))
            .evidence("recentTask", task.key())
            .evidence("info.state", task.state())
            .only();
      }
    }
    Reach reach = scene.inventory().history().reach().openTasks();
    return reach.since() == null || reach.truncated()
        ? Outcome.undetermined("reason.repair.open-tasks-unknown")
        : List.of();
  }

  static List<Outcome> inMaintenance(HostCandidate candidate) {
    Boolean maintenance = candidate.host().runtime().inMaintenanceMode();
    if (maintenance == null) {
      return Outcome.unset(HostProperty.IN_MAINTENANCE_MODE);
    }
    return maintenance
        ? Outcome.hit("maintenance").evidence(HostProperty.IN_MAINTENANCE_MODE, true).only()
        : List.of();
  }

  static List<Outcome> notInStandby(HostCandidate candidate) {
    HostPowerState power = candidate.host().runtime().powerState();
    return power == HostPowerState.STAND_BY ? List.of() : is(HostProperty.POWER_STATE, power);
  }

  static List<Outcome> inStandby(HostCandidate candidate) {
    HostPowerState power = candidate.host().runtime().powerState();
    return power == null || power == HostPowerState.STAND_BY
        ? is(HostProperty.POWER_STATE, power)
        : List.of();
  }

  static List<Outcome> disconnected(HostCandidate candidate) {
    HostConnectionState state = candidate.host().runtime().connectionState();
    return state == null || state == HostConnectionState.DISCONNECTED
        ? is(HostProperty.CONNECTION_STATE, state)
        : List.of();
  }

  static List<Outcome> notDisconnected(HostCandidate candidate) {
    HostConnectionState state = candidate.host().runtime().connectionState();
    return state == HostConnectionState.DISCONNECTED
        ? List.of()
        : is(HostProperty.CONNECTION_STATE, state);
  }

  private static List<Outcome> is(HostProperty property, @Nullable VimConstant state) {
    return state == null
        ? Outcome.unset(property)
        : Outcome.hit("state").with(state.vim()).evidence(property, state.vim()).only();
  }

  /** Power management would put it to sleep again; a host that stands alone has none. */
  static List<Outcome> powerManaged(HostCandidate candidate) {
    Host host = candidate.host();
    Cluster cluster = candidate.scene().locations().clusterOf(host);
    if (cluster == null) {
      return Outcome.undetermined("reason.repair.cluster-unknown");
    }
    if (!cluster.ref().type().equals("ClusterComputeResource")) {
      return List.of();
    }
    Boolean managed = cluster.dpmEnabled();
    if (managed == null) {
      return Outcome.unset(ClusterProperty.CONFIGURATION);
    }
    return managed
        ? Outcome.hit("dpm")
            .with(cluster.name())
            .evidence("configurationEx.dpmConfigInfo.enabled", true)
            .only()
        : List.of();
  }

  /** Whoever disconnected it had a reason; and what nobody tells counts as somebody. */
  static List<Outcome> byUser(HostCandidate candidate) {
    EventRecord event = last(candidate);
    if (event == null) {
      return Outcome.undetermined("reason.repair.disconnect-unknown");
    }
    String reason = String.valueOf(event.details().get("reason"));
    if (BY_VCENTER.contains(reason) || WANTS_SECRET.contains(reason)) {
      return List.of();
    }
    String user = event.userName() == null ? "" : event.userName();
    return Outcome.hit("by-user")
        .with(event.createdTime(), user.isEmpty() ? "?" : user, reason)
        .evidence("event", event.type())
        .evidence("event.createdTime", event.createdTime())
        .evidence("event.reason", reason)
        .evidence("event.userName", user)
        .only();
  }

  /** Neither is ours to give. */
  static List<Outcome> wantsSecret(HostCandidate candidate) {
    EventRecord event = last(candidate);
    String reason = event == null ? "" : String.valueOf(event.details().get("reason"));
    return WANTS_SECRET.contains(reason)
        ? Outcome.hit("secret").with(reason).evidence("event.reason", reason).only()
        : List.of();
  }

  private static @Nullable EventRecord last(HostCandidate candidate) {
    EventRecord last = null;
    for (EventRecord event : candidate.scene().inventory().history().events()) {
      if (event.type().equals(DISCONNECTED) && candidate.ref().equals(event.host())) {
        last = event;
      }
    }
    return last;
  }

  /** Why vCenter let go of it; null when nobody tells. */
  static @Nullable String reason(HostCandidate candidate) {
    EventRecord event = last(candidate);
    return event == null ? null : event.details().get("reason");
  }
}
