// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.plugin.App;
import io.vpreflight.plugin.config.VCenterSettings;
import io.vpreflight.plugin.connect.Connections;
import io.vpreflight.plugin.connect.KnownVCenters;
import io.vpreflight.plugin.connect.WriteBackConnection;
import io.vpreflight.vsphere.ConnectionOptions;
import io.vpreflight.vsphere.soap.LoginGuard;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How the service gets to vCenters: nobody is there to be asked. Safe for several threads. */
final class ServiceConnections {
  private final App app;
  private final Map<String, LoginGuard> guards = new ConcurrentHashMap<>();

  ServiceConnections(App app) {
    this.app = app;
  }

  /** New ones; a secret that was wrong twice is not tried every night. */
  Connections open() {
    return new Connections(
        app.console().unattended(),
        KnownVCenters.ofUser(app.environment().variables()),
        app.environment(),
        ConnectionOptions.DEFAULT,
        app.tool().name() + "/" + app.tool().version(),
        this::guard);
  }

  /**
   * What writes into a vCenter, or only looks whether there is something to write.
   *
   * @throws io.vpreflight.plugin.config.ConfigException when there is nobody to log in as
   */
  WriteBackConnection openForWriteBack(VCenterSettings account, boolean isDryRun) {
    String name = String.valueOf(account.username()).toLowerCase(Locale.ROOT);
    try (Connections opened = open()) {
      return new WriteBackConnection(
          opened.prepare(List.of(account)).get(0),
          opened.expected(account),
          guard(name),
          // Two wrong ones by each door are four, and five lock an account. What this door alone
          // refuses must not keep audits out.
          guard("rest " + name),
          app.tool().name() + "/" + app.tool().version(),
          isDryRun);
    }
  }

  private LoginGuard guard(String account) {
    return guards.computeIfAbsent(account, name -> LoginGuard.untilTheSecretChanges(app.clock()));
  }
}
