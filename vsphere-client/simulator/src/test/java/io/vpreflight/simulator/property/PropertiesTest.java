// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.property;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.simulator.Simulator;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.simulator.testing.Client;
import io.vpreflight.simulator.testing.Client.Refused;
import io.vpreflight.simulator.testing.Company;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PropertiesTest {
  @TempDir Path temp;

  @Test
  void values_say_their_declared_type_at_any_depth() throws IOException {
    Company company = new Company(1);
    try (Simulator server = company.load(temp).start()) {
      Client client = Client.loggedIn(server);
      Ref vm = company.vm(1);
      assertEquals("xsd:boolean", client.value(vm, "config.changeTrackingEnabled").type());
      assertEquals("xsd:int", client.value(vm, "config.hardware.numCPU").type());
      assertEquals("VirtualMachinePowerState", client.value(vm, "runtime.powerState").type());
      assertEquals("ManagedObjectReference", client.value(vm, "runtime.host").type());
      Element devices = client.value(vm, "config.hardware.device");
      assertEquals("ArrayOfVirtualDevice", devices.type());
      assertEquals("VirtualDevice", devices.children().get(0).name());
      assertEquals("VirtualIDEController", devices.children().get(0).type());
      Element disk = client.value(vm, "config.hardware.device[2000].backing.fileName");
      assertEquals("xsd:string", disk.type());
      assertTrue(disk.text().endsWith("vm1.vmdk"), disk.text());
    }
  }

  @Test
  void one_option_of_many_is_read_by_its_key() throws IOException {
    Company company = new Company(1);
    try (Simulator server = company.load(temp).start()) {
      Client client = Client.loggedIn(server);
      Element option = client.value(company.vm(1), "config.extraConfig[\"scsi0:0.ctkEnabled\"]");
      assertEquals("OptionValue", option.type());
      assertEquals("TRUE", option.textAt("value"));
      assertEquals(
          "TRUE", client.value(company.vm(1), "config.extraConfig[\"ctkEnabled\"].value").text());
      Element unset = client.read(company.vm(1), "config.extraConfig[\"none\"]");
      assertNull(unset.child("propSet"));
      assertNull(unset.child("missingSet"));
    }
  }

  @Test
  void a_property_that_does_not_exist_is_refused_or_missing() throws IOException {
    Company company = new Company(1);
    try (Simulator server = company.load(temp).start()) {
      Client client = Client.loggedIn(server);
      Refused refused = assertThrows(Refused.class, () -> client.read(company.vm(1), "nonsense"));
      assertEquals("InvalidProperty", refused.type());
      assertEquals("nonsense", refused.detail().textAt("name"));
      Element deep = client.read(company.vm(1), "name", "config.nonsense");
      assertEquals("vm1", deep.textAt("propSet", "val"));
      assertEquals("InvalidProperty", deep.require("missingSet", "fault", "fault").type());
      Refused gone =
          assertThrows(Refused.class, () -> client.read(new Ref("VirtualMachine", "vm-0"), "name"));
      assertEquals("ManagedObjectNotFound", gone.type());
    }
  }

  @Test
  void an_older_version_has_and_shows_less() throws IOException {
    Company company = new Company(1);
    for (String version : List.of("6.0", "6.7", "7.0.0.0", "8.0.3.0", "9.0.0.0")) {
      try (Simulator server = company.load(temp.resolve(version)).apiVersion(version).start()) {
        Client client = Client.loggedIn(server).speak(version);
        Element about = client.call("RetrieveServiceContent", Client.SERVICE).get(0);
        assertEquals(version, about.textAt("about", "apiVersion"));
        String versions = client.get("/sdk/vimServiceVersions.xml");
        assertTrue(versions.contains("<version>" + version + "</version>\n  <prior"), versions);
        boolean old = version.equals("6.0");
        Element host = client.read(company.vm(1), "runtime.cryptoState");
        assertEquals(old, host.child("missingSet") != null, version);
        String config = client.value(company.vm(1), "config").toString();
        assertEquals(!old, config.contains("nativeUnmanagedLinkedClone"), version);
        Client newer = Client.loggedIn(server).speak("10.0.0.0");
        assertThrows(Refused.class, () -> newer.call("CurrentTime", Client.SERVICE));
      }
    }
  }

  @Test
  void long_answers_come_in_pages_and_their_tokens_belong_to_one_session() throws IOException {
    Company company = new Company(250);
    try (Simulator server = company.load(temp).start()) {
      Client client = Client.loggedIn(server);
      Element page = client.call("RetrievePropertiesEx", Client.COLLECTOR, all(company)).get(0);
      List<Integer> sizes = new ArrayList<>(List.of(page.children("objects").size()));
      String first = page.textAt("token") + "";
      Client other = Client.loggedIn(server);
      Refused stolen =
          assertThrows(
              Refused.class,
              () ->
                  other.call(
                      "ContinueRetrievePropertiesEx",
                      Client.COLLECTOR,
                      Element.of("token", first)));
      assertEquals("InvalidProperty", stolen.type());
      while (page.child("token") != null) {
        page =
            client
                .call(
                    "ContinueRetrievePropertiesEx",
                    Client.COLLECTOR,
                    Element.of("token", page.textAt("token") + ""))
                .get(0);
        sizes.add(page.children("objects").size());
      }
      assertEquals(List.of(100, 100, 50), sizes);
      assertThrows(
          Refused.class,
          () ->
              client.call(
                  "ContinueRetrievePropertiesEx", Client.COLLECTOR, Element.of("token", first)));
      Element again = client.call("RetrievePropertiesEx", Client.COLLECTOR, all(company)).get(0);
      Element token = Element.of("token", again.textAt("token") + "");
      client.call("CancelRetrievePropertiesEx", Client.COLLECTOR, token);
      assertThrows(
          Refused.class,
          () -> client.call("ContinueRetrievePropertiesEx", Client.COLLECTOR, token));
    }
  }

  /** As govc goes: down all folders, by name of the specs. */
  private static Element all(Company company) {
    Element down =
        new Element("selectSet")
            .type("TraversalSpec")
            .add("name", "down")
            .add("type", "Folder")
            .add("path", "childEntity")
            .add(new Element("selectSet").add("name", "down"))
            .add(new Element("selectSet").add("name", "inside"));
    Element inside =
        new Element("selectSet")
            .type("TraversalSpec")
            .add("name", "inside")
            .add("type", "Datacenter")
            .add("path", "vmFolder")
            .add(new Element("selectSet").add("name", "down"));
    return new Element("specSet")
        .add(new Element("propSet").add("type", "VirtualMachine").add("pathSet", "name"))
        .add(
            new Element("objectSet")
                .add("obj", company.root())
                .add("skip", true)
                .add(down)
                .add(inside));
  }
}
