// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** A stand-alone ESXi: one host, one datacenter, no instance UUID; mutable, for one thread. */
public final class EsxiScenario {
  private final VCenterScenario server;
  private final DatacenterScenario datacenter;
  private final HostScenario host;

  EsxiScenario(VCenterScenario server) {
    this.server = server;
    datacenter = server.datacenter("ha-datacenter");
    host = datacenter.standaloneHost(server.name());
    server.version("8.0.3", "24022510");
  }

  /** Sets version and build of the server and its host. */
  public EsxiScenario version(String version, String build) {
    server.version(version, build);
    host.version(version, build);
    return this;
  }

  /** Sets the seed of everything made up. */
  public EsxiScenario seed(long seed) {
    server.seed(seed);
    return this;
  }

  /** Returns the host itself, whose machine UUID is the server's identity. */
  public HostScenario host() {
    return host;
  }

  /** Returns the server, for its tasks and its time. */
  public VCenterScenario server() {
    return server;
  }

  /** Adds a datastore. */
  public DatastoreScenario datastore(String name) {
    return datacenter.datastore(name);
  }

  /** Adds a network. */
  public NetworkScenario network(String name) {
    return datacenter.network(name);
  }

  /** Adds a healthy virtual machine. */
  public VmScenario vm(String name) {
    return datacenter.vm(name).on(host);
  }

  /** Writes the dump into a folder that is empty or does not exist. */
  public void writeTo(Path directory) throws IOException {
    server.writeTo(directory);
  }

  /** Writes the dump as a zip file and leaves the stream open. */
  public void writeZip(OutputStream out) throws IOException {
    server.writeZip(out);
  }
}
