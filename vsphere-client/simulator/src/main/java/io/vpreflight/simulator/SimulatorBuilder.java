// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator;

import io.vpreflight.simulator.model.ApiVersion;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.ManagedObject;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.simulator.model.SimulatedClock;
import io.vpreflight.simulator.model.World;
import io.vpreflight.simulator.session.Sessions;
import io.vpreflight.simulator.session.User;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a {@link Simulator} is to be; for one thread and one start. */
public final class SimulatorBuilder {
  /** User name of the administrator that there is when no user is named. */
  public static final String USER = "administrator@vsphere.local";

  /** Password of that administrator. */
  public static final String PASSWORD = "simulated";

  static final Ref SERVICE = new Ref("ServiceInstance", "ServiceInstance");

  private final DumpLoader dump;
  private final List<User> users = new ArrayList<>();
  private Sessions.Rules rules = Sessions.Rules.DEFAULT;
  private Duration pace = Duration.ZERO;
  private InetAddress address = InetAddress.getLoopbackAddress();
  private int port;
  private boolean shifted;
  private @Nullable SimulatedClock clock;
  private @Nullable String apiVersion;
  private @Nullable Path log;

  SimulatorBuilder(DumpLoader dump) {
    this.dump = dump;
  }

  /** What it says of itself and offers, such as {@code 6.7.3}; else what the dump says. */
  public SimulatorBuilder apiVersion(String version) {
    apiVersion = version;
    return this;
  }

  /** Adds a user; when none is added there is {@link #USER}, who may do everything. */
  public SimulatorBuilder user(User user) {
    users.add(user);
    return this;
  }

  /** Adds a user who may do everything. */
  public SimulatorBuilder user(String name, String password) {
    return user(User.administrator(name, password));
  }

  /** When sessions end, how many there may be, and the lock-out. */
  public SimulatorBuilder sessions(Sessions.Rules newRules) {
    rules = newRules;
    return this;
  }

  /** How long a task takes, by its clock; no time at all when nothing is said. */
  public SimulatorBuilder pace(Duration ofTask) {
    pace = ofTask;
    return this;
  }

  /** Its clock; else one that runs from the time of the dump. */
  public SimulatorBuilder clock(SimulatedClock newClock) {
    clock = newClock;
    return this;
  }

  /** Moves all times of the dump so that it was made just now, by the clock that it gets. */
  public SimulatorBuilder shiftedToNow() {
    shifted = true;
    return this;
  }

  /** Where it listens; else on the loopback address. */
  public SimulatorBuilder address(InetAddress newAddress) {
    address = newAddress;
    return this;
  }

  /** On which port; else, or for 0, any that is free. */
  public SimulatorBuilder port(int newPort) {
    port = newPort;
    return this;
  }

  /** A file to which every mutation is appended as a line of JSON. */
  public SimulatorBuilder log(Path file) {
    log = file;
    return this;
  }

  /**
   * Starts it; it answers when this returns.
   *
   * @throws IOException when the port is taken or the log cannot be written
   */
  public Simulator start() throws IOException {
    Map<Ref, ManagedObject> objects = dump.objects();
    ManagedObject service = objects.get(SERVICE);
    Element content = service == null ? null : service.get("content");
    if (service == null || content == null) {
      throw new IOException("the dump does not say what the server is");
    }
    SimulatedClock time = clock(service);
    if (shifted) {
      shift(service, time.now());
    }
    ApiVersion version =
        new ApiVersion(
            apiVersion != null ? apiVersion : content.textAt("about", "apiVersion") + "");
    VersionView view = new VersionView(version);
    if (apiVersion != null) {
      view.name(content.child("about"));
    }
    if (users.isEmpty()) {
      user(USER, PASSWORD);
    }
    World world = new World(time);
    objects.values().forEach(object -> settle(object, world, view));
    // What a trimmed dump does not hold is there all the same, but has nothing to say.
    for (Element child : content.children()) {
      Ref ref = child.ref();
      if (ref != null && world.find(ref) == null) {
        world.add(new ManagedObject(ref));
      }
    }
    return new Simulator(this, world, version);
  }

  private SimulatedClock clock(ManagedObject service) {
    if (clock != null) {
      return clock;
    }
    Element then = service.get("serverClock");
    return then == null || shifted
        ? SimulatedClock.system()
        : SimulatedClock.runningFrom(Instant.parse(then.text()));
  }

  private void shift(ManagedObject service, Instant now) {
    Element then = service.get("serverClock");
    if (then != null) {
      Times times = new Times(Duration.between(Instant.parse(then.text()), now));
      dump.objects().values().forEach(times::shift);
      dump.replies().values().forEach(times::shift);
    }
  }

  private static void settle(ManagedObject object, World world, VersionView view) {
    view.prune(object);
    Element page = object.get("latestPage");
    switch (object.ref().type()) {
      case "EventHistoryCollector" -> {
        if (page != null) {
          page.children().forEach(event -> world.history().addEvent(event));
        }
      }
      case "TaskHistoryCollector" -> {
        if (page != null) {
          page.children().forEach(info -> keep(info, world));
        }
      }
      default -> world.add(object);
    }
  }

  private static void keep(Element info, World world) {
    Ref task = info.refAt("task");
    if (task != null) {
      world.history().putTask(task, info);
    }
  }

  List<User> users() {
    return users;
  }

  Sessions.Rules rules() {
    return rules;
  }

  Duration pace() {
    return pace;
  }

  InetAddress address() {
    return address;
  }

  int port() {
    return port;
  }

  @Nullable Path log() {
    return log;
  }

  @Nullable Element reply(Ref object, String method) {
    return dump.reply(object, method);
  }

  Map<String, Element> replies() {
    return dump.replies();
  }
}
