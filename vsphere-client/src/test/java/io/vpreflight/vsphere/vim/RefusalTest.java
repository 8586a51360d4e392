// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.vmware.vim25.VimPortType;
import io.vpreflight.vsphere.Annotations;
import io.vpreflight.vsphere.MutationPermit;
import io.vpreflight.vsphere.OptIn;
import io.vpreflight.vsphere.WriteBack;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.soap.Operations;
import io.vpreflight.vsphere.soap.Operations.NotAllowed;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.soap.SoapTransport;
import io.vpreflight.vsphere.testing.SoapServer;
import java.lang.reflect.Modifier;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Who may send what: an audit nothing that changes anything, a repair its own few and only with a
 * permit for each. Every method of vim25 is tried on every way that leads to the wire.
 */
@Timeout(600)
class RefusalTest {
  private static final MoRef VM = new MoRef("VirtualMachine", "vm-1");

  /** Newer than the library: what came with the APIs 6.0 u1 to 9.0 and does more than read. */
  private static final Set<String> NEWER =
      Set.of(
          "CreateSnapshotEx_Task",
          "RevertToSnapshotEx_Task",
          "InstantClone_Task",
          "AttachDisk_Task",
          "DetachDisk_Task",
          "CryptoUnlock_Task",
          "ApplyEvcModeVM_Task",
          "PromoteDisks_Task",
          "CreateSecondaryVMEx_Task",
          "DropConnections",
          "PutUsbScanCodes",
          "SendNMI",
          "PlaceVmsXCluster",
          "CreateDisk_Task",
          "CreateDiskFromSnapshot_Task",
          "CloneVStorageObject_Task",
          "DeleteVStorageObject_Task",
          "DeleteVStorageObjectEx_Task",
          "ExtendDisk_Task",
          "InflateDisk_Task",
          "RegisterDisk",
          "RelocateVStorageObject_Task",
          "RenameVStorageObject",
          "RenameVStorageObjectEx",
          "ReconcileDatastoreInventory_Task",
          "ScheduleReconcileDatastoreInventory",
          "SetVStorageObjectControlFlags",
          "ClearVStorageObjectControlFlags",
          "AttachTagToVStorageObject",
          "DetachTagFromVStorageObject",
          "UpdateVStorageObjectMetadata_Task",
          "UpdateVStorageObjectPolicy_Task",
          "UpdateVStorageObjectCrypto_Task",
          "UpdateVStorageInfrastructureObjectPolicy_Task",
          "VStorageObjectCreateSnapshot_Task",
          "VStorageObjectCreateSnapshotEx_Task",
          "VStorageObjectDeleteSnapshotEx_Task",
          "DeleteSnapshot_Task",
          "RevertVStorageObject_Task",
          "RevertVStorageObjectEx_Task",
          "RegisterKmipServer",
          "RegisterKmsCluster",
          "UnregisterKmsCluster",
          "RemoveKmipServer",
          "UpdateKmipServer",
          "MarkDefault",
          "SetDefaultKmsCluster",
          "SetKeyCustomAttributes",
          "UploadClientCert",
          "UploadKmipServerCert",
          "UpdateKmsSignedCsrClientCert",
          "UpdateSelfSignedClientCert",
          "GenerateKey",
          "GenerateClientCsr",
          "GenerateSelfSignedClientCert",
          "AddKey",
          "AddKeys",
          "RemoveKey",
          "RemoveKeys",
          "ChangeKey_Task",
          "CryptoManagerHostPrepare",
          "CryptoManagerHostEnable",
          "CryptoManagerHostDisable",
          "ConfigureCryptoKey",
          "EnableCrypto",
          "SetCryptoMode",
          "BatchAddHostsToCluster_Task",
          "BatchAddStandaloneHosts_Task",
          "ConfigureHCI_Task",
          "ExtendHCI_Task",
          "AbandonHciWorkflow",
          "ConfigureEvcMode_Task",
          "DisableEvcMode_Task",
          "EnterMaintenanceMode_Task",
          "UpdateConfigurationProvider",
          "ChangeLockdownMode",
          "UpdateLockdownExceptions",
          "UpdateSystemUsers",
          "SetServiceAccount",
          "MarkServiceProviderEntities",
          "UnmarkServiceProviderEntities",
          "UpdateInternetScsiAuthenticationProperties",
          "SetNFSUser",
          "ClearNFSUser",
          "ChangeNFSUserPassword",
          "AllocateIpv4Address",
          "RunVsanPhysicalDiskDiagnostics",
          "UnmapVmfsVolumeEx_Task",
          "DeleteVffsVolumeState",
          "UpdateVVolVirtualMachineFiles_Task",
          "SetVirtualDiskUuidEx_Task",
          "CreateNvmeOverRdmaAdapter",
          "RemoveNvmeOverRdmaAdapter",
          "ConnectNvmeController",
          "ConnectNvmeControllerEx_Task",
          "DisconnectNvmeController",
          "DisconnectNvmeControllerEx_Task",
          "ConnectNvmeOverFabrics",
          "DisconnectNvmeOverFabrics",
          "CreateSoftwareAdapter",
          "RemoveSoftwareAdapter",
          "SetMaxQueueDepth",
          "UpdateScsiLunDisplayName",
          "SetEntityPermissions",
          "ModifyListView",
          "CreateFilter",
          "ReportTime",
          "ScheduleTask",
          "TerminateSession",
          "SetLocale",
          "AcquireCloneTicket");

