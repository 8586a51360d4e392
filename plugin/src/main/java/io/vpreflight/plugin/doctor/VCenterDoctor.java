// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.doctor;

import io.vpreflight.jobs.check.Limits;
import io.vpreflight.plugin.config.VCenterSettings;
import io.vpreflight.plugin.connect.Connections;
import io.vpreflight.vsphere.ServerTrust;
import io.vpreflight.vsphere.soap.SoapSession;
import java.time.Clock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Goes the way to one vCenter as an audit does, one step at a time, and tells where it ends. The
 * password is asked for and sent only when the certificate is trusted; a login is tried once.
 */
public final class VCenterDoctor {
  private final Connections connections;
  private final Limits limits;
  private final Clock clock;
  private final OwnInstallation own;

  /**
   * Looks at vCenters through connections that stay the caller's.
   *
   * @param limits of the profile, for the clock
   * @param own which installation this is
   */
  public VCenterDoctor(Connections connections, Limits limits, Clock clock, OwnInstallation own) {
    this.connections = connections;
    this.limits = limits;
    this.clock = clock;
    this.own = own;
  }

  /** Tells every step as soon as it is known; never throws for what is wrong with a vCenter. */
  public void examine(VCenterSettings settings, Consumer<Step> sink) {
    Visit visit = new Visit(settings.endpoint().name(), sink);
    RoadSteps road = new RoadSteps(visit, settings);
    if (!road.travel()) {
      return;
    }
    CertificateStep certificate = new CertificateStep(connections, settings, clock);
    Step judged = visit.take("certificate", certificate::take);
    ServerTrust shown = certificate.shown();
    if (shown == null) {
      visit.skipRest("certificate");
      return;
    }
    ServerStep server = new ServerStep(connections, settings, shown);
    Step answered = visit.take("server", server::take);
    if (answered.status() == Status.PROBLEM) {
      visit.skipRest("server");
      return;
    }
    if (judged.status() == Status.PROBLEM) {
      visit.skipRest("certificate");
      return;
    }
    account(visit, settings, shown);
  }

  private void account(Visit visit, VCenterSettings settings, ServerTrust trust) {
    @Nullable SoapSession[] opened = new SoapSession[1];
    Step login =
        visit.take(
            "login",
            () -> {
              SoapSession session = connections.open(settings, trust);
              opened[0] = session;
              return AccountSteps.login(session);
            });
    SoapSession session = opened[0];
    if (login.status() == Status.PROBLEM || session == null) {
      visit.skipRest("login");
      return;
    }
    try {
      new AccountSteps(visit, session, limits, own).take();
    } finally {
      session.close();
    }
  }
}
