// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.truth;

import io.vpreflight.plugin.server.OurSession;
import io.vpreflight.plugin.server.Vcsim;
import io.vpreflight.vsphere.CollectionProgress;
import io.vpreflight.vsphere.CollectionRequest;
import io.vpreflight.vsphere.ConnectionOptions;
import io.vpreflight.vsphere.collect.LiveCollector;
import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.vim.VimLongTail;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Reads with our own client, all that it can read, be there a check that wants it or not. */
final class OurReader {
  /** How far back tasks and events are read. */
  static final Duration WINDOW = Duration.ofHours(24);

  private OurReader() {}

  static Inventory read(Vcsim server) throws IOException {
    try (SoapSession session = OurSession.of(server, server.url())) {
      SchemaNotes notes = new SchemaNotes();
      return new LiveCollector(
              session, new VimLongTail(session, notes), ConnectionOptions.DEFAULT, "vc", notes)
          .collect(new CollectionRequest(everything(), WINDOW), CollectionProgress.NONE);
    }
  }

  private static Set<Property> everything() {
    Set<Property> all = OurSession.properties();
    all.addAll(
        List.of(
            VCenterFact.TASKS, VCenterFact.EVENTS, VCenterFact.ALARMS, VCenterFact.CUSTOM_FIELDS));
    return all;
  }
}