  private final SoapServer server = new SoapServer();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void an_audit_can_send_nothing_that_changes_anything_on_any_way() {
    SoapTransport transport = server.transport();
    try (SoapSession audit = SoapServer.session(transport)) {
      Set<String> all = all();
      assertTrue(all.size() > 740, all.size() + " methods");
      for (String method : all) {
        MutationPermit permit = permit(method);
        assertRefused(method, () -> mutate(audit, permit));
        assertRefused(method, () -> note(audit, method));
        assertFalse(permit.isSpent(), method);
        if (!Operations.READ.contains(method)) {
          assertRefused(method, () -> read(audit, method));
          assertRefused(method, () -> transport.call(method, body -> {}, cursor -> null));
        }
      }
      VimRepairs repairs = new VimRepairs(audit, new SchemaNotes());
      assertThrows(NotAllowed.class, () -> repairs.reload(permit("Reload"), VM));
      assertThrows(NotAllowed.class, () -> repairs.setField(permit("SetField"), VM, 1, ""));
      Annotations annotations = repairs;
      assertThrows(NotAllowed.class, () -> annotations.logUserEvent(VM, "hello"));
    }
    assertEquals(List.of(), server.calls());
  }

  @Test
  void a_plan_can_ask_what_vcenter_computes_and_send_nothing_that_changes_anything() {
    SoapTransport transport = server.planning();
    try (SoapSession plan = SoapServer.session(transport)) {
      for (String method : all()) {
        assertRefused(method, () -> mutate(plan, permit(method)));
        assertRefused(method, () -> note(plan, method));
        if (!Operations.READ.contains(method) && !Operations.PLAN_READ.contains(method)) {
          assertRefused(method, () -> read(plan, method));
          assertRefused(method, () -> transport.call(method, body -> {}, cursor -> null));
        }
      }
    }
    assertTrue(Operations.REPAIR_READ.containsAll(Operations.PLAN_READ));
    assertEquals(List.of(), server.calls());
  }

  @Test
  void a_repair_can_send_its_own_few_and_only_as_what_they_are() {
    for (Set<OptIn> optIns : List.of(Set.<OptIn>of(), Set.of(OptIn.values()))) {
      Set<String> mutations = new TreeSet<>(Operations.REPAIR);
      optIns.forEach(optIn -> mutations.add(optIn.method()));
      assertEquals(optIns.isEmpty() ? 6 : 10, mutations.size());
      SoapTransport transport = server.repairing(optIns.toArray(OptIn[]::new));
      try (SoapSession repair = SoapServer.session(transport)) {
        for (String method : all()) {
          if (!mutations.contains(method)) {
            assertRefused(method, () -> mutate(repair, permit(method)));
          }
          if (!Operations.NOTE.contains(method)) {
            assertRefused(method, () -> note(repair, method));
          }
          if (!Operations.READ.contains(method) && !Operations.REPAIR_READ.contains(method)) {
            assertRefused(method, () -> read(repair, method));
            assertRefused(method, () -> transport.call(method, body -> {}, cursor -> null));
          }
        }
      }
    }
    assertEquals(List.of(), server.calls());
  }

