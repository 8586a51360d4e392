// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import com.vmware.vim25.DiagnosticManagerLogHeader;
import com.vmware.vim25.ws.Argument;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.HostLogLine;
import io.vpreflight.vsphere.inventory.MoRef;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the end of the hostd log of the hosts for what NFC says when it runs out of memory or of
 * connections. Only the lines that say so are kept. Needs {@code Global.Diagnostics}.
 */
final class HostLogTail {
  static final int TAIL = 1_000;

  /** vCenter gives at most 500 lines a call. */
  private static final int PAGE = 500;

  private static final int LONGEST = 500;

  /** What clients, hosts and vCenter were seen to write; see the page of the NFC checks. */
  private static final Pattern EVIDENCE =
      Pattern.compile(
          "(?i)memory allocation failed"
              + "|NBD_ERR_INSUFFICIENT_RESOURCES"
              + "|VixEOUTOFMEMORY|VIX_E_OUT_OF_MEMORY"
              + "|failed to allocate the requested \\d+ bytes"
              + "|NfcNewAuthdConnectionEx.*resource temporarily unavailable"
              + "|\\bnfc\\w*\\b.*\\b(?:out of memory|insufficient resources)");

  private final VimClient client;

  HostLogTail(VimClient client) {
    this.client = client;
  }

  /** The lines of one host that is connected; empty when it says nothing of the kind. */
  List<HostLogLine> read(Host host) {
    MoRef manager = client.session().content().require("diagnosticManager");
    return client.reading(() -> tail(manager, host.ref()));
  }

  private List<HostLogLine> tail(MoRef manager, MoRef host) {
    List<HostLogLine> lines = new ArrayList<>();
    // From beyond the end nothing comes but the number of the last line.
    DiagnosticManagerLogHeader end = browse(manager, host, Integer.MAX_VALUE, 0);
    int last = end == null ? 0 : end.lineEnd;
    for (int from = Math.max(1, last - TAIL + 1); from <= last; from += PAGE) {
      DiagnosticManagerLogHeader page = browse(manager, host, from, PAGE);
      if (page == null || page.lineText == null || page.lineText.length == 0) {
        break;
      }
      for (int i = 0; i < page.lineText.length; i++) {
        String line = page.lineText[i];
        if (line != null && EVIDENCE.matcher(line).find()) {
          lines.add(new HostLogLine(host, from + i, cut(line)));
        }
      }
    }
    return lines;
  }

  private @Nullable DiagnosticManagerLogHeader browse(
      MoRef manager, MoRef host, int start, int lines) {
    List<Argument> arguments = new ArrayList<>();
    arguments.add(VimClient.self(manager));
    if (client.session().content().about().isVirtualCenter()) {
      arguments.add(VimClient.argument("host", host));
    }
    arguments.add(VimClient.argument("key", "hostd"));
    arguments.add(VimClient.argument("start", start));
    arguments.add(VimClient.argument("lines", lines));
    return client.send(
        "BrowseDiagnosticLog",
        DiagnosticManagerLogHeader.class,
        arguments.toArray(Argument[]::new));
  }

  private static String cut(String line) {
    return line.length() > LONGEST ? line.substring(0, LONGEST) : line;
  }
}
