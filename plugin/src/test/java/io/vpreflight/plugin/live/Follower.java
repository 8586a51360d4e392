// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.live;

import io.vpreflight.plugin.server.OurSession;
import io.vpreflight.plugin.server.TestServer;
import io.vpreflight.vsphere.CollectionRequest;
import io.vpreflight.vsphere.ConnectionOptions;
import io.vpreflight.vsphere.collect.LiveUpdates;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.VmProperty;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.vim.VimLongTail;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;

/** Somebody who follows a server, with a session of its own. */
public final class Follower implements AutoCloseable {
  /** What it is told. */
  public final LiveUpdates updates;

  private final SoapSession session;

  private Follower(SoapSession session, LiveUpdates updates) {
    this.session = session;
    this.updates = updates;
  }

  /** Nothing is sent yet. */
  public static Follower of(TestServer server, URI url) throws IOException {
    SoapSession session = OurSession.of(server, url);
    SchemaNotes notes = new SchemaNotes();
    return new Follower(
        session,
        new LiveUpdates(
            session,
            new VimLongTail(session, notes),
            ConnectionOptions.DEFAULT,
            "vc",
            notes,
            new CollectionRequest(everything(), Duration.ofHours(24))));
  }

  private static Set<Property> everything() {
    Set<Property> all = OurSession.properties();
    all.remove(VmProperty.EXTRA_CONFIG_ALL);
    return all;
  }

  @Override
  public void close() {
    updates.close();
    session.close();
  }
}
