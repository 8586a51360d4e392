// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.audit.AuditRequest;
import io.vpreflight.plugin.config.VCenterSettings;
import io.vpreflight.plugin.terminal.Console;
import io.vpreflight.vsphere.ConnectionOptions;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.soap.Operations;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Says, before any login, what an audit would send: for those who must allow it. */
final class Explanation {
  private static final int FIXED_CALLS = 25;

  private final Console console;

  Explanation(Console console) {
    this.console = console;
  }

  void print(AuditRequest request, List<VCenterSettings> vcenters) {
    PrintWriter out = console.out();
    out.println(
        console.texts().say("explain.checks", request.checks().size(), request.profile().id()));
    out.println();
    out.println(console.texts().say("explain.methods"));
    new TreeSet<>(Operations.READ).forEach(method -> out.println("  " + method));
    out.println();
    out.println(console.texts().say("explain.properties"));
    Map<String, TreeSet<String>> byType = new TreeMap<>();
    for (Property property : request.reads().properties()) {
      byType.computeIfAbsent(property.type(), t -> new TreeSet<>()).addAll(property.paths());
    }
    byType.forEach(
        (type, paths) -> {
          out.println("  " + type);
          paths.forEach(path -> out.println("    " + path));
        });
    out.println();
    int batch = ConnectionOptions.DEFAULT.batchSize();
    out.println(
        console
            .texts()
            .say(
                "explain.calls",
                FIXED_CALLS,
                batch,
                FIXED_CALLS + 1000 / batch,
                ConnectionOptions.DEFAULT.callsInFlight()));
    for (VCenterSettings vcenter : vcenters) {
      out.println("  " + vcenter.endpoint().sdk());
    }
    out.flush();
  }
}
