// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualMachineConfigSpec;
import com.vmware.vim25.VirtualMachineRelocateSpec;
import com.vmware.vim25.ws.Argument;
import io.vpreflight.vsphere.Annotations;
import io.vpreflight.vsphere.MutationPermit;
import io.vpreflight.vsphere.OptIn;
import io.vpreflight.vsphere.OptInOperations;
import io.vpreflight.vsphere.RepairOperations;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.VSphereException.BadReply;
import io.vpreflight.vsphere.VSphereException.NotSent;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends what changes something. The session decides what may be sent at all; each call is sent once
 * and with the permit for it. Safe for several threads.
 */
public final class VimRepairs implements RepairOperations, OptInOperations, Annotations {
  private final SoapSession session;
  private final VimReader reader;

  /** Sends through a session, which stays the caller's. */
  public VimRepairs(SoapSession session, SchemaNotes notes) {
    this.session = session;
    this.reader = new VimReader(notes);
  }

  @Override
  public MoRef setChangeTracking(
      MutationPermit permit, MoRef vm, boolean enabled, String changeVersion) {
    VirtualMachineConfigSpec spec = new VirtualMachineConfigSpec();
    spec.changeVersion = changeVersion;
    spec.changeTrackingEnabled = enabled;
    return task(permit, "ReconfigVM_Task", vm, VimClient.argument("spec", spec));
  }

  @Override
  public MoRef createSnapshot(MutationPermit permit, MoRef vm, String name, String description) {
    return task(
        permit,
        "CreateSnapshot_Task",
        vm,
        VimClient.argument("name", name),
        VimClient.argument("description", description),
        VimClient.argument("memory", false),
        VimClient.argument("quiesce", false));
  }

  @Override
  public MoRef removeSnapshot(MutationPermit permit, MoRef snapshot) {
    return task(
        permit,
        "RemoveSnapshot_Task",
        snapshot,
        VimClient.argument("removeChildren", false),
        VimClient.argument("consolidate", true));
  }

  @Override
  public MoRef consolidate(MutationPermit permit, MoRef vm) {
    return task(permit, "ConsolidateVMDisks_Task", vm);
  }

  @Override
  public void reload(MutationPermit permit, MoRef vm) {
    nothing(permit, "Reload", vm, VimClient.self(vm));
  }

  @Override
  public MoRef move(MutationPermit permit, MoRef vm, MoRef host) {
    require(OptIn.MOVE_VM);
    VirtualMachineRelocateSpec spec = new VirtualMachineRelocateSpec();
    spec.host = Vim.reference(host);
    return task(permit, OptIn.MOVE_VM.method(), vm, VimClient.argument("spec", spec));
  }

  @Override
  public MoRef powerUpHost(MutationPermit permit, MoRef host, int timeoutSeconds) {
    require(OptIn.POWER_UP_HOST);
    return task(
        permit,
        OptIn.POWER_UP_HOST.method(),
        host,
        VimClient.argument("timeoutSec", timeoutSeconds));
  }

  /** Without a specification vCenter uses what it knows of the host, and force is not in it. */
  @Override
  public MoRef reconnectHost(MutationPermit permit, MoRef host) {
    require(OptIn.RECONNECT_HOST);
    return task(permit, OptIn.RECONNECT_HOST.method(), host);
  }

  @Override
  public MoRef newInstanceUuid(
      MutationPermit permit, MoRef vm, String instanceUuid, String changeVersion) {
    require(OptIn.NEW_INSTANCE_UUID);
    VirtualMachineConfigSpec spec = new VirtualMachineConfigSpec();
    spec.changeVersion = changeVersion;
    spec.instanceUuid = instanceUuid;
    return task(permit, OptIn.NEW_INSTANCE_UUID.method(), vm, VimClient.argument("spec", spec));
  }

  @Override
  public MoRef powerOn(MutationPermit permit, MoRef vm) {
    require(OptIn.POWER_ON_VM);
    return task(permit, OptIn.POWER_ON_VM.method(), vm);
  }

  @Override
  public void setField(MutationPermit permit, MoRef entity, int fieldKey, String value) {
    String method = "SetField";
    session.require(permit, method, entity);
    nothing(
        permit,
        method,
        entity,
        VimClient.self(manager("customFieldsManager", method)),
        VimClient.argument("entity", entity),
        VimClient.argument("key", fieldKey),
        VimClient.argument("value", value));
  }

  @Override
  public void logUserEvent(MoRef entity, String message) {
    String method = "LogUserEvent";
    session.requireNote(method);
    MoRef manager = manager("eventManager", method);
    session.<@Nullable Void>note(
        method,
        body ->
            new VimWriter(body)
                .arguments(
                    new Argument[] {
                      VimClient.self(manager),
                      VimClient.argument("entity", entity),
                      VimClient.argument("msg", message)
                    }),
        cursor -> null);
  }

  /** The object that is changed is the one that the permit is for, whatever else is written. */
  private MoRef task(MutationPermit permit, String method, MoRef target, Argument... more) {
    List<Argument> arguments = new ArrayList<>(List.of(VimClient.self(target)));
    arguments.addAll(List.of(more));
    MoRef task =
        session.<@Nullable MoRef>mutate(
            permit,
            method,
            target,
            body -> new VimWriter(body).arguments(arguments.toArray(Argument[]::new)),
            cursor ->
                Vim.ref(
                    (ManagedObjectReference) reader.result(cursor, ManagedObjectReference.class)));
    if (task == null) {
      throw new BadReply(method + " without a task", false, null);
    }
    return task;
  }

  private void nothing(MutationPermit permit, String method, MoRef target, Argument... arguments) {
    session.<@Nullable Void>mutate(
        permit, method, target, body -> new VimWriter(body).arguments(arguments), cursor -> null);
  }

  /** The manager may have to be asked for before, which is not yet the call. */
  private MoRef manager(String name, String method) {
    try {
      return session.content().require(name);
    } catch (VSphereException e) {
      throw new NotSent(method, e);
    }
  }

  private void require(OptIn optIn) {
    if (!session.transport().isOptedIn(optIn)) {
      throw new IllegalStateException(optIn + " is not switched on");
    }
  }
}