  @Test
  void a_write_back_can_send_its_three_and_read_no_more_than_they_take() {
    SoapTransport transport = server.writingBack();
    try (SoapSession session = SoapServer.session(transport)) {
      for (String method : all()) {
        assertRefused(method, () -> mutate(session, permit(method)));
        if (!Operations.WRITE_BACK.contains(method)) {
          assertRefused(method, () -> note(session, method));
        }
        if (!Operations.WRITE_BACK_READ.contains(method)) {
          assertRefused(method, () -> read(session, method));
          assertRefused(method, () -> transport.call(method, body -> {}, cursor -> null));
        }
      }
    }
    assertEquals(Set.of("AddCustomFieldDef", "SetField", "PostEvent"), Operations.WRITE_BACK);
    assertTrue(Operations.READ.containsAll(Operations.WRITE_BACK_READ));
    assertEquals(List.of(), server.calls());
  }

  @Test
  void an_audit_cannot_write_back() {
    SoapTransport transport = server.transport();
    try (SoapSession audit = SoapServer.session(transport)) {
      WriteBack writing = new VimWriteBack(audit, new SchemaNotes(), Clock.systemUTC());
      assertThrows(NotAllowed.class, () -> writing.addAttribute("vpreflight"));
      assertThrows(NotAllowed.class, () -> writing.setValue(VM, 1, "worst=error"));
      assertThrows(
          NotAllowed.class,
          () -> writing.post(new WriteBack.Note("t", "info", "m", VM, "vm", new TreeMap<>())));
    }
    assertEquals(List.of(), server.calls());
  }

  @Test
  void nothing_that_may_be_sent_is_in_two_lists() {
    Set<String> all = new TreeSet<>();
    int sizes = 0;
    for (Set<String> list :
        List.of(Operations.READ, Operations.REPAIR_READ, Operations.REPAIR, Operations.NOTE)) {
      all.addAll(list);
      sizes += list.size();
    }
    assertEquals(sizes, all.size());
    assertFalse(all.contains("RemoveAllSnapshots_Task"));
    assertFalse(all.contains("Destroy_Task"));
    assertFalse(all.contains("CancelTask"));
  }

  @Test
  void a_transport_that_reads_cannot_be_made_with_anything_else() {
    for (String method : List.of("ReconfigVM_Task", "LogUserEvent", "QueryChangedDiskAreas")) {
      assertThrows(IllegalArgumentException.class, () -> server.transport(Set.of("Login", method)));
    }
  }

  private static void assertRefused(String method, Runnable call) {
    assertThrows(NotAllowed.class, call::run, method);
  }

  private static void mutate(SoapSession session, MutationPermit permit) {
    session.<@Nullable Void>mutate(permit, permit.method(), VM, body -> {}, cursor -> null);
  }

  private static void note(SoapSession session, String method) {
    session.<@Nullable Void>note(method, body -> {}, cursor -> null);
  }

  private static void read(SoapSession session, String method) {
    session.<@Nullable Void>read(method, body -> {}, cursor -> null);
  }

  private static MutationPermit permit(String method) {
    return new MutationPermit("op", "digest", 1, method, VM, () -> {});
  }

  private static Set<String> all() {
    Set<String> names = new TreeSet<>(NEWER);
    for (var method : VimPortType.class.getMethods()) {
      if (method.getDeclaringClass().getPackageName().startsWith("com.vmware")
          && !Modifier.isStatic(method.getModifiers())
          && !method.getName().equals("getWsc")) {
        names.add(
            Character.toUpperCase(method.getName().charAt(0)) + method.getName().substring(1));
      }
    }
    return names;
  }
}
