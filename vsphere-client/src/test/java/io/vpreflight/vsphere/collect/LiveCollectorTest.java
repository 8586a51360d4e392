// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.vsphere.CollectionProgress;
import io.vpreflight.vsphere.CollectionRequest;
import io.vpreflight.vsphere.ConnectionOptions;
import io.vpreflight.vsphere.VSphereException.BadReply;
import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.inventory.ClusterProperty;
import io.vpreflight.vsphere.inventory.Coverage;
import io.vpreflight.vsphere.inventory.History;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.NetworkProperty;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.SnapshotProperty;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.testing.SoapServer;
import io.vpreflight.vsphere.testing.Xml;
import io.vpreflight.vsphere.vim.LongTail;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class LiveCollectorTest {
  private static final MoRef VM = new MoRef("VirtualMachine", "vm-1");
  private static final MoRef HOST = new MoRef("HostSystem", "host-1");
  private static final String DISK_ON_SCSI2 =
      "<VirtualDevice xsi:type=\"ParaVirtualSCSIController\"><key>1002</key><busNumber>2</busNumber>"
          + "<sharedBus>noSharing</sharedBus></VirtualDevice>"
          + "<VirtualDevice xsi:type=\"VirtualDisk\"><key>2000</key><controllerKey>1002"
          + "</controllerKey><unitNumber>0</unitNumber></VirtualDevice>";

  private final SoapServer server =
      new SoapServer().on("CurrentTime", "<returnval>2026-11-21T12:00:00Z</returnval>");
  private final FakeProperties vcenter = new FakeProperties(server);
  private final SoapSession session = server.session();
  private final List<MoRef> listed = new ArrayList<>();
  private int askedForFields;

  @AfterEach
  void close() {
    session.close();
    server.close();
  }

  private MoRef object(String type, String moId, String... properties) {
    MoRef ref = new MoRef(type, moId);
    vcenter.object(ref, properties);
    listed.add(ref);
    return ref;
  }

  private LiveCollector collector() {
    return new LiveCollector(
        session, new Listed(), ConnectionOptions.DEFAULT, "vc.example.org", new SchemaNotes());
  }

  private static CollectionRequest request(Property... properties) {
    return new CollectionRequest(Set.of(properties), Duration.ofHours(24));
  }

  private Inventory collect(Property... properties) {
    return collector().collect(request(properties), CollectionProgress.NONE);
  }

  /** What a vCenter has besides properties: here, a list of references. */
  private final class Listed implements LongTail {
    @Override
    public List<MoRef> references() {
      return List.copyOf(listed);
    }

    @Override
    public Map<Integer, String> customFields() {
      askedForFields++;
      return Map.of(101, "Owner");
    }

    @Override
    public History history(CollectionRequest request, Instant now, List<Host> hosts) {
      return History.NONE;
    }

    @Override
    public Sight sight() {
      return new Sight(Coverage.View.FULL, Map.of("System.Read", "granted"));
    }
  }

  private static void assertConserved(Coverage coverage, int asked, int gone, int missing) {
    assertEquals(asked, coverage.asked());
    assertEquals(gone, coverage.gone());
    assertEquals(missing, coverage.missing());
    assertEquals(coverage.asked(), coverage.got() + coverage.missing() + coverage.gone());
  }

  private List<String> pathsFor(String type) {
    for (int i = 0; i < vcenter.asked().size(); i++) {
      if (vcenter.asked().get(i).get(0).type().equals(type)) {
        return vcenter.paths().get(i);
      }
    }
    return List.of();
  }

  @Test
  void everything_listed_is_read_and_counted() {
    object("Folder", "group-d1", "name", "Datacenters");
    object("Datacenter", "dc-1", "name", "Paris", "parent", "");
    object("ResourcePool", "resgroup-1", "name", "Resources");
    object("ClusterComputeResource", "domain-c1", "name", "Prod");
    object("ComputeResource", "domain-s1", "name", "esx9");
    object("HostSystem", "host-1", "name", "esx1");
    object("Datastore", "datastore-1", "name", "SAN 01");
    object("Network", "network-1", "name", "VM Network");
    object("DistributedVirtualPortgroup", "dvportgroup-1", "name", "pg", "key", "dvportgroup-1");
    object("OpaqueNetwork", "network-o1", "name", "seg");
    object("VirtualMachine", "vm-1", "name", "web");
    object("VmwareDistributedVirtualSwitch", "dvs-1", "name", "not wanted");

    Inventory inventory = collect(NetworkProperty.KEY);
    assertEquals("web", inventory.virtualMachines().get(0).name());
    assertEquals(3, inventory.containers().size());
    assertEquals(2, inventory.clusters().size());
    assertEquals(3, inventory.networks().size());
    assertConserved(inventory.coverage(), 11, 0, 0);
    assertEquals(Coverage.View.FULL, inventory.coverage().view());
    assertEquals("aaaa-bbbb", inventory.vcenter().instanceUuid());
    assertEquals("vc.example.org", inventory.vcenter().name());
    assertEquals(Instant.parse("2026-11-21T12:00:00Z"), inventory.vcenter().collectedAt());
    assertTrue(inventory.coverage().calls() >= 12);
    assertTrue(inventory.coverage().bytes() > 1000);
    assertEquals(
        inventory.coverage().calls(),
        inventory.coverage().methods().values().stream().mapToInt(n -> n).sum());
  }

  @Test
  void a_second_collection_tells_of_its_own_calls_only() {
    object("VirtualMachine", "vm-1", "name", "web");
    LiveCollector collector = collector();
    Coverage first = collector.collect(request(), CollectionProgress.NONE).coverage();
    Coverage second = collector.collect(request(), CollectionProgress.NONE).coverage();
    assertEquals(1, second.methods().get("RetrievePropertiesEx"));
    assertEquals(1, second.methods().get("CurrentTime"));
    assertFalse(second.methods().containsKey("Login"), second.methods().toString());
    assertTrue(second.bytes() < first.bytes(), second.bytes() + " of " + first.bytes());
  }

  @Tag("F10")
  @Test
  void what_was_listed_twice_is_one_object() {
    object("VirtualMachine", "vm-1", "name", "web");
    listed.add(VM);
    Inventory inventory = collect();
    assertEquals(1, inventory.virtualMachines().size());
    assertConserved(inventory.coverage(), 1, 0, 0);
  }

  @Test
  void only_what_was_asked_for_is_asked_of_the_server_and_names_and_parents_always() {
    object("VirtualMachine", "vm-1", "name", "web");
    object("HostSystem", "host-1", "name", "esx1");
    Inventory inventory = collect(VmProperty.BIOS_UUID, HostProperty.REBOOT_REQUIRED);
    assertEquals(List.of("name", "parent", "config.uuid"), pathsFor("VirtualMachine"));
    assertEquals(List.of("name", "parent", "summary.rebootRequired"), pathsFor("HostSystem"));
    assertTrue(inventory.coverage().isCollected(VmProperty.BIOS_UUID));
    assertTrue(inventory.coverage().isCollected(VmProperty.NAME));
    assertFalse(inventory.coverage().isCollected(VmProperty.DEVICES));
    assertEquals(0, askedForFields);
  }

  @Tag("F17")
  @Test
  void a_property_that_the_spoken_version_does_not_know_is_not_asked_for() {
    server.versions(
        "<namespaces><namespace><name>urn:vim25</name><version>6.5</version></namespace>"
            + "</namespaces>");
    object("VirtualMachine", "vm-1", "name", "web");
    Inventory inventory = collect(VmProperty.SECURE_BOOT, VmProperty.CRYPTO_STATE);
    assertEquals(
        List.of("name", "parent", "config.bootOptions.efiSecureBootEnabled"),
        pathsFor("VirtualMachine"));
    assertFalse(inventory.coverage().isCollected(VmProperty.CRYPTO_STATE));
  }

  @Test
  void the_key_of_a_port_group_is_asked_of_port_groups_alone() {
    object("Network", "network-1", "name", "VM Network");
    object("DistributedVirtualPortgroup", "dvportgroup-1", "key", "dvportgroup-1");
    Inventory inventory = collect(NetworkProperty.KEY);
    assertFalse(pathsFor("Network").contains("key"));
    assertTrue(pathsFor("DistributedVirtualPortgroup").contains("key"));
    assertTrue(inventory.coverage().isCollected(NetworkProperty.KEY));
  }

  @Test
  void the_numbers_of_the_hardware_bring_its_devices() {
    object("VirtualMachine", "vm-1", "config.hardware.numCPU", "4", "config.hardware.device", "");
    VirtualMachine vm = collect(VmProperty.NUM_CPU).virtualMachines().get(0);
    assertNotNull(vm.config().hardware());
    assertEquals(4, vm.config().hardware().numCPU());
  }

  @Test
  void names_of_custom_attributes_are_asked_for_once_and_only_with_values() {
    object(
        "VirtualMachine",
        "vm-1",
        "customValue",
        "<CustomFieldValue><key>101</key><value>Bob</value></CustomFieldValue>");
    Inventory inventory = collect(VmProperty.CUSTOM_VALUE);
    assertEquals(Map.of("Owner", "Bob"), inventory.virtualMachines().get(0).customValues());
    assertEquals(1, askedForFields);
  }

  private static String tree(String... snapshots) {
    StringBuilder out = new StringBuilder();
    for (String each : snapshots) {
      out.append("<rootSnapshotList><snapshot type=\"VirtualMachineSnapshot\">").append(each);
      out.append("</snapshot><name>n</name></rootSnapshotList>");
    }
    return out.toString();
  }

  @Tag("F10")
  @Test
  void snapshots_count_among_what_was_asked_so_that_one_that_is_gone_takes_nothing_away() {
    object("VirtualMachine", "vm-1", "snapshot", tree("snapshot-1", "snapshot-2", "snapshot-3"));
    MoRef gone = new MoRef("VirtualMachineSnapshot", "snapshot-2");
    MoRef broken = new MoRef("VirtualMachineSnapshot", "snapshot-3");
    vcenter.object(broken, "config.hardware.device", "x");
    vcenter.gone.add(gone);
    vcenter.broken.add(broken);
    Inventory inventory = collect(VmProperty.SNAPSHOT, SnapshotProperty.DEVICES);
    assertEquals(1, inventory.snapshots().size());
    assertConserved(inventory.coverage(), 4, 1, 1);
    assertEquals(broken, inventory.coverage().unparsed().get(0).ref());
  }

  @Test
  void snapshots_that_nobody_asked_for_are_not_read() {
    object("VirtualMachine", "vm-1", "snapshot", tree("snapshot-1"));
    assertConserved(collect(VmProperty.SNAPSHOT).coverage(), 1, 0, 0);
  }

  @Tag("F10")
  @Test
  void a_machine_that_is_gone_is_counted_as_gone() {
    object("VirtualMachine", "vm-1", "name", "web");
    object("VirtualMachine", "vm-2", "name", "db");
    vcenter.gone.add(VM);
    Inventory inventory = collect();
    assertEquals(1, inventory.virtualMachines().size());
    assertConserved(inventory.coverage(), 2, 1, 0);
  }

  @Test
  void the_whole_configuration_is_asked_only_of_a_machine_whose_disk_has_an_unusual_place() {
    object("VirtualMachine", "vm-1", "config.hardware.device", "");
    object(
        "VirtualMachine",
        "vm-2",
        "config.hardware.device",
        DISK_ON_SCSI2,
        "config.extraConfig",
        "<OptionValue><key>scsi2:0.ctkEnabled</key><value>TRUE</value></OptionValue>");
    Inventory inventory = collect(VmProperty.DEVICES, VmProperty.EXTRA_CONFIG_TRACKING);
    assertEquals(
        List.of(new MoRef("VirtualMachine", "vm-2")),
        vcenter.asked().get(vcenter.asked().size() - 1));
    VirtualMachine odd = inventory.virtualMachines().get(1);
    assertEquals("TRUE", odd.config().extraConfig().value("scsi2:0.ctkEnabled"));
    assertTrue(odd.config().extraConfig().complete());
    assertFalse(inventory.virtualMachines().get(0).config().extraConfig().complete());
    assertConserved(inventory.coverage(), 2, 0, 0);
  }

  @Test
  void a_second_look_that_fails_loses_nothing_of_the_first() {
    object(
        "VirtualMachine",
        "vm-1",
        "config.hardware.device",
        DISK_ON_SCSI2,
        "config.extraConfig[\"ctkEnabled\"]",
        "<key>ctkEnabled</key><value>TRUE</value>",
        "config.extraConfig",
        Projection.missing("config.extraConfig", "NoPermission"));
    Inventory inventory = collect(VmProperty.DEVICES, VmProperty.EXTRA_CONFIG_TRACKING);
    VirtualMachine vm = inventory.virtualMachines().get(0);
    assertEquals("TRUE", vm.config().extraConfig().value("ctkEnabled"));
    assertFalse(vm.config().extraConfig().complete());
  }

  @Tag("F10")
  @Test
  void a_machine_that_goes_before_the_second_look_was_there_at_the_first() {
    object("VirtualMachine", "vm-1", "config.hardware.device", DISK_ON_SCSI2);
    server.onRequest(
        "RetrievePropertiesEx",
        request ->
            SoapServer.text(request).contains("<pathSet>config.extraConfig</pathSet>")
                ? Xml.fault("ManagedObjectNotFound", "<obj type=\"VirtualMachine\">vm-1</obj>")
                    .build()
                : Xml.reply(
                        "RetrievePropertiesEx",
                        "<returnval><objects><obj type=\"VirtualMachine\">vm-1</obj><propSet><name>"
                            + "config.hardware.device</name><val>"
                            + DISK_ON_SCSI2
                            + "</val></propSet></objects></returnval>")
                    .build());
    Inventory inventory = collect(VmProperty.DEVICES, VmProperty.EXTRA_CONFIG_TRACKING);
    assertEquals(1, inventory.virtualMachines().size());
    assertConserved(inventory.coverage(), 1, 0, 0);
  }

  @Test
  void a_stand_alone_host_is_known_by_its_hardware_even_when_nobody_asked_for_it() {
    server.on(
        "RetrieveServiceContent",
        "<returnval>" + Xml.serviceContent("HostAgent", "") + "</returnval>");
    object("HostSystem", "host-1", "summary.hardware", "<uuid>4c4c4544</uuid>");
    assertEquals("4c4c4544", collect().vcenter().instanceUuid());
    vcenter.object(HOST, "name", "esx1");
    assertThrows(BadReply.class, this::collect);
  }

  @Test
  void clusters_of_both_kinds_are_read_with_their_configuration() {
    object(
        "ClusterComputeResource",
        "domain-c1",
        "configurationEx",
        "<drsConfig><enabled>true</enabled></drsConfig>");
    object("ComputeResource", "domain-s1", "configurationEx", "<vmSwapPlacement/>");
    Inventory inventory = collect(ClusterProperty.CONFIGURATION);
    assertEquals(true, inventory.clusters().get(0).drsEnabled());
    assertEquals("ComputeResource", inventory.clusters().get(1).ref().type());
  }

  @Test
  void what_was_read_before_the_connection_was_lost_is_kept_and_the_rest_is_missing() {
    for (int i = 0; i < 350; i++) {
      object("VirtualMachine", "vm-" + i, "name", "vm-" + i);
    }
    AtomicInteger calls = new AtomicInteger();
    server.onRequest(
        "RetrievePropertiesEx",
        request ->
            calls.incrementAndGet() <= 2
                ? vcenter.answer(request)
                : new MockResponse.Builder()
                    .onResponseStart(new SocketEffect.CloseSocket())
                    .build());
    Inventory inventory = collect(VmProperty.RECENT_TASK);
    assertEquals(200, inventory.virtualMachines().size());
    assertConserved(inventory.coverage(), 350, 0, 150);
    assertEquals("unreachable.broken", inventory.coverage().stopped());
    assertEquals(Coverage.View.NOT_VERIFIED, inventory.coverage().view());
    assertEquals("NotAsked", inventory.history().unreadable().fault(VCenterFact.EVENTS));
    assertEquals("NotAsked", inventory.history().unreadable().fault(VCenterFact.TASKS));
  }

  @Test
  void a_vcenter_of_which_no_machine_was_read_is_a_failure() {
    object("VirtualMachine", "vm-1", "name", "web");
    server.onRequest("RetrievePropertiesEx", request -> Xml.fault("NotAuthenticated", "").build());
    assertThrows(Fault.class, () -> collect(VmProperty.RECENT_TASK));
  }
}
