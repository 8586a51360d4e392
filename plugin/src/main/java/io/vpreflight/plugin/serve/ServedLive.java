// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.serve;

import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.audit.AuditRefused;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.live.Line;
import io.vpreflight.jobs.live.LiveEstate;
import io.vpreflight.jobs.live.LiveJudge;
import io.vpreflight.jobs.live.LiveSchedule;
import io.vpreflight.jobs.live.LiveState;
import io.vpreflight.jobs.live.LiveWatch;
import io.vpreflight.jobs.live.Pace;
import io.vpreflight.jobs.schedule.Timetable;
import io.vpreflight.jobs.store.Audits;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StoreException;
import io.vpreflight.jobs.store.StoredAudit;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.config.ServiceSettings;
import io.vpreflight.plugin.config.ServiceSettings.ScheduledAudit;
import io.vpreflight.plugin.config.VCenterSettings;
import io.vpreflight.plugin.connect.Connections;
import io.vpreflight.plugin.connect.Sources;
import io.vpreflight.vsphere.CollectionRequest;
import io.vpreflight.vsphere.InventoryUpdates;
import io.vpreflight.vsphere.inventory.Property;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows the vCenters between the audits of those schedules that want it; does nothing when none
 * does.
 */
final class ServedLive implements AutoCloseable {
  /** As many vCenters as an audit reads at once. */
  private static final int READ_AT_ONCE = 4;

  private final App app;
  private final ServiceSettings settings;
  private final ServiceConnections connections;
  private final ServiceLog log;
  private final List<ScheduledAudit> followed;
  private final CollectionRequest reads;
  private final LiveEstate estate;
  private final LiveJudge judge;
  private final List<LiveWatch> watches = new ArrayList<>();
  private volatile @Nullable Timetable timetable;

  /**
   * Does nothing yet.
   *
   * @param connections by which vCenters are had
   * @param people who are told what changed
   * @param lost told of every trouble with the store; it knows after which nothing can be kept
   */
  ServedLive(
      App app,
      ServiceSettings settings,
      Store store,
      ServiceConnections connections,
      Notifications people,
      Consumer<StoreException> lost) {
    this.app = app;
    this.settings = settings;
    this.connections = connections;
    log = new ServiceLog(app);
    followed = settings.audits().stream().filter(ScheduledAudit::live).toList();
    reads = reads(followed);
    List<String> names = watched().stream().map(one -> one.endpoint().name()).toList();
    estate = new LiveEstate(app.clock(), names);
    List<LiveSchedule> schedules =
        followed.stream()
            .map(
                one ->
                    new LiveSchedule(
                        one.schedule().name(),
                        one.vcenterNames(),
                        ScheduledAudits.request(one, List.of()),
                        one.audit().maxUnreadable()))
            .toList();
    judge =
        new LiveJudge(
            estate, schedules, store, app.clock(), Pace.DEFAULT, new Around(people, lost));
  }

  private static CollectionRequest reads(List<ScheduledAudit> followed) {
    Set<Property> properties = new HashSet<>();
    Duration history = Duration.ZERO;
    for (ScheduledAudit one : followed) {
      CollectionRequest wanted = ScheduledAudits.request(one, List.of()).reads();
      properties.addAll(wanted.properties());
      history = wanted.history().compareTo(history) > 0 ? wanted.history() : history;
    }
    return new CollectionRequest(properties, history);
  }

  /** Those that any schedule reads that is followed. */
  private List<VCenterSettings> watched() {
    return settings.vcenters().stream()
        .filter(vcenter -> followed.stream().anyMatch(one -> one.vcenters().contains(vcenter)))
        .toList();
  }

  /** Begins: each of those schedules is done once, and followed from then on. */
  void start(Timetable running) {
    if (followed.isEmpty()) {
      return;
    }
    timetable = running;
    Semaphore reading = new Semaphore(READ_AT_ONCE);
    for (VCenterSettings vcenter : watched()) {
      watches.add(
          LiveWatch.start(
              vcenter.endpoint().name(),
              () -> open(vcenter),
              estate,
              reading,
              Pace.DEFAULT,
              app.clock(),
              log::say));
    }
    judge.start();
    followed.forEach(one -> running.runNow(one.schedule().name()));
  }

  /** True for a schedule that is done at the start anyway. */
  boolean follows(String schedule) {
    return followed.stream().anyMatch(one -> one.schedule().name().equals(schedule));
  }

  /** How fresh the inventories are; empty when nothing is followed. */
  List<LiveState> states() {
    return estate.states();
  }

  /** While an audit of that schedule is under way; waits for a judgement that is. */
  LiveJudge.Hold hold(String schedule) {
    return judge.hold(schedule);
  }

  private Line open(VCenterSettings vcenter) {
    Connections opened = connections.open();
    boolean done = false;
    try {
      OpenLine line = new OpenLine(opened, new Sources(opened).follow(vcenter, reads));
      done = true;
      return line;
    } catch (ConfigException e) {
      throw new AuditRefused(e.problems().get(0));
    } finally {
      if (!done) {
        opened.close();
      }
    }
  }

  /** A session that is logged out when it is closed. */
  private record OpenLine(Connections connections, InventoryUpdates updates) implements Line {
    @Override
    public void cancel() {
      connections.cancel();
    }

    @Override
    public void close() {
      connections.close();
    }
  }

  /** What the judge needs of the service. */
  private final class Around implements LiveJudge.Surroundings {
    private final Notifications people;
    private final Consumer<StoreException> lost;

    Around(Notifications people, Consumer<StoreException> lost) {
      this.people = people;
      this.lost = lost;
    }

    @Override
    public Audits.Teller teller(Audit audit, StoredAudit amended) {
      return people.of(audit, amended);
    }

    @Override
    public void wake() {
      people.wake();
    }

    @Override
    public void say(Text line) {
      log.say(line);
    }

    @Override
    public void lost(StoreException problem) {
      lost.accept(problem);
    }

    @Override
    public boolean isPaused(String schedule) {
      Timetable running = timetable;
      return running == null
          || running.standings().stream()
              .anyMatch(one -> one.paused() && one.schedule().name().equals(schedule));
    }
  }

  /** Ends it, and logs out everywhere. The store is still open then. */
  @Override
  public void close() {
    watches.forEach(LiveWatch::stop);
    judge.close();
    watches.forEach(LiveWatch::close);
  }
}
