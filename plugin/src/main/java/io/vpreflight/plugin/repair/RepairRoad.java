// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.repair;

import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.run.CrashHook;
import io.vpreflight.jobs.repair.run.RepairRunner;
import io.vpreflight.jobs.repair.run.RunProgress;
import io.vpreflight.jobs.repair.run.RunTools;
import io.vpreflight.jobs.repair.run.StoredConsent;
import io.vpreflight.jobs.service.PlanRun;
import io.vpreflight.jobs.service.PlanRuns;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.Turn;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.config.VCenterSettings;
import io.vpreflight.plugin.connect.Connections;
import io.vpreflight.vsphere.OptIn;
import io.vpreflight.vsphere.collect.RepairSession;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.vim.VimLogins;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * From the settings of a vCenter to a session that may repair there, for as long as a plan is
 * carried out; the same for a command and for the service.
 *
 * @param connections by which it is opened, and which the caller closes
 * @param settings as whoever repairs logs in there
 * @param optIns what an administrator has switched on
 */
public record RepairRoad(
    App app, Connections connections, VCenterSettings settings, Set<OptIn> optIns) {
  /** Longer than the longest step takes to be sent; shorter than systemd waits. */
  private static final Duration FAREWELL = Duration.ofSeconds(80);

  /** How it is told what came of a run. */
  @FunctionalInterface
  public interface Telling {
    /** Tells it. */
    void result(PlanFile plan, RepairRunner.Result result) throws IOException;
  }

  /** Carries a plan out. */
  public RepairRunner.Result drive(
      Store store, PlanRuns runs, PlanRun run, RunProgress progress, Telling telling)
      throws IOException, InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    connections.beforeEnd(() -> farewell(run.consent(), ended));
    try (Turn turn = turn(store);
        SoapSession session = open(store)) {
      RepairRunner.Result result =
          runs.go(
              run,
              tools(store, turn, session, progress),
              new VimLogins(session, new SchemaNotes())::read,
              settings.endpoint().name());
      telling.result(run.plan(), result);
      return result;
    } finally {
      ended.countDown();
    }
  }

  /** Settles what earlier runs left open there, by looking; sends nothing. */
  public void settle(Store store, PlanRuns runs, RunProgress progress) throws InterruptedException {
    try (Turn turn = turn(store);
        SoapSession session = open(store)) {
      runs.settle(tools(store, turn, session, progress));
    }
  }

  private SoapSession open(Store store) {
    Connections.Access access = connections.prepare(List.of(settings)).get(0);
    return connections.openForRepairs(
        access, connections.probe(settings), optIns, store.installation());
  }

  /** One node repairs at a time. */
  private static Turn turn(Store store) {
    return store.beginRepairs(holder(), RunTools.Patience.DEFAULT.lease());
  }

  private RunTools tools(Store store, Turn turn, SoapSession session, RunProgress progress) {
    RepairSession ports = RepairSession.over(session);
    return new RunTools(
        new RunTools.Ports(
            ports.sight(), ports.operations(), ports.optIns(), ports.annotations(), ports.probes()),
        store.journal(),
        turn,
        holder(),
        new RunTools.Time(app.clock(), app.pause(), RunTools.Patience.DEFAULT),
        CrashHook.ofProperty(),
        progress,
        text -> app.console().texts().say(text));
  }

  /** Who we are, for whoever finds our leases. */
  private static String holder() {
    String machine;
    try {
      machine = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      machine = "-";
    }
    return System.getProperty("user.name") + "@" + machine + "/" + ProcessHandle.current().pid();
  }

  /** Everything comes to its next legal state, if it can before the process is killed. */
  private static void farewell(StoredConsent consent, CountDownLatch ended) {
    consent.end();
    try {
      boolean inTime = ended.await(FAREWELL.toSeconds(), TimeUnit.SECONDS);
      if (!inTime) {
        // Whatever is under way stays open in the journal, and the next process looks.
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
