// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.connect;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.config.VCenterSettings;
import io.vpreflight.plugin.connect.Connections.Access;
import io.vpreflight.vsphere.ConnectionOptions;
import io.vpreflight.vsphere.Credentials;
import io.vpreflight.vsphere.ServerTrust;
import io.vpreflight.vsphere.TagOperations;
import io.vpreflight.vsphere.WriteBack;
import io.vpreflight.vsphere.rest.RestCall;
import io.vpreflight.vsphere.rest.RestTags;
import io.vpreflight.vsphere.rest.RestTransport;
import io.vpreflight.vsphere.soap.Operations;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.soap.SoapTransport;
import io.vpreflight.vsphere.vim.VimWriteBack;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The two sessions by which one vCenter is written to, both begun when they are first needed and
 * ended however the program ends. Nobody is asked anything: the certificate is one that is known.
 */
public final class WriteBackConnection implements AutoCloseable {
  private final SoapSession session;
  private final RestTransport rest;
  private final WriteBack machines;
  private final TagOperations tags;
  private final Thread hook = new Thread(this::end, "farewell of write-back");

  /**
   * Nothing is sent yet.
   *
   * @param access who logs in where, with the password
   * @param trust how the certificate is judged
   * @param gently how, but for its proxy
   * @param guards shared with whatever else logs in
   * @param isDryRun true for sessions that can only read
   * @throws ConfigException if the CA file cannot be used
   */
  public WriteBackConnection(
      Access access,
      ServerTrust trust,
      ConnectionOptions gently,
      LoginGuards guards,
      String userAgent,
      boolean isDryRun) {
    VCenterSettings settings = access.settings();
    ConnectionOptions options = gently.withProxy(settings.proxy());
    Credentials who =
        new Credentials(
            Objects.requireNonNull(settings.username()), Objects.requireNonNull(access.password()));
    String account = who.username().toLowerCase(Locale.ROOT);
    try {
      SoapTransport transport =
          isDryRun
              ? new SoapTransport(
                  settings.endpoint(), trust, options, Operations.WRITE_BACK_READ, userAgent)
              : SoapTransport.forWriteBack(settings.endpoint(), trust, options, userAgent);
      session = new SoapSession(transport, who, guards.of(account), Clock.systemUTC());
      rest =
          new RestTransport(
              settings.endpoint(),
              trust,
              options,
              who,
              guards.ofRest(account),
              isDryRun ? RestCall.READ : RestCall.WRITE_BACK,
              userAgent);
    } catch (IOException e) {
      throw new ConfigException(
          List.of(
              Text.of(
                  "config.bad-value", settings.endpoint().name(), String.valueOf(e.getMessage()))));
    }
    machines = new VimWriteBack(session, new SchemaNotes(), Clock.systemUTC());
    tags = new RestTags(rest);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** For attributes and events. */
  public WriteBack machines() {
    return machines;
  }

  /** For tags. */
  public TagOperations tags() {
    return tags;
  }

  /** Drops whatever is on its way; the sessions are still ended by {@link #close}. */
  public void cancel() {
    session.transport().cancel();
    rest.cancel();
  }

  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The program is ending, and the hook itself is what closes.
    }
  }

  private void end() {
    cancel();
    rest.close();
    session.close();
  }
}
