// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify.mail;

import io.vpreflight.jobs.notify.Secret;
import io.vpreflight.vsphere.ServerTrust;
import org.jspecify.annotations.Nullable;

/**
 * Who takes mail.
 *
 * @param host its name
 * @param port its port
 * @param security how the connection is protected
 * @param trust how its certificate is judged
 * @param username null when nobody has to log in
 * @param password null when nobody has to log in
 */
public record MailServer(
    String host,
    int port,
    Security security,
    ServerTrust trust,
    @Nullable String username,
    @Nullable Secret password) {
  /** How a connection is protected. */
  public enum Security {
    /**
     * Begun in the clear and protected before anything is said; refused when that does not work.
     */
    STARTTLS(587),
    /** Protected from the first byte. */
    TLS(465),
    /** Not at all; nobody logs in then. */
    NONE(25);

    private final int port;

    Security(int port) {
      this.port = port;
    }

    /** Where such servers listen. */
    public int port() {
      return port;
    }
  }
}
