// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class GovcUrlTest {
  @Test
  void an_address_may_stand_alone() {
    GovcUrl url = GovcUrl.parse("https://vc.example.org/sdk");
    assertEquals("https://vc.example.org/sdk", url.address());
    assertNull(url.username());
    assertNull(url.password());
  }

  @Test
  void a_user_may_have_a_domain_and_a_password_may_have_anything() {
    GovcUrl url = GovcUrl.parse("https://administrator@vsphere.local:p%40ss+1%@vc.example.org");
    assertEquals("https://vc.example.org", url.address());
    assertEquals("administrator@vsphere.local", url.username());
    assertEquals("p%40ss+1%", url.password());
    assertEquals("p@ss+1", GovcUrl.parse("u:p%40ss+1@vc.example.org").password());
  }

  @Test
  void without_a_scheme_it_is_the_same() {
    GovcUrl url = GovcUrl.parse("root:secret@10.0.0.1");
    assertEquals("10.0.0.1", url.address());
    assertEquals("root", url.username());
  }

  @Tag("F50")
  @Test
  void it_is_never_printed_with_its_password() {
    assertFalse(GovcUrl.parse("https://u:hunter2@vc.example.org").toString().contains("hunter2"));
  }
}
