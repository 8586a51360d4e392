// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.live;

import io.vpreflight.plugin.server.TestServer;
import io.vpreflight.vsphere.CollectionRequest;
import io.vpreflight.vsphere.ConnectionOptions;
import io.vpreflight.vsphere.Credentials;
import io.vpreflight.vsphere.Secret;
import io.vpreflight.vsphere.ServerTrust;
import io.vpreflight.vsphere.VCenterEndpoint;
import io.vpreflight.vsphere.collect.LiveUpdates;
import io.vpreflight.vsphere.inventory.ClusterProperty;
import io.vpreflight.vsphere.inventory.DatastoreProperty;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.NetworkProperty;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.SnapshotProperty;
import io.vpreflight.vsphere.inventory.VmProperty;
import io.vpreflight.vsphere.soap.LoginGuard;
import io.vpreflight.vsphere.soap.Operations;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.soap.SoapTransport;
import io.vpreflight.vsphere.vim.VimLongTail;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

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
    boolean tls = url.getScheme().equals("https");
    SoapTransport transport =
        new SoapTransport(
            VCenterEndpoint.parse(url.toString()),
            new ServerTrust(null, tls ? List.of(server.thumbprint()) : List.of()),
            ConnectionOptions.DEFAULT,
            Operations.READ,
            "vpreflight/test");
    Credentials credentials =
        new Credentials(server.username(), new Secret(server.password().toCharArray()));
    Clock clock = Clock.systemUTC();
    SoapSession session = new SoapSession(transport, credentials, new LoginGuard(clock), clock);
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
    Set<Property> all = new HashSet<>();
    Stream.of(
            VmProperty.values(),
            HostProperty.values(),
            ClusterProperty.values(),
            DatastoreProperty.values(),
            NetworkProperty.values(),
            SnapshotProperty.values())
        .forEach(properties -> all.addAll(List.of(properties)));
    all.remove(VmProperty.EXTRA_CONFIG_ALL);
    return all;
  }

  @Override
  public void close() {
    updates.close();
    session.close();
  }
}
