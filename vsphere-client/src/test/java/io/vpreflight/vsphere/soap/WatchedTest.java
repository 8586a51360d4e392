// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.soap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vpreflight.vsphere.CallWatch;
import io.vpreflight.vsphere.ConnectionOptions;
import io.vpreflight.vsphere.ServerTrust;
import io.vpreflight.vsphere.VCenterEndpoint;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.testing.SoapServer;
import io.vpreflight.vsphere.testing.Xml;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What somebody who measures is told. */
class WatchedTest {
  private static final ServerTrust NOBODY = new ServerTrust(null, List.of());

  private final List<String> told = new CopyOnWriteArrayList<>();
  private final CallWatch watch =
      new CallWatch() {
        @Override
        public void answered(
            VCenterEndpoint vcenter, Api api, String method, Outcome outcome, Duration took) {
          told.add(method + " " + outcome);
        }

        @Override
        public void sessionBegan(VCenterEndpoint vcenter, Api api) {
          told.add("began");
        }

        @Override
        public void sessionEnded(VCenterEndpoint vcenter, Api api) {
          told.add("ended");
        }
      };
  private final ConnectionOptions options =
      ConnectionOptions.DEFAULT.withWatch(watch).withCallTimeout(Duration.ofSeconds(10));
  private final SoapServer server =
      new SoapServer().on("CurrentTime", "<returnval>2026-01-02T03:04:05.5Z</returnval>");
  private final SoapSession session = SoapServer.session(server.transport(NOBODY, options));

  @AfterEach
  void stop() {
    session.close();
    server.close();
  }

  private List<String> toldNow() {
    List<String> all = List.copyOf(told);
    told.clear();
    return all;
  }

  @Test
  void every_request_and_every_session_is_told_and_a_session_that_is_gone_ends_once() {
    session.currentTime();
    assertEquals(
        List.of("versions OK", "RetrieveServiceContent OK", "Login OK", "began", "CurrentTime OK"),
        toldNow());
    server.expire();
    session.currentTime();
    assertEquals(
        List.of("CurrentTime FAULT", "ended", "Login OK", "began", "CurrentTime OK"), toldNow());
    session.close();
    session.close();
    assertEquals(List.of("Logout OK", "ended"), toldNow());
  }

  @Test
  void a_login_that_is_refused_makes_no_session() {
    server.onRequest("Login", request -> Xml.fault("InvalidLogin", "").build());
    assertThrows(VSphereException.class, session::currentTime);
    assertEquals("Login FAULT", told.get(told.size() - 1));
  }

  @Test
  void a_server_that_does_not_answer_has_failed_and_what_was_dropped_here_is_nothing()
      throws IOException {
    try (ServerSocket closed = new ServerSocket(0)) {
      VCenterEndpoint dead = VCenterEndpoint.parse("https://127.0.0.1:" + closed.getLocalPort());
      closed.close();
      try (SoapTransport transport =
          new SoapTransport(dead, NOBODY, options, Operations.READ, "vpreflight/test")) {
        assertThrows(VSphereException.class, transport::probe);
      }
    }
    assertEquals(List.of("versions FAILED"), toldNow());
    session.transport().cancel();
    assertThrows(VSphereException.class, session::currentTime);
    assertEquals(List.of(), toldNow());
  }
}
