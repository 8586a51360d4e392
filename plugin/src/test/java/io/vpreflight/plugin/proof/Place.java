// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.proof;

import io.vpreflight.plugin.server.VcsimOptions;
import io.vpreflight.scenario.ClusterScenario;
import io.vpreflight.scenario.DatacenterScenario;
import io.vpreflight.scenario.DatastoreScenario;
import io.vpreflight.scenario.HostScenario;
import io.vpreflight.scenario.NetworkScenario;
import io.vpreflight.scenario.ScenarioObject;
import io.vpreflight.scenario.VCenterScenario;
import io.vpreflight.scenario.VmScenario;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where a recipe works: a datacenter of its own, on a server that it may share with others. */
final class Place {
  private final World world;
  private final int server;
  private final String name;
  private @Nullable DatacenterScenario datacenter;
  private @Nullable Place second;

  Place(World world, int server, String name) {
    this.world = world;
    this.server = server;
    this.name = name;
  }

  /** The present of the audit. */
  Instant now() {
    return world.now();
  }

  Instant ago(Duration age) {
    return now().minus(age);
  }

  Instant hoursAgo(long hours) {
    return ago(Duration.ofHours(hours));
  }

  Instant daysAgo(long days) {
    return ago(Duration.ofDays(days));
  }

  /** The datacenter of this case, with a healthy host and a datastore for who names none. */
  DatacenterScenario datacenter() {
    if (datacenter == null) {
      datacenter = vcenter().datacenter(name);
      datacenter.cluster("cluster").host("any host");
      datacenter.datastore("any datastore of " + name);
    }
    return datacenter;
  }

  /** A healthy machine. */
  VmScenario vm(String vmName) {
    return datacenter().vm(vmName);
  }

  /** A healthy host outside of any cluster. */
  HostScenario host(String hostName) {
    return datacenter().standaloneHost(hostName);
  }

  /** A cluster without hosts. */
  ClusterScenario cluster(String clusterName) {
    return datacenter().cluster(clusterName);
  }

  /** A datastore half full; its name is the only one of its kind on the server. */
  DatastoreScenario datastore(String datastoreName) {
    return datacenter().datastore(datastoreName);
  }

  NetworkScenario network(String networkName) {
    return datacenter().network(networkName);
  }

  /** The whole vCenter: of all cases that share the server. */
  VCenterScenario vcenter() {
    return world.vcenter(server);
  }

  /** The same in a second vCenter that is audited in the same run. */
  Place second() {
    if (second == null) {
      second = new Place(world, 1, name);
    }
    return second;
  }

  /** This object has no value there; the object that is judged has a shorter way, in the proof. */
  void unset(ScenarioObject<?> object, String path) {
    world.unset(server, object, path);
  }

  /** This object's value may not be read there. */
  void deny(ScenarioObject<?> object, String path) {
    world.deny(server, object, path);
  }

  /** The server answers that method with NoPermission. */
  void refuse(String method) {
    world.refuse(server, method);
  }

  /** The audit is asked for with these words too, for all cases that share the server. */
  void command(String... words) {
    world.command(words);
  }

  /** Words for the page, where the name of the object cannot say what is the matter. */
  void note(String words) {
    world.note(words);
  }

  /** Starts the server in some other way. For cases that are alone. */
  void server(String inWords, Consumer<VcsimOptions> change) {
    world.option(server, inWords, change);
  }

  /**
   * True while the earlier capture is made that the audit then compares with. Asking means that
   * there is one: a recipe that asks is run once for each, and makes the same objects in the same
   * order.
   */
  boolean earlier() {
    return world.earlier();
  }
}
