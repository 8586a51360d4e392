// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.live;

import io.vpreflight.jobs.audit.AuditRefused;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.text.Problems;
import io.vpreflight.vsphere.CollectionProgress;
import io.vpreflight.vsphere.InventoryUpdates;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.inventory.Inventory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows one vCenter, in a thread of its own: whatever is lost, it begins anew with a whole
 * reading, after a pause that grows. Knows nothing of other vCenters, and holds up none.
 */
public final class LiveWatch implements AutoCloseable {
  /** A vCenter that does not answer must not keep the others from being read. */
  private static final int PATIENCE_SECONDS = 300;

  /** So long it waits before it looks whether something else is to be done. */
  private static final Duration WAIT = Duration.ofSeconds(10);

  private static final long FAREWELL_MILLIS = 15_000;

  private final String vcenter;
  private final Line.Opener opener;
  private final LiveEstate estate;
  private final Semaphore reading;
  private final Pace pace;
  private final Clock clock;
  private final Consumer<Text> log;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable Line line;

  private LiveWatch(
      String vcenter,
      Line.Opener opener,
      LiveEstate estate,
      Semaphore reading,
      Pace pace,
      Clock clock,
      Consumer<Text> log) {
    this.vcenter = vcenter;
    this.opener = opener;
    this.estate = estate;
    this.reading = reading;
    this.pace = pace;
    this.clock = clock;
    this.log = log;
    thread = new Thread(this::run, "live-" + vcenter);
    thread.setDaemon(true);
  }

  /**
   * Begins to follow.
   *
   * @param estate told what the vCenter has
   * @param reading as many permits as vCenters may be read as a whole at once
   * @param log told when a vCenter is lost and when it is followed again
   */
  public static LiveWatch start(
      String vcenter,
      Line.Opener opener,
      LiveEstate estate,
      Semaphore reading,
      Pace pace,
      Clock clock,
      Consumer<Text> log) {
    LiveWatch watch = new LiveWatch(vcenter, opener, estate, reading, pace, clock, log);
    watch.thread.start();
    return watch;
  }

  private void run() {
    int failures = 0;
    boolean told = false;
    while (!isStopped(Duration.ZERO)) {
      Instant began = clock.instant();
      Text problem = attempt();
      if (isStopped(Duration.ZERO)) {
        return;
      }
      estate.lost(vcenter);
      if (problem == null) {
        failures = 0;
        continue;
      }
      // Who was followed for a while was lost by accident; who is lost at once is not there.
      boolean steady = Duration.between(began, clock.instant()).compareTo(pace.rereading()) > 0;
      failures = steady ? 0 : failures;
      Duration pause = pace.pause(failures++);
      told = told && !steady;
      if (!told) {
        log.accept(Text.of("live.lost", vcenter, problem));
        told = pause.equals(pace.longestPause());
      }
      isStopped(pause);
    }
  }

  /** Follows as long as it goes; null when it is only time to read everything anew. */
  private @Nullable Text attempt() {
    try (Line opened = opener.open()) {
      line = opened;
      if (isStopped(Duration.ZERO)) {
        opened.cancel();
      }
      InventoryUpdates updates = opened.updates();
      read(updates);
      log.accept(Text.of("live.follows", vcenter));
      follow(updates);
      updates.close();
      return null;
    } catch (VSphereException e) {
      return Problems.of(vcenter, e);
    } catch (AuditRefused e) {
      return e.reason();
    } catch (RuntimeException e) {
      return Problems.of(vcenter, new VSphereException.Broken(e));
    } finally {
      line = null;
    }
  }

  private void read(InventoryUpdates updates) {
    boolean mine = false;
    for (int i = 0; i < PATIENCE_SECONDS && !mine && !isStopped(Duration.ZERO); i++) {
      mine = acquired();
    }
    try {
      Instant begunAt = clock.instant();
      estate.read(vcenter, updates.begin(CollectionProgress.NONE), begunAt);
    } finally {
      if (mine) {
        reading.release();
      }
    }
  }

  private boolean acquired() {
    try {
      return reading.tryAcquire(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VSphereException.Cancelled(e);
    }
  }

  private void follow(InventoryUpdates updates) {
    Instant whole = clock.instant().plus(pace.whole());
    Instant reread = clock.instant().plus(pace.rereading());
    while (!isStopped(Duration.ZERO) && clock.instant().isBefore(whole)) {
      Instant now = clock.instant();
      if (now.isBefore(reread) && !estate.isOutdated(vcenter)) {
        Duration left = Duration.between(now, reread).plusSeconds(1);
        Inventory inventory = updates.next(left.compareTo(WAIT) < 0 ? left : WAIT);
        if (inventory == null) {
          estate.current(vcenter);
        } else {
          estate.updated(vcenter, inventory);
        }
      } else {
        estate.reread(vcenter, updates.reread(), now);
        Duration took = Duration.between(now, clock.instant());
        reread = clock.instant().plus(Pace.after(pace.rereading(), took));
      }
    }
  }

  /** Waits so long; true when it is to end. */
  private boolean isStopped(Duration wait) {
    try {
      return stopped.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  /** Ends it, logs out, and waits for that a while. */
  @Override
  public void close() {
    stop();
    try {
      thread.join(FAREWELL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends it soon; does not wait. */
  public void stop() {
    stopped.countDown();
    Line open = line;
    if (open != null) {
      open.cancel();
    }
  }
}
