// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReachTest {
  private static void all(Reach expected, String... addresses) {
    for (String address : List.of(addresses)) {
      assertEquals(expected, Reach.of(address), address);
    }
  }

  @Test
  void ipv4_that_others_can_reach() {
    all(Reach.IPV4, "10.0.0.1", "192.168.1.255", "169.253.0.1", "223.1.1.1", "::ffff:10.0.0.1");
  }

  @Test
  void ipv6_that_others_can_reach() {
    all(Reach.IPV6, "2001:db8::1", "fd00::1", "FEC0::1", "64:ff9b::1.2.3.4");
  }

  @Test
  void addresses_of_one_link() {
    all(Reach.APIPA, "169.254.0.1", " 169.254.255.255 ");
    all(Reach.LINK_LOCAL, "fe80::1", "FEBF::1", "fe80::1%eth0");
  }

  @Test
  void what_is_no_address_for_others() {
    all(Reach.NONE, "127.0.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "::", "::1", "ff02::1");
    all(Reach.NONE, "", "example.org", "1.2.3", "1.2.3.256", "1.2.3.x", "1.2.3.4567", "12345::1");
    all(Reach.NONE, "0::1", "zz:1", "::ffff:127.0.0.1", "1.2.3.4.5");
  }
}
