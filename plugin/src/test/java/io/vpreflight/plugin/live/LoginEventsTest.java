// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.repair.plan.Installations;
import io.vpreflight.jobs.repair.plan.RepairMark;
import io.vpreflight.plugin.server.OurSession;
import io.vpreflight.plugin.server.Vcsim;
import io.vpreflight.plugin.server.VcsimOptions;
import io.vpreflight.vsphere.ConnectionOptions;
import io.vpreflight.vsphere.Credentials;
import io.vpreflight.vsphere.Logins;
import io.vpreflight.vsphere.Secret;
import io.vpreflight.vsphere.ServerTrust;
import io.vpreflight.vsphere.VCenterEndpoint;
import io.vpreflight.vsphere.soap.LoginGuard;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.soap.SoapTransport;
import io.vpreflight.vsphere.vim.VimLogins;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the events of a server that we did not write tell of a session that repairs. */
@Timeout(600)
class LoginEventsTest {
  private static final String ID = "abcdefgh2345";

  @Tag("F42")
  @Test
  void a_session_that_may_repair_is_known_by_the_event_of_its_login_and_no_other_one_is()
      throws IOException {
    try (Vcsim server = Vcsim.start(VcsimOptions.model());
        SoapSession repairs = repairs(server);
        SoapSession reads = OurSession.of(server, server.url())) {
      Instant begin = Instant.now().minus(Duration.ofMinutes(1));
      repairs.user();
      Logins logins = new VimLogins(reads, new SchemaNotes()).read();
      assertNull(logins.unreadable());
      assertFalse(logins.isCut());
      assertTrue(
          logins.all().stream().anyMatch(one -> "vpreflight/test".equals(one.userAgent())),
          "our own is there");
      Installations seen = Installations.of(logins, "zzzzzzzz2345", Set.of());
      assertEquals(List.of(ID), seen.others().stream().map(Installations.Other::id).toList());
      Logins.Login last = seen.others().get(0).last();
      assertEquals(RepairMark.of("test", ID), last.userAgent());
      assertEquals(server.username(), last.user());
      assertEquals("127.0.0.1", last.address());
      assertTrue(last.at().isAfter(begin), last.toString());
      assertEquals(List.of(), Installations.of(logins, ID, Set.of()).others());
    }
  }

  private static SoapSession repairs(Vcsim server) throws IOException {
    SoapTransport transport =
        SoapTransport.forRepairs(
            VCenterEndpoint.parse(server.url().toString()),
            new ServerTrust(null, List.of(server.thumbprint())),
            ConnectionOptions.DEFAULT,
            Set.of(),
            RepairMark.of("test", ID));
    Clock clock = Clock.systemUTC();
    return new SoapSession(
        transport,
        new Credentials(server.username(), new Secret(server.password().toCharArray())),
        new LoginGuard(clock),
        clock);
  }
}
