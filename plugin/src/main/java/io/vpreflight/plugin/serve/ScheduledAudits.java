// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.serve;

import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.audit.AuditRequest;
import io.vpreflight.jobs.audit.AuditRunner;
import io.vpreflight.jobs.audit.Earlier;
import io.vpreflight.jobs.audit.Incompleteness;
import io.vpreflight.jobs.audit.Source;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.check.tracking.ShownChangeIds;
import io.vpreflight.jobs.live.LiveJudge;
import io.vpreflight.jobs.metrics.MachinesOfAudit;
import io.vpreflight.jobs.notify.Seen;
import io.vpreflight.jobs.notify.Troubles;
import io.vpreflight.jobs.report.Format;
import io.vpreflight.jobs.schedule.Schedule;
import io.vpreflight.jobs.store.Audits;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StoreException;
import io.vpreflight.jobs.store.StoredAudit;
import io.vpreflight.jobs.text.Problems;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.audit.Baselines;
import io.vpreflight.plugin.audit.Deadline;
import io.vpreflight.plugin.audit.ReportOutput;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.config.ServiceSettings;
import io.vpreflight.plugin.config.ServiceSettings.ScheduledAudit;
import io.vpreflight.plugin.connect.Sources;
import io.vpreflight.vsphere.CollectionProgress;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Does an audit when it is time: reads, judges, keeps, and says in one line what has changed. */
final class ScheduledAudits {
  private final App app;
  private final Supplier<ServiceSettings> settings;
  private final Store store;
  private final Baselines baselines;
  private final Notifications people;
  private final WriteBacks writeBacks;
  private final Consumer<StoreException> lost;
  private final Looking looking;
  private final ServiceLog log;
  private final ServedLive live;
  private final CountDownLatch stopped = new CountDownLatch(1);

  /**
   * Does nothing yet.
   *
   * @param settings asked each time
   * @param connections by which vCenters are had
   * @param live what goes on between two audits
   * @param people who are told what was found
   * @param writeBacks by whom it is written into vCenters
   * @param lost told of every trouble with the store; it knows after which nothing can be kept
   */
  ScheduledAudits(
      App app,
      Supplier<ServiceSettings> settings,
      Store store,
      Path state,
      ServiceConnections connections,
      ServedLive live,
      Notifications people,
      WriteBacks writeBacks,
      Consumer<StoreException> lost) {
    this.app = app;
    this.settings = settings;
    this.store = store;
    looking = new Looking(connections);
    log = new ServiceLog(app);
    this.live = live;
    this.people = people;
    this.writeBacks = writeBacks;
    this.lost = lost;
    baselines = Baselines.in(state);
  }

  /** Does it. */
  void run(Schedule schedule) {
    if (isStopped()) {
      return;
    }
    ServiceSettings now = settings.get();
    ScheduledAudit wanted =
        now.audits().stream()
            .filter(one -> one.schedule().name().equals(schedule.name()))
            .findFirst()
            .orElse(null);
    if (wanted == null) {
      return; // The file was read again meanwhile.
    }
    say(Text.of("serve.begins", schedule.name()));
    try (LiveJudge.Hold hold = live.hold(schedule.name())) {
      Earlier earlier =
          new Earlier(baselines.of(wanted), others(now, wanted), store.changeIds().known());
      Audit audit = audit(wanted, earlier);
      if (isStopped()) {
        say(Text.of("serve.interrupted", schedule.name()));
      } else {
        keep(wanted, audit);
        hold.kept(earlier);
      }
    } catch (VSphereException e) {
      tell(schedule, Problems.of("vCenter", e));
    } catch (ConfigException e) {
      e.problems().forEach(problem -> tell(schedule, problem));
    } catch (StoreException e) {
      if (e.isLost()) {
        failed(schedule, e.problem());
        lost.accept(e);
      } else {
        tell(schedule, e.problem());
      }
    } catch (IOException e) {
      Text why = io(e);
      tell(schedule, why);
      requireRoom(why, e);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // A defect of ours, or too much for this process: whoever waits for the audit hears of it.
      tell(schedule, Text.of("cli.broken", schedule.name(), String.valueOf(e.getMessage())));
      throw e;
    }
  }

  private static Text io(IOException problem) {
    return Text.of("cli.io", String.valueOf(problem.getMessage()));
  }

  /** Where no report can be written for want of room, the store is at its end, too. */
  private void requireRoom(Text why, IOException problem) {
    if (!store.hasRoom()) {
      lost.accept(new StoreException(StoreException.Kind.WRITE, why, problem));
    }
  }

  /** What an audit of some vCenters is compared with in the others of the file. */
  private List<Inventory> others(ServiceSettings now, ScheduledAudit wanted) throws IOException {
    Set<String> read = wanted.vcenterNames();
    Set<String> names =
        now.vcenters().stream()
            .map(one -> one.endpoint().name())
            .filter(name -> !read.contains(name))
            .collect(Collectors.toSet());
    return names.isEmpty() || !request(wanted, List.of()).comparesVCenters()
        ? List.of()
        : baselines.newest(names);
  }

