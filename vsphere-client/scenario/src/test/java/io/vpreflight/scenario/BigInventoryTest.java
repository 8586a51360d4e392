// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BigInventoryTest {
  @Test
  void it_has_the_machines_and_hosts_that_were_asked_for() {
    WrittenDump dump = WrittenDump.of(BigInventory.of(100, 1));

    assertEquals(100, count(dump, "-VirtualMachine-"));
    assertEquals(30, count(dump, "-VirtualMachineSnapshot-"));
    assertEquals(100, count(dump, "-HostSystem-"));
    assertEquals(4, count(dump, "-ClusterComputeResource-"));
  }

  @Test
  void the_seed_decides_the_bytes() {
    byte[] one = WrittenDump.zip(BigInventory.of(20, 1));

    assertArrayEquals(one, WrittenDump.zip(BigInventory.of(20, 1)));
    assertFalse(Arrays.equals(one, WrittenDump.zip(BigInventory.of(20, 2))));
  }

  private static long count(WrittenDump dump, String part) {
    return dump.files().keySet().stream().filter(name -> name.contains(part)).count();
  }
}
