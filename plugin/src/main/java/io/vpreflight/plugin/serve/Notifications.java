// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.serve;

import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.notify.Channel;
import io.vpreflight.jobs.notify.Postman;
import io.vpreflight.jobs.notify.Telling;
import io.vpreflight.jobs.notify.Troubles;
import io.vpreflight.jobs.store.Audits;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StoreException;
import io.vpreflight.jobs.store.StoredAudit;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.config.ServiceSettings;
import io.vpreflight.plugin.config.ServiceSettings.ScheduledAudit;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who is told of what the service finds. Safe for several threads. */
final class Notifications implements AutoCloseable {
  private final Store store;
  private final Clock clock;
  private final Supplier<ServiceSettings> settings;
  private List<Channel> channels;
  private volatile Telling telling;
  private @Nullable Consumer<Text> log;
  private @Nullable Consumer<StoreException> lost;
  private @Nullable Postman postman;

  /**
   * Sends nothing yet.
   *
   * @param settings asked which schedules there are, each time that there is something to tell
   */
  Notifications(
      List<Channel> channels, Store store, Clock clock, Supplier<ServiceSettings> settings) {
    this.channels = List.copyOf(channels);
    this.store = store;
    this.clock = clock;
    this.settings = settings;
    telling = telling(channels);
  }

  private Telling telling(List<Channel> channels) {
    return new Telling(
        channels.stream().map(Channel::rules).toList(),
        clock,
        texts -> texts.with(App.WORDS, Notifications.class.getClassLoader()),
        this::looks);
  }

  /** What each schedule looks for. A paused one is among them: what it knows is not mended. */
  private Map<String, Set<String>> looks() {
    Map<String, Set<String>> looks = new HashMap<>();
    settings.get().schedules().forEach(one -> looks.put(one.name(), Set.of()));
    for (ScheduledAudit one : settings.get().audits()) {
      looks.put(
          one.schedule().name(),
          one.audit().checks().stream()
              .map(check -> check.info().id())
              .collect(Collectors.toUnmodifiableSet()));
    }
    return looks;
  }

  /** Sends from now on, beginning with what waits. */
  synchronized void start(Consumer<Text> log, Consumer<StoreException> lost) {
    this.log = log;
    this.lost = lost;
    postman = Postman.start(store.outbox(), channels, clock, log, lost);
  }

  /** Tells these and no others from now on; what is being sent is sent. */
  synchronized void replace(List<Channel> others) {
    Consumer<Text> said = log;
    Consumer<StoreException> told = lost;
    if (said == null || told == null || postman == null) {
      return; // It has not begun, or is at its end.
    }
    postman.close();
    channels = List.copyOf(others);
    telling = telling(channels);
    postman = Postman.start(store.outbox(), channels, clock, said, told);
  }

  /** Writes the letters about an audit, within the step that keeps it. */
  Audits.Teller of(Audit audit, StoredAudit kept) {
    return telling.of(audit, kept);
  }

  /** There is something to send. */
  synchronized void wake() {
    if (postman != null) {
      postman.wake();
    }
  }

  /**
   * An audit did not come about.
   *
   * @throws StoreException when the store cannot be written
   */
  void failed(String schedule, Text why) {
    store
        .audits()
        .failed(schedule, Troubles.ofFailure(), clock.instant(), telling.ofFailure(schedule, why));
    wake();
  }

  /** Writes the letters about something other than an audit, within the step that keeps it. */
  Audits.Teller ofJob(String schedule, Map<Audits.Trouble, Text> words) {
    return telling.ofJob(schedule, words);
  }

  /** Sends no more; what waits stays in the store. */
  @Override
  public void close() {
    Postman running;
    synchronized (this) {
      running = postman;
      postman = null;
    }
    if (running != null) {
      running.close();
    }
  }
}
