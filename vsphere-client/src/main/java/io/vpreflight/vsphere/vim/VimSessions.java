// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import com.vmware.vim25.UserSession;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import java.util.Locale;

/**
 * Counts the sessions that vCenter has open. Source: {@code SessionManager.sessionList}, for which
 * vCenter wants {@code Sessions.TerminateSession}. Safe for several threads.
 */
public final class VimSessions {
  private final VimClient client;
  private final VimProperties properties;

  /** Asks through a session, which stays the caller's. */
  public VimSessions(SoapSession session, SchemaNotes notes) {
    this.client = new VimClient(session, notes);
    this.properties = new VimProperties(client);
  }

  /**
   * How many there are.
   *
   * @param ours of the same user, this one included
   * @param all of everybody
   */
  public record Counts(int ours, int all) {}

  /**
   * Counts them.
   *
   * @throws io.vpreflight.vsphere.VSphereException.Fault when the list may not be read
   */
  public Counts count() {
    MoRef manager = client.session().content().require("sessionManager");
    String user = canonical(client.session().user().userName());
    int ours = 0;
    int all = 0;
    if (client.reading(() -> properties.one(manager, "sessionList"))
        instanceof UserSession[] found) {
      for (UserSession each : found) {
        all++;
        ours += each.userName != null && canonical(each.userName).equals(user) ? 1 : 0;
      }
    }
    return new Counts(ours, all);
  }

  /** {@code DOMAIN\\user} and {@code user@domain} are one user. */
  static String canonical(String user) {
    String lower = user.toLowerCase(Locale.ROOT);
    int at = lower.lastIndexOf('@');
    return at < 0 ? lower : lower.substring(at + 1) + "\\" + lower.substring(0, at);
  }
}
