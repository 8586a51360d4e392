// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.live;

import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.audit.AuditRequest;
import io.vpreflight.jobs.audit.AuditRunner;
import io.vpreflight.jobs.audit.Earlier;
import io.vpreflight.jobs.check.Check;
import io.vpreflight.jobs.check.EstateCheck;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.ShownChangeId;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.check.tracking.ShownChangeIds;
import io.vpreflight.jobs.notify.Seen;
import io.vpreflight.jobs.store.Audits;
import io.vpreflight.jobs.store.SeenFinding;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StoreException;
import io.vpreflight.jobs.store.StoredAudit;
import io.vpreflight.vsphere.inventory.Inventory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Judges what is followed, as the audits of the schedules do, and keeps and tells what changed by
 * it. It only ever amends the last audit of a schedule: before one of this process there is nothing
 * to amend, and while one is under way it waits. In a thread of its own.
 */
public final class LiveJudge implements AutoCloseable {
  private static final long LAST_JUDGEMENT_MILLIS = 60_000;

  private final LiveEstate estate;
  private final Store store;
  private final Clock clock;
  private final Pace pace;
  private final Surroundings around;
  private final Map<String, Desk> desks = new LinkedHashMap<>();
  private final Thread thread = new Thread(this::run, "live-judge");

  /** By vCenter what it has put into the store itself. */
  private final Map<String, Set<ShownChangeId.Identity>> remembered = new HashMap<>();

  /** What it needs of the service. Called by the thread of the judge. */
  public interface Surroundings {
    /** Who writes the letters. */
    Audits.Teller teller(Audit audit, StoredAudit amended);

    /** There may be letters to send. */
    void wake();

    /** A line for the log. */
    void say(Text line);

    /** The store did not take something: it tells whether it will take anything any more. */
    void lost(StoreException problem);

    /** True while nothing is to be done for that schedule. */
    boolean isPaused(String schedule);
  }

  /** What is known of one schedule; held by whoever has its lock. */
  private static final class Desk {
    private final LiveSchedule schedule;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Earlier earlier;
    private Instant auditedAt = Instant.MIN;
    private @Nullable Said said;

    Desk(LiveSchedule schedule) {
      this.schedule = schedule;
    }
  }

  /** What a judgement came to; the same again changes nothing. */
  private record Said(
      Set<SeenFinding> seen,
      Set<SeenFinding.Identity> unknown,
      boolean isWhole,
      Audits.Looked looked) {}

  /** Begins with {@link #start}. */
  public LiveJudge(
      LiveEstate estate,
      List<LiveSchedule> schedules,
      Store store,
      Clock clock,
      Pace pace,
      Surroundings around) {
    this.estate = estate;
    this.store = store;
    this.clock = clock;
    this.pace = pace;
    this.around = around;
    schedules.forEach(schedule -> desks.put(schedule.name(), new Desk(schedule)));
    thread.setDaemon(true);
  }

  /** Begins to judge. */
  public void start() {
    thread.start();
  }

  /** An audit that is under way: nothing is judged for its schedule until this is closed. */
  public interface Hold extends AutoCloseable {
    /**
     * The audit was kept.
     *
     * @param earlier what it was compared with, and what is compared with until the next one
     */
    void kept(Earlier earlier);

    @Override
    void close();
  }

  /** Waits until a judgement that is under way has ended. To be closed by the same thread. */
  public Hold hold(String schedule) {
    Desk desk = desks.get(schedule);
    if (desk == null) {
      return new NoHold();
    }
    desk.lock.lock();
    return new Hold() {
      @Override
      public void kept(Earlier earlier) {
        desk.earlier = earlier;
        // What was looked at while it was under way may be older than what it saw.
        desk.auditedAt = clock.instant();
      }

      @Override
      public void close() {
        // What the audit kept may be older than what was seen since, and newer than what nobody
        // announced: it is held against what is looked at from now on.
        desk.said = null;
        Instant newerThan = desk.auditedAt;
        desk.lock.unlock();
        estate.want(newerThan);
      }
    };
  }

  private static final class NoHold implements Hold {
    @Override
    public void kept(Earlier earlier) {}

    @Override
    public void close() {}
  }

