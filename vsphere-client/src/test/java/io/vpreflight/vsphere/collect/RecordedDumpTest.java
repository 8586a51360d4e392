// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.vsphere.CollectionProgress;
import io.vpreflight.vsphere.CollectionRequest;
import io.vpreflight.vsphere.inventory.Coverage;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import io.vpreflight.vsphere.testing.Recordings;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a real ESXi 8.0.1 sent, when the recordings are there: {@code -Drecordings=DIR}. */
class RecordedDumpTest {
  private static Inventory inventory() {
    return new DumpCollector(Recordings.folder("esxi-8.0.1-dump"))
        .collect(new CollectionRequest(Set.of(), Duration.ofHours(24)), CollectionProgress.NONE);
  }

  @Test
  void every_file_is_understood_and_an_identity_that_was_trimmed_is_made_up_and_told() {
    Inventory inventory = inventory();
    assertFalse(inventory.vcenter().about().isVirtualCenter());
    assertEquals(
        "made from the names of the hosts", inventory.coverage().viewEvidence().get("identity"));
    assertEquals(inventory().vcenter().instanceUuid(), inventory.vcenter().instanceUuid());
    assertEquals("8.0.1.0", inventory.vcenter().apiVersion());
    assertEquals(Coverage.View.NOT_VERIFIED, inventory.coverage().view());
    assertTrue(inventory.coverage().unparsed().isEmpty());
    assertTrue(inventory.coverage().unknownSchema().isEmpty());
    assertEquals(inventory.coverage().asked(), inventory.coverage().got());
    assertEquals(3, inventory.virtualMachines().size());
  }

  @Test
  void a_machine_whose_config_was_never_there_is_unset_and_one_with_it_is_whole() {
    VirtualMachine broken = vm("1");
    assertNull(broken.config().instanceUuid());
    assertNull(broken.config().hardware());
    assertTrue(broken.name().startsWith("/vmfs/volumes/"));
    assertFalse(inventory().coverage().isCollected(VmProperty.CHANGE_TRACKING_SUPPORTED));

    VirtualMachine whole = vm("10");
    assertNotNull(whole.config().hardware());
    assertFalse(whole.config().hardware().disks().isEmpty());
    // A machine that never ran has an adapter without a MAC address.
    Hardware neverRan = vm("8").config().hardware();
    assertNotNull(neverRan);
    assertNull(neverRan.adapters().get(0).macAddress());
  }

  private static VirtualMachine vm(String moId) {
    return inventory().virtualMachines().stream()
        .filter(vm -> vm.ref().moId().equals(moId))
        .findAny()
        .orElseThrow();
  }
}
