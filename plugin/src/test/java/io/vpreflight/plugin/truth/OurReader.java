// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.truth;

import io.vpreflight.plugin.server.Vcsim;
import io.vpreflight.vsphere.CollectionProgress;
import io.vpreflight.vsphere.CollectionRequest;
import io.vpreflight.vsphere.ConnectionOptions;
import io.vpreflight.vsphere.Credentials;
import io.vpreflight.vsphere.Secret;
import io.vpreflight.vsphere.ServerTrust;
import io.vpreflight.vsphere.VCenterEndpoint;
import io.vpreflight.vsphere.collect.LiveCollector;
import io.vpreflight.vsphere.inventory.ClusterProperty;
import io.vpreflight.vsphere.inventory.DatastoreProperty;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.inventory.NetworkProperty;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.SnapshotProperty;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.inventory.VmProperty;
import io.vpreflight.vsphere.soap.LoginGuard;
import io.vpreflight.vsphere.soap.Operations;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.soap.SoapTransport;
import io.vpreflight.vsphere.vim.VimLongTail;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Reads with our own client, all that it can read, be there a check that wants it or not. */
final class OurReader {
  /** How far back tasks and events are read. */
  static final Duration WINDOW = Duration.ofHours(24);

  private OurReader() {}

  static Inventory read(Vcsim server) throws IOException {
    SoapTransport transport =
        new SoapTransport(
            VCenterEndpoint.parse(server.url().toString()),
            new ServerTrust(null, List.of(server.thumbprint())),
            ConnectionOptions.DEFAULT,
            Operations.READ,
            "vpreflight/test");
    Credentials credentials =
        new Credentials(server.username(), new Secret(server.password().toCharArray()));
    Clock clock = Clock.systemUTC();
    try (SoapSession session =
        new SoapSession(transport, credentials, new LoginGuard(clock), clock)) {
      SchemaNotes notes = new SchemaNotes();
      return new LiveCollector(
              session, new VimLongTail(session, notes), ConnectionOptions.DEFAULT, "vc", notes)
          .collect(new CollectionRequest(everything(), WINDOW), CollectionProgress.NONE);
    }
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
    all.addAll(
        List.of(
            VCenterFact.TASKS, VCenterFact.EVENTS, VCenterFact.ALARMS, VCenterFact.CUSTOM_FIELDS));
    return all;
  }
}
