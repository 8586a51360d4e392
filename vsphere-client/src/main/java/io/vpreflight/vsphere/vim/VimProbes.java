// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import com.vmware.vim25.CheckResult;
import com.vmware.vim25.DiskChangeExtent;
import com.vmware.vim25.DiskChangeInfo;
import com.vmware.vim25.LocalizedMethodFault;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.StorageRequirement;
import com.vmware.vim25.VirtualMachineRelocateSpec;
import com.vmware.vim25.ws.Argument;
import io.vpreflight.vsphere.RepairProbes;
import io.vpreflight.vsphere.RepairProbes.ChangedAreas.Area;
import io.vpreflight.vsphere.TaskEnd;
import io.vpreflight.vsphere.TaskState;
import io.vpreflight.vsphere.TaskWatcher;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.VSphereException.BadReply;
import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.VSphereException.Unreachable;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VimFault;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks what vCenter has to compute first: some of it shows as a task there and changes nothing, so
 * that it may be asked again. Safe for several threads.
 */
public final class VimProbes implements RepairProbes {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Set<String> NOT_OFFERED =
      Set.of("NotSupported", "NotImplemented", "MethodNotFound");

  private final VimClient client;
  private final VimTasks tasks;
  private final TaskWatcher watcher;

  /** Asks through a session, which stays the caller's. */
  public VimProbes(SoapSession session, SchemaNotes notes) {
    this.client = new VimClient(session, notes);
    this.tasks = new VimTasks(client);
    this.watcher = new TaskWatcher(tasks::states);
  }

  /**
   * Bytes that a consolidation needs besides, by datastore.
   *
   * @return empty when this server does not tell
   */
  public Map<MoRef, Long> consolidationSpace(MoRef vm) {
    Object result;
    try {
      result = compute("EstimateStorageForConsolidateSnapshots_Task", VimClient.self(vm));
    } catch (Fault e) {
      if (NOT_OFFERED.contains(e.fault().faultClass())) {
        return Map.of();
      }
      throw e;
    }
    Map<MoRef, Long> bytes = new HashMap<>();
    if (result instanceof StorageRequirement[] needs) {
      for (StorageRequirement need : needs) {
        MoRef datastore = Vim.ref(need.datastore);
        if (datastore != null) {
          bytes.merge(datastore, need.freeSpaceRequiredInKb << 10, Long::sum);
        }
      }
    }
    return bytes;
  }

  /** Bytes a second that the guest of that machine writes; empty when this server does not tell. */
  public OptionalLong writeRateBytes(MoRef vm) {
    return new WriteRate(client).of(vm);
  }

  @Override
  public ChangedAreas changedAreas(
      MoRef vm, @Nullable MoRef snapshot, int diskKey, long startOffsetBytes, String changeId) {
    List<Argument> arguments = new ArrayList<>(List.of(VimClient.self(vm)));
    if (snapshot != null) {
      arguments.add(VimClient.argument("snapshot", snapshot));
    }
    arguments.add(VimClient.argument("deviceKey", diskKey));
    arguments.add(new Argument("startOffset", "long", startOffsetBytes));
    arguments.add(VimClient.argument("changeId", changeId));
    DiskChangeInfo info =
        client.reading(
            () ->
                client.send(
                    "QueryChangedDiskAreas",
                    DiskChangeInfo.class,
                    arguments.toArray(Argument[]::new)));
    if (info == null) {
      throw new BadReply("QueryChangedDiskAreas without an answer", false, null);
    }
    List<Area> areas = new ArrayList<>();
    if (info.changedArea != null) {
      for (DiskChangeExtent extent : info.changedArea) {
        areas.add(new Area(extent.start, extent.length));
      }
    }
    return new ChangedAreas(info.startOffset, info.length, areas);
  }

  @Override
  public MoveCheck checkMove(MoRef vm, MoRef host) {
    VirtualMachineRelocateSpec spec = new VirtualMachineRelocateSpec();
    spec.host = Vim.reference(host);
    Object result =
        compute(
            "CheckRelocate_Task",
            VimClient.self(client.session().content().require("vmProvisioningChecker")),
            VimClient.argument("vm", vm),
            VimClient.argument("spec", spec));
    if (!(result instanceof CheckResult[] answers) || answers.length == 0) {
      // Silence is no leave to move.
      throw new BadReply("CheckRelocate_Task without a result", false, null);
    }
    List<VimFault> errors = new ArrayList<>();
    List<VimFault> warnings = new ArrayList<>();
    for (CheckResult answer : answers) {
      add(answer.error, errors);
      add(answer.warning, warnings);
    }
    return new MoveCheck(errors, warnings);
  }

  private static void add(LocalizedMethodFault @Nullable [] faults, List<VimFault> list) {
    if (faults != null) {
      for (LocalizedMethodFault each : faults) {
        VimFault fault = Vim.fault(each);
        if (fault != null) {
          list.add(fault);
        }
      }
    }
  }

  private @Nullable Object compute(String method, Argument... arguments) {
    MoRef task =
        Vim.ref(client.reading(() -> client.send(method, ManagedObjectReference.class, arguments)));
    if (task == null) {
      throw new BadReply(method + " without a task", false, null);
    }
    TaskEnd end = watcher.await(task, LIMIT, () -> false, state -> {});
    if (end.kind() == TaskEnd.Kind.SUCCESS) {
      return tasks.result(task);
    }
    throw problem(method, end);
  }

  private static VSphereException problem(String method, TaskEnd end) {
    TaskState last = end.last();
    if (end.kind() == TaskEnd.Kind.ERROR && last != null && last.error() != null) {
      return new Fault(method, last.error(), null, null);
    }
    if (end.problem() != null) {
      return end.problem();
    }
    if (end.kind() == TaskEnd.Kind.STOPPED) {
      return new VSphereException.Cancelled(null);
    }
    return new Unreachable(
        Unreachable.Reason.TIMEOUT, method + " has not ended: " + end.kind(), null);
  }
}
