// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.vsphere.inventory.Datastore;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmConnectionState;
import io.vpreflight.vsphere.inventory.VmProperty;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.testing.Recordings;
import io.vpreflight.vsphere.testing.Recordings.Exchange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a real vCenter 8.0.3 sent, property by property, through the projection. */
class RecordedVCenterTest {
  private static final String FOLDER = "vcenter-8.0.3-replies";
  private static final Pattern ASKED =
      Pattern.compile("<_this[^>]*type=\"(\\w+)\"[^>]*>([^<]+)</_this><prop\\s[^>]*>(\\w+)</prop>");
  private static final Pattern ANSWERED =
      Pattern.compile("<returnval(.*)</returnval>", Pattern.DOTALL);

  private final SchemaNotes notes = new SchemaNotes();

  /** The objects of that type that a file has, each with all the properties recorded of it. */
  private static List<String> objects(String file, String type) {
    Map<String, List<String>> objects = new LinkedHashMap<>();
    for (Exchange each : Recordings.exchanges(Recordings.folder(FOLDER).resolve(file))) {
      Matcher asked = ASKED.matcher(each.request());
      Matcher answered = ANSWERED.matcher(each.reply());
      if (asked.find() && asked.group(1).equals(type) && answered.find()) {
        objects
            .computeIfAbsent(asked.group(2), moId -> new ArrayList<>())
            .add(
                "<propSet><name>"
                    + asked.group(3)
                    + "</name><val"
                    + answered.group(1)
                    + "</val></propSet>");
      }
    }
    return objects.entrySet().stream()
        .map(e -> Projection.object(type, e.getKey(), e.getValue().toArray(String[]::new)))
        .toList();
  }

  private <B extends ObjectBuilder> List<B> read(
      String file,
      String type,
      BiFunction<io.vpreflight.vsphere.inventory.MoRef, SchemaNotes, B> make) {
    List<B> read =
        objects(file, type).stream().map(xml -> Projection.read(xml, make, notes)).toList();
    assertFalse(read.isEmpty(), "no " + type + " in " + file);
    return read;
  }

  @Test
  void a_machine_is_read_whole_and_nothing_of_it_is_unknown() {
    VirtualMachine vm =
        read(
                "test_json_vm_explode_default.yaml",
                "VirtualMachine",
                (ref, n) -> new VmBuilder(ref, n, Map.of()))
            .get(0)
            .build();
    assertEquals(VmConnectionState.CONNECTED, vm.runtime().connectionState());
    assertNotNull(vm.config().instanceUuid());
    assertNotNull(vm.config().hardware());
    assertFalse(vm.config().hardware().disks().isEmpty());
    assertNotNull(vm.config().hardware().place(vm.config().hardware().disks().get(0)));
    assertTrue(vm.config().extraConfig().complete());
    assertNotNull(vm.layoutEx());
    assertEquals(1, vm.layoutEx().disk().get(0).chain().size());
    // A healthy machine lists them: none of these is a lock that somebody left.
    assertNotNull(vm.activity().disabledMethod());
    assertTrue(vm.activity().disabledMethod().size() > 20);
    assertTrue(vm.unreadable().isEmpty());
    assertEquals(Map.of(), notes.counts());
  }

  @Test
  void a_machine_asked_for_path_by_path_would_have_been_the_same() {
    String whole = objects("test_json_vm_explode_default.yaml", "VirtualMachine").get(0);
    List<String> paths =
        Stream.of(VmProperty.values()).flatMap(property -> property.paths().stream()).toList();
    assertEquals(Projection.vm(whole), Projection.vm(Projection.byPaths(whole, paths)));
  }

  @Test
  void a_host_and_its_datastore_are_read_whole() {
    Host host = read("test_json_host_explode.yaml", "HostSystem", HostBuilder::new).get(0).build();
    assertEquals(HostConnectionState.CONNECTED, host.runtime().connectionState());
    assertNotNull(host.summary().rebootRequired());
    assertNotNull(host.summary().uuid());
    assertNotNull(host.summary().build());
    assertNotNull(host.config().services());
    Datastore datastore =
        read("test_json_datastore_explode.yaml", "Datastore", PlaceBuilder::new).get(0).datastore();
    assertNotNull(datastore.type());
    assertNotNull(datastore.url());
    assertNotNull(datastore.capacity());
    assertEquals(Map.of(), notes.counts());
  }
}
