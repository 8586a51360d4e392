// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.serve;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.store.KeptLogins;
import io.vpreflight.jobs.store.StoreException;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.config.VCenterSettings;
import io.vpreflight.plugin.connect.Connections;
import io.vpreflight.plugin.connect.KnownVCenters;
import io.vpreflight.plugin.connect.LoginGuards;
import io.vpreflight.plugin.connect.WriteBackConnection;
import io.vpreflight.vsphere.CallWatch;
import io.vpreflight.vsphere.ConnectionOptions;
import io.vpreflight.vsphere.LoginMemory;
import io.vpreflight.vsphere.vim.CounterLimits;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How the service gets to vCenters: nobody is there to be asked. Safe for several threads. */
public final class ServiceConnections {
  private final App app;
  private final @Nullable KeptLogins logins;
  private final LoginGuards guards;
  private final ConnectionOptions options;
  private final CounterLimits limits = new CounterLimits();

  private ServiceConnections(
      App app, @Nullable KeptLogins logins, LoginGuards guards, CallWatch watch) {
    this.app = app;
    options = ConnectionOptions.DEFAULT.withWatch(watch);
    this.logins = logins;
    this.guards = guards;
  }

  /**
   * For a service; a secret that was wrong twice is not tried every night.
   *
   * @param problems whoever ends the service when its store is lost
   * @param watch measures what is asked of vCenters
   */
  static ServiceConnections ofService(
      App app, KeptLogins logins, Consumer<StoreException> problems, CallWatch watch) {
    ServiceLog log = new ServiceLog(app);
    // A login goes on without what cannot be kept; the service must not.
    LoginMemory watched =
        (account, next) -> {
          try {
            return logins.replace(account, next);
          } catch (LoginMemory.Unusable e) {
            if (e.getCause() instanceof StoreException problem) {
              problems.accept(problem);
            }
            throw e;
          }
        };
    return new ServiceConnections(
        app, logins, LoginGuards.ofService(watched, app.clock(), log::say), watch);
  }

  /** Whoever waits for another login gives it up. */
  void stop() {
    guards.stop();
  }

  /** For a command that does what the service does. */
  public static ServiceConnections ofCommand(App app) {
    return new ServiceConnections(
        app,
        null,
        LoginGuards.ofUser(app.environment(), app.console(), app.clock()),
        CallWatch.NOBODY);
  }

  /** New ones. */
  Connections open() {
    return new Connections(
        app.console().unattended(),
        KnownVCenters.ofUser(app.environment().variables()),
        app.environment(),
        options,
        app.tool().name() + "/" + app.tool().version(),
        guards,
        limits);
  }

  /**
   * What writes into a vCenter, or only looks whether there is something to write.
   *
   * @throws io.vpreflight.plugin.config.ConfigException when there is nobody to log in as
   */
  public WriteBackConnection openForWriteBack(VCenterSettings account, boolean isDryRun) {
    try (Connections opened = open()) {
      return new WriteBackConnection(
          opened.prepare(List.of(account)).get(0),
          opened.expected(account),
          options,
          guards,
          app.tool().name() + "/" + app.tool().version(),
          isDryRun);
    }
  }

  /** Has every secret tried again that was refused: somebody says that it is right now. */
  void tryAgain() {
    if (logins != null) {
      ServiceLog log = new ServiceLog(app);
      for (KeptLogins.Refused one : logins.tryAgain()) {
        String name = LoginGuards.named(one.account());
        log.say(Text.of("serve.login-again", name, String.join(", ", one.servers())));
      }
    }
    guards.tryAgain();
  }
}
