// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.vsphere.inventory.DiskBacking;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.OtherDevice;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.soap.ReplyLimits;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.XmlCursor;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DeviceBackingTest {
  @Test
  void a_shared_gpu_and_a_whole_pci_device_differ_in_their_backing_alone() {
    assertEquals(
        List.of(
            new OtherDevice(
                13000,
                "VirtualPCIPassthrough",
                "PCI device 0",
                "VirtualPCIPassthroughVmiopBackingInfo"),
            new OtherDevice(
                13001,
                "VirtualPCIPassthrough",
                "PCI device 1",
                "VirtualPCIPassthroughDeviceBackingInfo"),
            new OtherDevice(600, "VirtualKeyboard", "Keyboard")),
        others(
            """
            <VirtualDevice xsi:type="VirtualPCIPassthrough"><key>13000</key>
              <deviceInfo><label>PCI device 0</label></deviceInfo>
              <backing xsi:type="VirtualPCIPassthroughVmiopBackingInfo"><vgpu>a</vgpu></backing>
            </VirtualDevice>
            <VirtualDevice xsi:type="VirtualPCIPassthrough"><key>13001</key>
              <deviceInfo><label>PCI device 1</label></deviceInfo>
              <backing xsi:type="VirtualPCIPassthroughDeviceBackingInfo"><id>0</id></backing>
            </VirtualDevice>
            <VirtualDevice xsi:type="VirtualKeyboard"><key>600</key>
              <deviceInfo><label>Keyboard</label></deviceInfo>
            </VirtualDevice>
            """));
  }

  @Test
  void a_lower_disk_of_a_chain_is_of_the_class_that_vim25_declares_for_it() {
    VirtualDisk disk =
        hardware(
                """
                <VirtualDevice xsi:type="VirtualDisk"><key>2000</key>
                  <backing xsi:type="VirtualDiskRawDiskMappingVer1BackingInfo">
                    <fileName>[ds] a/a-000001.vmdk</fileName>
                    <parent><fileName>[ds] a/a.vmdk</fileName>
                      <parent xsi:type="VirtualDiskFlatVer2BackingInfo"/></parent>
                  </backing>
                </VirtualDevice>
                """)
            .disks()
            .get(0);
    DiskBacking below = Objects.requireNonNull(disk.backing().parent());
    assertEquals("VirtualDiskRawDiskMappingVer1BackingInfo", below.type());
    assertEquals("VirtualDiskFlatVer2BackingInfo", Objects.requireNonNull(below.parent()).type());
  }

  private static List<OtherDevice> others(String devices) {
    return hardware(devices).others();
  }

  private static Hardware hardware(String devices) {
    String xml =
        "<val xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">" + devices + "</val>";
    XmlCursor cursor =
        new XmlCursor(
            new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)), ReplyLimits.DEFAULT);
    DeviceReader reader =
        new DeviceReader(
            new VmBuilder(new MoRef("VirtualMachine", "vm-1"), new SchemaNotes(), Map.of()));
    int here = cursor.enter();
    while (cursor.next(here)) {
      reader.read(cursor);
    }
    return reader.hardware(null, null);
  }
}