  private Audit audit(ScheduledAudit wanted, Earlier earlier) {
    try (Looking.Look look = looking.open();
        Deadline deadline = new Deadline(wanted.audit().timeout(), look.connections()::cancel)) {
      List<Source> sources = new Sources(look.connections()).of(wanted.vcenters(), List.of());
      return new AuditRunner(app.clock(), wanted.audit().maxUnreadable())
          .leavingOutTwins()
          .run(request(wanted, sources).with(earlier), source -> CollectionProgress.NONE);
    }
  }

  /** What a schedule looks for. */
  static AuditRequest request(ScheduledAudit wanted, List<Source> sources) {
    return new AuditRequest(
        wanted.audit().profile(),
        wanted.audit().checks(),
        sources,
        List.of(),
        wanted.audit().scope(),
        wanted.audit().waivers(),
        Set.of());
  }

  /** Whatever is under way comes to its end soon, and nothing more begins. */
  void stop() {
    stopped.countDown();
    looking.stop();
  }

  private boolean isStopped() {
    return stopped.getCount() == 0;
  }

  /** Reports first: what the store tells of is there. */
  private void keep(ScheduledAudit wanted, Audit audit) throws IOException {
    String name = wanted.schedule().name();
    Path folder = wanted.reports().resolve(audit.id());
    ReportOutput output = new ReportOutput(app);
    for (Format format : wanted.formats()) {
      output.file(
          audit, format, format == Format.CSV ? folder : folder.resolve("report." + format.id()));
    }
    boolean complete = audit.incomplete().isEmpty();
    StoredAudit kept =
        new StoredAudit(
            audit.id(),
            name,
            audit.profile().id(),
            audit.startedAt(),
            audit.finishedAt(),
            complete,
            Seen.incomplete(audit),
            Seen.counts(audit),
            wanted.formats().isEmpty() ? "" : folder.toAbsolutePath().toString());
    Audits.Change change = store.together(() -> record(audit, kept));
    people.wake();
    writeBacks.after(audit, kept, change);
    say(kept, change, audit);
    try {
      if (complete) {
        baselines.keep(wanted, audit.estate().scenes().stream().map(Scene::inventory).toList());
      }
      Reports.forget(wanted, store.audits().forget(name, wanted.keep()));
    } catch (IOException e) {
      Text why = io(e);
      say(Text.of("serve.kept-partly", name, why));
      requireRoom(why, e);
    } catch (StoreException e) {
      say(Text.of("serve.kept-partly", name, e.problem()));
      lost.accept(e);
    }
  }

  /** What the audit found and what it learned: all of it or nothing. */
  private Audits.Change record(Audit audit, StoredAudit kept) {
    Audits.Change change =
        store
            .audits()
            .record(
                kept,
                audit.findings().stream().map(Seen::of).toList(),
                Seen.unknown(audit),
                Seen.checks(audit),
                Troubles.of(audit),
                people.of(audit, kept));
    store.readings().keep(ReadingsOf.audit(audit, kept));
    store.machines().keep(MachinesOfAudit.of(audit, kept.schedule()));
    remember(audit, kept.complete());
    return change;
  }

  private void remember(Audit audit, boolean complete) {
    for (Scene scene : audit.estate().scenes()) {
      Inventory inventory = scene.inventory();
      String vcenter = inventory.vcenter().instanceUuid();
      store.changeIds().add(vcenter, ShownChangeIds.in(scene));
      if (complete) {
        store
            .changeIds()
            .retain(
                vcenter,
                inventory.virtualMachines().stream()
                    .map(VirtualMachine::ref)
                    .collect(Collectors.toSet()));
      }
    }
  }

  private void say(StoredAudit kept, Audits.Change change, Audit audit) {
    StoredAudit.Counts counts = kept.counts();
    say(
        kept.readNothing()
            ? Text.of("serve.done-nothing-read", kept.schedule(), kept.report())
            : Text.of(
                "serve.done",
                kept.schedule(),
                counts.vms(),
                counts.critical(),
                counts.error(),
                counts.warning(),
                counts.undetermined(),
                change.news().size(),
                change.resolved().size(),
                kept.report()));
    // That one could not be read says nothing of what to do; why says it.
    audit.failed().forEach(one -> failed(kept.schedule(), Problems.of(one.name(), one.problem())));
    audit.incomplete().stream()
        .filter(why -> why.cause() != Incompleteness.Cause.UNREACHABLE)
        .forEach(why -> failed(kept.schedule(), why.text()));
  }

  private void failed(String schedule, Text why) {
    say(Text.of("serve.not-whole", schedule, why));
  }

  private void failed(Schedule schedule, Text why) {
    say(Text.of("serve.failed", schedule.name(), why));
  }

  /** Whoever ends the service knows that an audit did not come about. */
  private void tell(Schedule schedule, Text why) {
    failed(schedule, why);
    if (stopped.getCount() == 0) {
      return;
    }
    try {
      people.failed(schedule.name(), why);
    } catch (StoreException e) {
      failed(schedule, e.problem());
      lost.accept(e);
    }
  }

  /** Says it in the log. */
  void say(Text text) {
    log.say(text);
  }
}
