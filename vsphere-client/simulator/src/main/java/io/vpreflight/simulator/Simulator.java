// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator;

import io.vpreflight.simulator.fault.Faults;
import io.vpreflight.simulator.history.HistoryMethods;
import io.vpreflight.simulator.http.Certificate;
import io.vpreflight.simulator.http.Dispatcher;
import io.vpreflight.simulator.http.Server;
import io.vpreflight.simulator.model.ApiVersion;
import io.vpreflight.simulator.model.Call;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.ManagedObject;
import io.vpreflight.simulator.model.Methods;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.simulator.model.SimulatedClock;
import io.vpreflight.simulator.model.World;
import io.vpreflight.simulator.property.Derived;
import io.vpreflight.simulator.property.Objects;
import io.vpreflight.simulator.property.PropertyMethods;
import io.vpreflight.simulator.property.Schema;
import io.vpreflight.simulator.property.SearchMethods;
import io.vpreflight.simulator.property.UpdateMethods;
import io.vpreflight.simulator.property.ViewMethods;
import io.vpreflight.simulator.session.Access;
import io.vpreflight.simulator.session.AccessMethods;
import io.vpreflight.simulator.session.SessionMethods;
import io.vpreflight.simulator.session.Sessions;
import io.vpreflight.simulator.session.User;
import io.vpreflight.simulator.task.Events;
import io.vpreflight.simulator.vm.Behaviour;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A vCenter in this JVM: an object dump behind real HTTPS and SOAP, with a clock that a test can
 * move, a script of faults, and a log of all that was changed. Safe for several threads.
 *
 * <pre>{@code
 * try (Simulator vcenter = Simulator.load(dump).start()) {
 *   connect(vcenter.url(), vcenter.thumbprint());
 * }
 * }</pre>
 */
public final class Simulator implements AutoCloseable {
  private final World world;
  private final Sessions sessions;
  private final Access access;
  private final Methods methods = new Methods();
  private final Faults faults = new Faults();
  private final MutationLog mutations;
  private final Certificate certificate = new Certificate();
  private final Server server;
  private final Behaviour behaviour;
  private final List<Runnable> atRestart = new ArrayList<>();

  /**
   * Begins with a dump.
   *
   * @param dump folder or zip of {@code govc object.save} or the Scenario builder
   * @throws IOException when it cannot be read
   */
  public static SimulatorBuilder load(Path dump) throws IOException {
    return new SimulatorBuilder(DumpLoader.read(dump));
  }

  Simulator(SimulatorBuilder settings, World world, ApiVersion version) throws IOException {
    this.world = world;
    Ref root = rootFolder();
    access = new Access(world, root);
    settings.users().forEach(access::put);
    sessions = new Sessions(access, world.clock(), settings.rules());
    mutations = new MutationLog(settings.log());
    Schema schema = Schema.vim25();
    Set<String> privileges = new TreeSet<>(schema.privileges());
    privileges.addAll(Access.READ_ONLY);
    privileges.addAll(Rooms.PRIVILEGES);
    Derived derived = new Derived();
    Objects objects = new Objects(world, schema, version, derived);
    Managers.add(derived, world, sessions, access, privileges);
    SessionMethods.add(methods, sessions, new LoginEvents(new Events(world), root)::post);
    AccessMethods.add(methods, access, sessions, privileges);
    PropertyMethods.add(methods, objects);
    ViewMethods.add(methods, objects, derived);
    UpdateMethods.add(methods, objects, derived, sessions::isOpen);
    SearchMethods.add(methods, root);
    HistoryMethods.add(methods, settings.replies());
    behaviour = Rooms.add(this, methods, settings.pace());
    Dispatcher dispatcher =
        new Dispatcher(
            world, sessions, objects, methods, faults, version, new Log(settings::reply));
    server =
        new Server(
            new InetSocketAddress(settings.address(), settings.port()),
            certificate,
            dispatcher,
            version);
  }

  /** Where it answers: {@code https://127.0.0.1:PORT/sdk}. */
  public URI url() {
    return server.url();
  }

  /** SHA-256 of its certificate, {@code AA:BB:...}. */
  public String thumbprint() {
    return certificate.thumbprint();
  }

  /** Its certificate as PEM. */
  public String certificate() {
    return certificate.pem();
  }

  /** All that was changed. */
  public MutationLog mutations() {
    return mutations;
  }

  /** What is to go wrong. */
  public Faults faults() {
    return faults;
  }

  /** What happens when something is changed: pace, other people's hands, and the truth. */
  public Behaviour behaviour() {
    return behaviour;
  }

  /** What it consists of. */
  public World world() {
    return world;
  }

  /** Its time. */
  public SimulatedClock clock() {
    return world.clock();
  }

  /** Adds a user, or changes what one may do, also for sessions that are open. */
  public void put(User user) {
    world.locked(() -> access.put(user));
  }

  /** Ends every session, as an administrator may. */
  public void endSessions() {
    world.locked(sessions::endAll);
  }

  /** The most calls that were here at the same time and not answered yet, whoever sent them. */
  public int mostCallsAtOnce() {
    return server.mostUnderWay();
  }

  /** Sessions that are open. */
  public int openSessions() {
    return world.locked(() -> sessions.open().size());
  }

  /** Drops every connection, whatever is on its way, as a firewall does; sessions go on. */
  public void dropConnections() {
    server.restart();
  }

  /** Runs work at every restart, with the lock of the world held: what did not survive it. */
  public void atRestart(Runnable work) {
    atRestart.add(work);
  }

  /** Starts anew: connections, sessions and what belongs to them are gone, and running tasks. */
  public void restart() {
    restart(null);
  }

  /** The same, as another vCenter: with that instance UUID unless it is null. */
  public void restart(@Nullable String instanceUuid) {
    world.locked(
        () -> {
          sessions.endAll();
          world.clock().forgetAll();
          atRestart.forEach(Runnable::run);
          if (instanceUuid != null) {
            about().put("instanceUuid", instanceUuid);
          }
          mutations.note(world.clock().now(), "restart", "", "", "ok");
          world.touch();
        });
    server.restart();
  }

  private Element about() {
    Element about = world.get(SimulatorBuilder.SERVICE).at("content", "about");
    if (about == null) {
      throw new IllegalStateException("no about");
    }
    return about;
  }

  private Ref rootFolder() {
    ManagedObject service = world.get(SimulatorBuilder.SERVICE);
    Element root = service.at("content", "rootFolder");
    Ref ref = root == null ? null : root.ref();
    if (ref == null) {
      throw new IllegalStateException("no root folder");
    }
    return ref;
  }

  @Override
  public void close() {
    server.close();
    world.clock().close();
    try {
      mutations.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Log implements Dispatcher.Hooks {
    private final BiFunction<Ref, String, @Nullable Element> dump;

    Log(BiFunction<Ref, String, @Nullable Element> dump) {
      this.dump = dump;
    }

    @Override
    public @Nullable Element recorded(Ref target, String method) {
      return dump.apply(target, method);
    }

    @Override
    public void mutated(Call call, String outcome) {
      mutations.add(
          world.clock().now(),
          "call",
          call.method(),
          call.target().toString(),
          Digest.of(call.body()),
          call.operationId(),
          call.caller().session(),
          call.caller().user(),
          outcome);
    }

    @Override
    public void restart(@Nullable String instanceUuid) {
      Simulator.this.restart(instanceUuid);
    }
  }
}
