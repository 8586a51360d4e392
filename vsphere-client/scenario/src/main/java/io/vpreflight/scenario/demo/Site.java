// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario.demo;

import io.vpreflight.scenario.DatacenterScenario;
import io.vpreflight.scenario.DatastoreScenario;
import io.vpreflight.scenario.HostScenario;
import io.vpreflight.scenario.NetworkScenario;
import io.vpreflight.scenario.VCenterScenario;
import io.vpreflight.scenario.VmScenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One site of the company with what its machines take turns on; mutable, for one thread. */
final class Site {
  private final VCenterScenario vcenter;
  private final DatacenterScenario datacenter;
  private final String code;
  private final List<HostScenario> hosts = new ArrayList<>();
  private final List<DatastoreScenario> datastores = new ArrayList<>();
  private final List<NetworkScenario> networks = new ArrayList<>();
  private int turn;

  Site(VCenterScenario vcenter, String name, String code) {
    this.vcenter = vcenter;
    this.code = code;
    datacenter = vcenter.datacenter(name);
  }

  VCenterScenario vcenter() {
    return vcenter;
  }

  DatacenterScenario datacenter() {
    return datacenter;
  }

  /** Returns the site's three letters, which its names carry. */
  String code() {
    return code;
  }

  /** Returns the name of a host: {@code esx-par-07.valombre.example}. */
  String hostName(int number) {
    return "esx-" + code + "-" + (number < 10 ? "0" : "") + number + ".valombre.example";
  }

  void addHost(HostScenario host) {
    hosts.add(host.ntp("ntp1.valombre.example", "ntp2.valombre.example"));
  }

  void addDatastore(DatastoreScenario datastore) {
    datastores.add(datastore);
  }

  void addNetwork(NetworkScenario network) {
    networks.add(network);
  }

  HostScenario host(int index) {
    return hosts.get(index);
  }

  DatastoreScenario datastore(int index) {
    return datastores.get(index);
  }

  NetworkScenario network(int index) {
    return networks.get(index);
  }

  /** Adds a healthy machine on the next host, datastore and network. */
  VmScenario vm(String folder, String name) {
    int now = turn++;
    return datacenter
        .folder(folder)
        .vm(name)
        .on(hosts.get(now % hosts.size()))
        .storedOn(datastores.get(now % datastores.size()))
        .connectedTo(networks.get(now % networks.size()))
        .hostName(name.replaceAll("[^A-Za-z0-9-]", "-") + ".valombre.example");
  }

  static Instant daysAgo(double days) {
    return DemoCompany.NOW.minus(Duration.ofMinutes(Math.round(days * 1440)));
  }

  static Instant hoursAgo(double hours) {
    return DemoCompany.NOW.minus(Duration.ofSeconds(Math.round(hours * 3600)));
  }
}
