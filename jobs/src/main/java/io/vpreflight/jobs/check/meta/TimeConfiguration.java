// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.meta;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.HostService;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A host keeps its own time: no time server is configured, or nothing asks it. */
public final class TimeConfiguration implements ObjectCheck<Host> {
  private static final CheckInfo INFO =
      CheckInfo.of("host.time.configuration", "no-server", "not-running")
          .requires(HostProperty.DATE_TIME_INFO, HostProperty.SERVICES)
          .seedRows("000-20", "001-22", "004-18")
          .build();

  @Override
  public CheckInfo info() {
    return INFO;
  }

  @Override
  public Subject<Host> subject() {
    return Subject.HOST;
  }

  @Override
  public List<Outcome> check(Host host, Scene scene) {
    List<String> servers = host.config().ntpServers();
    if (host.config().services() == null) {
      return Outcome.unset(HostProperty.SERVICES);
    }
    // A host that takes its time by PTP needs no NTP.
    HostService precise = host.config().service("ptpd");
    if (precise != null && precise.running()) {
      return List.of();
    }
    if (servers == null) {
      return Outcome.unset(HostProperty.DATE_TIME_INFO);
    }
    HostService service = host.config().service("ntpd");
    if (servers.isEmpty()) {
      return hit("no-server", servers, service == null ? null : service.running());
    }
    if (service == null) {
      return List.of(
          new Outcome.Undetermined(
              "", Text.of("reason.unset", HostProperty.SERVICES.path() + "[ntpd]")));
    }
    return service.running() ? List.of() : hit("not-running", servers, false);
  }

  private static List<Outcome> hit(String kind, List<String> servers, @Nullable Boolean running) {
    return Outcome.hit(kind)
        .evidence("config.dateTimeInfo.ntpConfig.server", servers)
        .evidence("config.service.service[ntpd].running", running)
        .only();
  }
}
