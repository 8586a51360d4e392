// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.connect;

import io.vpreflight.jobs.audit.Source;
import io.vpreflight.plugin.config.VCenterSettings;
import io.vpreflight.vsphere.ConnectionOptions;
import io.vpreflight.vsphere.InventoryCollector;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.collect.LiveCollector;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.vim.LongTail;
import io.vpreflight.vsphere.vim.VimLongTail;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes something to audit of what an admin named: living vCenters, captures, object dumps. */
public final class Sources {
  private final Connections connections;

  /** Sources that live as long as the connections. */
  public Sources(Connections connections) {
    this.connections = connections;
  }

  /**
   * One source each. Questions about certificates and passwords are asked here, one after the
   * other, before anything is read. A vCenter that cannot be opened is a source that fails, so that
   * the others are still audited.
   */
  public List<Source> of(List<VCenterSettings> vcenters, List<Path> files) {
    List<Source> sources = new ArrayList<>();
    for (VCenterSettings settings : vcenters) {
      sources.add(live(settings));
    }
    for (Path file : files) {
      sources.add(new Source(file.toString(), Captures.collector(file)));
    }
    return sources;
  }

  private Source live(VCenterSettings settings) {
    String name = settings.endpoint().name();
    try {
      SoapSession session = connections.open(settings);
      SchemaNotes notes = new SchemaNotes();
      LongTail longTail = new VimLongTail(session, notes);
      return new Source(
          name, new LiveCollector(session, longTail, ConnectionOptions.DEFAULT, name, notes));
    } catch (VSphereException e) {
      InventoryCollector failing =
          (request, progress) -> {
            throw e;
          };
      return new Source(name, failing);
    }
  }
}
