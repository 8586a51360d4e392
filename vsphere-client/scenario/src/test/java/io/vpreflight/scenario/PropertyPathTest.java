// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import static io.vpreflight.scenario.WrittenDump.property;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PropertyPathTest {
  private final VCenterScenario vcenter =
      Scenario.vcenter("vcenter-test", Instant.parse("2026-11-20T06:00:00Z"));
  private final VmScenario vm = vcenter.datacenter("Paris").vm("web01");

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "config.", "config..name", "config[", "1name"})
  void what_is_no_path_is_refused(String path) {
    vm.unset(path);

    assertThrows(IllegalArgumentException.class, () -> WrittenDump.zip(vcenter));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "config.hardware.device[9999].capacityInBytes",
        "nothing.here",
        "guest.net[4].network"
      })
  void setting_what_is_not_there_is_refused(String path) {
    vm.property(path, "x");

    assertThrows(IllegalArgumentException.class, () -> WrittenDump.zip(vcenter));
  }

  @Test
  void an_element_without_a_key_is_found_by_its_position() {
    vm.adapter(adapter -> {}).adapter(adapter -> {}).property("guest.net[1].connected", false);

    assertEquals(
        "true|false",
        WrittenDump.of(vcenter).text(vm.reference(), property("guest", "/net/connected")));
  }

  @Test
  void a_whole_structure_can_be_set() {
    vm.property("config.keyId", XmlElement.typed("keyId", "CryptoKeyId").add("keyId", "k1"));

    assertEquals(
        "k1", WrittenDump.of(vcenter).text(vm.reference(), property("config", "/keyId/keyId")));
  }

  @Test
  void a_new_property_says_its_type() {
    vm.property("vpreflightTest", 7L);

    assertEquals(
        "xsd:long",
        WrittenDump.of(vcenter)
            .text(vm.reference(), property("vpreflightTest", "/@*[name()='xsi:type']")));
  }
}
