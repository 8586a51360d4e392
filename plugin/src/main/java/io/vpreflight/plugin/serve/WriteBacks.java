// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.serve;

import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.store.Audits;
import io.vpreflight.jobs.store.FindingHistory;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StoreException;
import io.vpreflight.jobs.store.StoredAudit;
import io.vpreflight.jobs.text.Problems;
import io.vpreflight.jobs.writeback.DryRun;
import io.vpreflight.jobs.writeback.WriteBackRules;
import io.vpreflight.jobs.writeback.WriteBackState;
import io.vpreflight.jobs.writeback.WriteBackStates;
import io.vpreflight.jobs.writeback.Writer;
import io.vpreflight.jobs.writeback.Written;
import io.vpreflight.plugin.audit.Deadline;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.config.WriteBackSettings;
import io.vpreflight.plugin.connect.WriteBackConnection;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.WriteBack.Note;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes into vCenters what audits found, after they were kept, each vCenter in a thread of its
 * own: no audit waits for it or fails by it. What cannot be written is tried again for an hour or
 * two, and then with the next audit. Safe for several threads.
 */
final class WriteBacks implements AutoCloseable {
  private static final List<Duration> PATIENCE =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofHours(1));

  private static final Duration LONGEST = Duration.ofMinutes(30);
  private static final Duration LAST_CALL = Duration.ofSeconds(15);

  private final Store store;
  private final ServiceConnections connections;
  private final Consumer<Text> log;
  private final List<Desk> desks = new ArrayList<>();
  private final Set<WriteBackConnection> open = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;

  /** One vCenter; what it holds is touched by its own thread alone. */
  private final class Desk {
    final WriteBackSettings settings;
    final ScheduledThreadPoolExecutor thread;
    private @Nullable Job job;
    private int latest;

    Desk(WriteBackSettings settings) {
      this.settings = settings;
      thread =
          new ScheduledThreadPoolExecutor(
              1,
              work -> {
                Thread made = new Thread(work, "write-back " + name());
                made.setDaemon(true);
                return made;
              });
      // What waits for another try when the service ends is wanted again by the next audit.
      thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    String name() {
      return settings.account().endpoint().name();
    }

    /** What an audit wants takes the place of what the one before wanted, but for its events. */
    void begin(WriteBackState state) {
      Deque<Note> events = new ArrayDeque<>(state.events());
      Job before = job;
      if (before != null) {
        before.events.descendingIterator().forEachRemaining(events::push);
      }
      Job mine = new Job(++latest, state, events);
      job = mine;
      write(mine, 0);
    }

    private void write(Job mine, int attempt) {
      if (mine.number() != latest || stopped) {
        return;
      }
      boolean again = WriteBacks.this.write(settings, mine);
      if (again && attempt < PATIENCE.size() && !stopped) {
        Duration wait = PATIENCE.get(attempt);
        log.accept(Text.of("serve.write-back-again", name(), wait));
        later(() -> write(mine, attempt + 1), wait);
      } else {
        job = null;
      }
    }

    private void later(Runnable work, Duration wait) {
      try {
        var unused = thread.schedule(work, wait.toMillis(), TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) {
        // The service ends.
      }
    }
  }

  /**
   * What an audit wants.
   *
   * @param events those that were not begun yet
   */
  private record Job(int number, WriteBackState state, Deque<Note> events) {}

  /** Writes nothing before an audit was kept. */
  WriteBacks(
      List<WriteBackSettings> settings,
      Store store,
      ServiceConnections connections,
      Consumer<Text> log) {
    this.store = store;
    this.connections = connections;
    this.log = log;
    settings.forEach(one -> desks.add(new Desk(one)));
  }

  /**
   * An audit was kept; does not wait for what is written.
   *
   * @throws StoreException when the store cannot be read
   */
  void after(Audit audit, StoredAudit kept, Audits.Change change) {
    List<FindingHistory> known = null;
    for (Desk desk : desks) {
      WriteBackRules rules = desk.settings.rules();
      if (rules.schedule().equals(kept.schedule())) {
        known = known == null ? store.audits().findings(kept.schedule(), true) : known;
        WriteBackState state = new WriteBackStates(rules, audit, change, known).of(desk.name());
        if (state != null) {
          submit(desk, state);
        }
      }
    }
  }

  private void submit(Desk desk, WriteBackState state) {
    try {
      desk.thread.execute(() -> desk.begin(state));
    } catch (RejectedExecutionException e) {
      // The service ends; the next audit wants the same.
    }
  }

  /** True when some of it may work later. */
  private boolean write(WriteBackSettings settings, Job job) {
    String name = settings.account().endpoint().name();
    boolean isDryRun = settings.rules().isDryRun();
    try (WriteBackConnection connection =
            connections.openForWriteBack(settings.account(), isDryRun);
        Deadline deadline = new Deadline(LONGEST, connection::cancel)) {
      open.add(connection);
      try {
        if (stopped) {
          connection.cancel();
        }
        return told(
            name,
            isDryRun,
            writer(name, isDryRun, connection, job)
                .write(settings.rules(), job.state(), job.events()));
      } finally {
        open.remove(connection);
      }
    } catch (ConfigException e) {
      e.problems().forEach(why -> log.accept(Text.of("serve.write-back-trouble", why)));
    } catch (VSphereException e) {
      log.accept(Text.of("serve.write-back-trouble", Problems.of(name, e)));
    } catch (RuntimeException e) {
      // A defect of ours costs what was to be written, and nothing else.
      log.accept(Text.of("serve.write-back-trouble", String.valueOf(e)));
    }
    return false;
  }

  private Writer writer(String name, boolean isDryRun, WriteBackConnection connection, Job job) {
    if (!isDryRun) {
      return new Writer(name, connection.machines(), connection.tags());
    }
    DryRun dry =
        new DryRun(
            connection.machines(),
            connection.tags(),
            job.state().names(),
            line -> log.accept(Text.of("serve.write-back-dry", name, line)));
    return new Writer(name, dry, dry);
  }

  private boolean told(String name, boolean isDryRun, Written written) {
    if (!isDryRun && !written.isNothing()) {
      log.accept(
          Text.of(
              "serve.write-back",
              name,
              written.tagged(),
              written.untagged(),
              written.set(),
              written.cleared(),
              written.posted()));
    }
    written.notes().forEach(what -> log.accept(Text.of("serve.write-back-trouble", what)));
    if (!stopped) {
      written.troubles().forEach(why -> log.accept(Text.of("serve.write-back-trouble", why)));
    }
    return written.isToRetry();
  }

  /** Begins nothing more, and ends what is under way; the next audit takes it up again. */
  @Override
  public void close() {
    stopped = true;
    desks.forEach(desk -> desk.thread.shutdown());
    open.forEach(WriteBackConnection::cancel);
    long end = System.nanoTime() + LAST_CALL.toNanos();
    for (Desk desk : desks) {
      try {
        if (!desk.thread.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          return;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
