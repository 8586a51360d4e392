// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.soap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vpreflight.vsphere.VSphereException.Unreachable;
import io.vpreflight.vsphere.VSphereException.Unreachable.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ReachTest {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @Tag("F1")
  @Test
  void a_name_has_addresses_or_is_unknown() {
    assertFalse(Reach.addresses("localhost").isEmpty());
    Unreachable unknown =
        assertThrows(Unreachable.class, () -> Reach.addresses("no-such-host.invalid"));
    assertEquals(Reason.UNKNOWN_HOST, unknown.reason());
  }

  @Tag("F1")
  @Test
  void a_port_is_open_or_refused() throws IOException {
    int port;
    try (ServerSocket listening = new ServerSocket(0, 5, HERE)) {
      port = listening.getLocalPort();
      assertFalse(Reach.connect(HERE, port, LIMIT).isNegative());
    }
    Unreachable refused = assertThrows(Unreachable.class, () -> Reach.connect(HERE, port, LIMIT));
    assertEquals(Reason.REFUSED, refused.reason());
  }
}
