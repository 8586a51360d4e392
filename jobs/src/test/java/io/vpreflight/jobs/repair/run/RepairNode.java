// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.secret.SecretFile;
import io.vpreflight.jobs.store.PostgresServer;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StoreException;
import io.vpreflight.jobs.store.StorePlace;
import io.vpreflight.jobs.store.StoreProcess;
import io.vpreflight.jobs.store.Turn;
import io.vpreflight.simulator.Simulator;
import io.vpreflight.simulator.SimulatorBuilder;
import io.vpreflight.vsphere.ConnectionOptions;
import io.vpreflight.vsphere.Credentials;
import io.vpreflight.vsphere.Secret;
import io.vpreflight.vsphere.ServerTrust;
import io.vpreflight.vsphere.VCenterEndpoint;
import io.vpreflight.vsphere.collect.RepairSession;
import io.vpreflight.vsphere.soap.LoginGuard;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.soap.SoapTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A node in a process of its own, which carries out a plan as soon as no other one does, and can be
 * killed and paused. All of it is what users run, with leases that are soon over.
 */
final class RepairNode {
  /** Longer than anything takes on a busy machine, short enough to wait for. */
  private static final Duration LEASE = Duration.ofSeconds(8);

  private static final RunTools.Patience PATIENCE =
      new RunTools.Patience(
          Duration.ofMillis(20),
          Duration.ofSeconds(2),
          Duration.ofMinutes(15),
          Duration.ofHours(4),
          LEASE);

  /** Shorter than a lease, and long enough for a signal to come. */
  private static final Duration STAY = Duration.ofSeconds(5);

  private static final Consent GRANTED =
      new Consent() {
        @Override
        public @Nullable Text refusal() {
          return null;
        }

        @Override
        public @Nullable Text stop(String operationId) {
          return null;
        }
      };

  private RepairNode() {}

  /**
   * Starts one.
   *
   * @param stays {@code step:point:count}: when it comes to that point for the count-th time it
   *     says so and stays a while, to be stopped or killed; empty for never
   */
  static StoreProcess start(StorePlace place, Simulator server, Path plan, String stays)
      throws IOException {
    PostgresServer database = Objects.requireNonNull(place.server());
    return StoreProcess.start(
        List.of(),
        RepairNode.class,
        List.of(
            place.folder().toString(),
            database.url(),
            Objects.requireNonNull(database.username()),
            Objects.requireNonNull(database.password()).file().toString(),
            server.url().toString(),
            server.thumbprint(),
            plan.toString(),
            stays));
  }

  /** What runs in the other process. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    PostgresServer database =
        new PostgresServer(args[1], args[2], new SecretFile(Path.of(args[3])));
    PlanFile plan = PlanFile.read(Files.readAllBytes(Path.of(args[6])));
    String name = String.valueOf(folder.getFileName());
    try (Store store = Store.open(new StorePlace(folder, database), "test")) {
      say("open");
      boolean done = false;
      while (!done) {
        done = isDone(store, name, plan, args);
        Thread.sleep(200);
      }
      say("all done");
    }
  }

  private static boolean isDone(Store store, String name, PlanFile plan, String[] args)
      throws IOException, InterruptedException {
    try (Turn turn = store.beginRepairs(name, LEASE)) {
      return isDone(store, turn, name, plan, args);
    } catch (TakenOver e) {
      return false;
    } catch (StoreException e) {
      if (e.kind() != StoreException.Kind.IN_USE) {
        throw e;
      }
      return false;
    }
  }

  private static boolean isDone(Store store, Turn turn, String name, PlanFile plan, String[] args)
      throws IOException, InterruptedException {
    SoapTransport transport =
        SoapTransport.forRepairs(
            VCenterEndpoint.parse(args[4]),
            new ServerTrust(null, List.of(args[5])),
            ConnectionOptions.DEFAULT,
            Set.of(),
            "test");
    try (SoapSession session =
        new SoapSession(
            transport,
            new Credentials(
                SimulatorBuilder.USER, new Secret(SimulatorBuilder.PASSWORD.toCharArray())),
            new LoginGuard(Clock.systemUTC()),
            Clock.systemUTC())) {
      RepairSession ports = RepairSession.over(session);
      RunTools tools =
          new RunTools(
              new RunTools.Ports(
                  ports.sight(), ports.operations(), ports.optIns(), ports.annotations()),
              store.journal(),
              turn,
              name,
              new RunTools.Time(Clock.systemUTC(), Pause.real(), PATIENCE),
              stays(args[7]),
              RunProgress.silent(),
              Text::key);
      RepairRunner runner = new RepairRunner(tools);
      runner.settle(digest -> plan.plan());
      RepairRunner.Result result = runner.run(plan.plan(), plan.digest(), GRANTED, Duration.ZERO);
      result
          .endings()
          .forEach(
              (operation, ending) -> {
                if (!ending.outcome().isGood()) {
                  say("left " + operation.name() + " " + ending.outcome() + " " + reason(ending));
                }
              });
      return result.isGood();
    }
  }

  private static String reason(Ending ending) {
    Text reason = ending.reason();
    return reason == null ? "" : reason.key();
  }

  private static CrashHook stays(String where) {
    if (where.isEmpty()) {
      return CrashHook.none();
    }
    int last = where.lastIndexOf(':');
    int wanted = Integer.parseInt(where.substring(last + 1));
    AtomicInteger seen = new AtomicInteger();
    return (step, point) -> {
      if (where.substring(0, last).equals(step + ":" + point.id())
          && seen.incrementAndGet() == wanted) {
        say("here");
        try {
          Thread.sleep(STAY.toMillis());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    };
  }

  private static synchronized void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
