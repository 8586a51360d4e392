// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.server;

import io.vpreflight.vsphere.ConnectionOptions;
import io.vpreflight.vsphere.Credentials;
import io.vpreflight.vsphere.Secret;
import io.vpreflight.vsphere.ServerTrust;
import io.vpreflight.vsphere.VCenterEndpoint;
import io.vpreflight.vsphere.inventory.ClusterProperty;
import io.vpreflight.vsphere.inventory.DatastoreProperty;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.NetworkProperty;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.SnapshotProperty;
import io.vpreflight.vsphere.inventory.VmProperty;
import io.vpreflight.vsphere.soap.LoginGuard;
import io.vpreflight.vsphere.soap.Operations;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.soap.SoapTransport;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Our own client, without the program around it. */
public final class OurSession {
  private OurSession() {}

  /** One that reads; nothing is sent yet. */
  public static SoapSession of(TestServer server, URI url) throws IOException {
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
    return new SoapSession(transport, credentials, new LoginGuard(clock), clock);
  }

  /** All that it can read of objects, be there a check that wants it or not. */
  public static Set<Property> properties() {
    Set<Property> all = new HashSet<>();
    Stream.of(
            VmProperty.values(),
            HostProperty.values(),
            ClusterProperty.values(),
            DatastoreProperty.values(),
            NetworkProperty.values(),
            SnapshotProperty.values())
        .forEach(properties -> all.addAll(List.of(properties)));
    return all;
  }
}