  private void run() {
    long judged = 0;
    try {
      LiveEstate.View view = estate.newerThan(judged);
      while (view != null) {
        judged = view.version();
        long start = System.nanoTime();
        for (Desk desk : desks.values()) {
          judge(desk, view);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        view = estate.after(Pace.after(pace.judging(), took));
        view = view == null ? null : estate.newerThan(judged);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void judge(Desk desk, LiveEstate.View view) {
    String name = desk.schedule.name();
    // Whoever has it lets us know when it is free.
    if (!desk.lock.tryLock()) {
      return;
    }
    try {
      Earlier earlier = desk.earlier;
      if (earlier != null && !around.isPaused(name)) {
        judge(desk, view, earlier);
      }
    } catch (StoreException e) {
      around.say(Text.of("live.failed", name, e.problem()));
      around.lost(e);
    } catch (RuntimeException e) {
      around.say(Text.of("live.failed", name, String.valueOf(e)));
    } finally {
      desk.lock.unlock();
    }
  }

  private void judge(Desk desk, LiveEstate.View all, Earlier earlier) {
    LiveSchedule schedule = desk.schedule;
    LiveEstate.View view = all.of(schedule.vcenters());
    AuditRequest request = schedule.request().with(with(earlier, desk, all));
    Audit audit =
        new AuditRunner(clock, schedule.maxUnreadable())
            .leavingOutTwins()
            .judge(request, view.inventories(), List.of(), clock.instant());
    remember(audit);
    // What is older than the audit is known less well here than by it.
    Set<String> vcenters = view.since(desk.auditedAt);
    Said said =
        new Said(
            audit.findings().stream()
                .map(Seen::of)
                .filter(one -> vcenters.contains(one.vcenter()))
                .collect(Collectors.toUnmodifiableSet()),
            Seen.unknown(audit),
            audit.incomplete().isEmpty(),
            new Audits.Looked(
                checks(request, audit, vcenters.size() == view.vcenters()), vcenters));
    if (vcenters.isEmpty() || said.equals(desk.said)) {
      return;
    }
    List<Audits.Entry> last = store.audits().list(schedule.name(), 1);
    if (last.isEmpty()) {
      return;
    }
    StoredAudit amended = amended(last.get(0).audit(), audit);
    Audits.Change change =
        store
            .audits()
            .amend(
                amended,
                List.copyOf(said.seen()),
                said.unknown(),
                said.looked(),
                around.teller(audit, amended));
    desk.said = said;
    around.wake();
    if (!change.news().isEmpty() || !change.resolved().isEmpty()) {
      StoredAudit.Counts counts = amended.counts();
      around.say(
          Text.of(
              "live.changed",
              schedule.name(),
              change.news().size(),
              change.resolved().size(),
              counts.critical(),
              counts.error(),
              counts.warning()));
    }
  }

  /** A backup takes its snapshot away again before the next audit. */
  private void remember(Audit audit) {
    for (Scene scene : audit.estate().scenes()) {
      String vcenter = scene.inventory().vcenter().instanceUuid();
      Set<ShownChangeId.Identity> known =
          remembered.computeIfAbsent(vcenter, uuid -> new HashSet<>());
      List<ShownChangeId> news =
          ShownChangeIds.in(scene).stream().filter(one -> !known.contains(one.identity())).toList();
      store.changeIds().add(vcenter, news);
      news.forEach(one -> known.add(one.identity()));
    }
  }

  /** Those that other schedules follow are known better than when the audit was told of them. */
  private static Earlier with(Earlier earlier, Desk desk, LiveEstate.View all) {
    Set<String> read = desk.schedule.vcenters();
    List<Inventory> others = new ArrayList<>();
    all.inventories().stream()
        .filter(one -> !read.contains(one.vcenter().name()))
        .forEach(others::add);
    others.addAll(earlier.others());
    return new Earlier(earlier.baselines(), others, earlier.changeIds());
  }

  /** What compares vCenters resolves nothing before all of them were looked at. */
  private static Set<String> checks(AuditRequest request, Audit audit, boolean ofAll) {
    Set<String> checks = new HashSet<>(Seen.checks(audit));
    if (!ofAll) {
      request.checks().stream()
          .filter(EstateCheck.class::isInstance)
          .map(Check::info)
          .forEach(info -> checks.remove(info.id()));
    }
    return checks;
  }

  /** The last audit, as it would be now. */
  private static StoredAudit amended(StoredAudit last, Audit now) {
    return new StoredAudit(
        last.id(),
        last.schedule(),
        last.profile(),
        now.startedAt(),
        now.finishedAt(),
        now.incomplete().isEmpty(),
        Seen.incomplete(now),
        Seen.counts(now),
        last.report());
  }

  /** Ends it when a judgement that is under way has ended. Never interrupted: the store is open. */
  @Override
  public void close() {
    estate.close();
    try {
      thread.join(LAST_JUDGEMENT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
