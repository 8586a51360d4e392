// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.serve;

import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StoreException;
import io.vpreflight.jobs.store.StorePlace;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.config.ConfigException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The service as a whole: audits by a timetable until it is told to end. It only reads vCenters,
 * unless its file has it carry out plans that were approved.
 */
public final class Service {
  /** A disk that is full is found in the evening, not when it is time at two in the morning. */
  private static final Duration LOOK = Duration.ofSeconds(30);

  private final App app;
  private final ServiceFile config;

  /** Why it ended. */
  public enum End {
    /** It was told to. */
    TOLD,
    /** Its store is not to be written any more. */
    STORE_LOST,
    /** There was no memory or no stack left for one of its threads. */
    THREAD_DIED
  }

  /** What lives as long as the service. */
  public interface Company extends AutoCloseable {
    /**
     * The service has begun.
     *
     * @param url where it answers
     */
    void greet(Store store, String url);

    /** The service has ended. */
    @Override
    void close();
  }

  /**
   * Begins nothing yet.
   *
   * @param file that is named
   * @param folder of the state
   * @param listen where it answers, which is stronger than the file; or null
   */
  public Service(App app, Path file, Path folder, @Nullable String listen) {
    this.app = app;
    config = new ServiceFile(app, file, folder, listen);
  }

  /**
   * Serves until it is told to end, or cannot go on; which is said.
   *
   * @param now schedules that are done at once besides
   * @param company what lives as long as the service, and is closed with it once it has begun; null
   *     for nobody
   * @throws ConfigException with everything that is wrong with the file; nothing was begun
   */
  public End serve(List<String> now, @Nullable Company company) {
    Path folder = config.folder();
    ServiceFile.Read read = config.read(now);
    BlockingQueue<Throwable> lost = new LinkedBlockingQueue<>();
    Store store = Store.open(new StorePlace(folder, read.settings().store()), "serve");
    AtomicReference<@Nullable ServiceReload> reload = new AtomicReference<>();
    try (Hangup hangup = Hangup.on(() -> asked(reload.get()));
        ThreadDeaths deaths = ThreadDeaths.on(lost::add);
        Running running = Running.begin(app, config, read, store, lost, company)) {
      new Hello(app).say(read.settings(), read.channels(), folder);
      List<String> urls = running.urls();
      urls.forEach(url -> app.console().say("serve.listens", url));
      if (company != null) {
        company.greet(store, urls.get(0));
      }
      running.runNow(now);
      reload.set(running.reload());
      ClockWatch clock = new ClockWatch();
      Throwable why = lost.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      while (why == null && isWell(store)) {
        Duration moved = clock.moved();
        if (!moved.isZero()) {
          running.clockMoved(moved);
        }
        why = lost.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      }
      if (why instanceof VirtualMachineError error) {
        app.console().say("serve.thread-died", error.toString());
        return End.THREAD_DIED;
      }
      app.console().say("serve.store-lost");
      return End.STORE_LOST;
    } catch (InterruptedException e) {
      return End.TOLD;
    }
  }

  private static boolean isWell(Store store) {
    try {
      store.requireWritable();
      return true;
    } catch (StoreException e) {
      return !e.isLost();
    }
  }

  /** While it begins, the file has just been read. */
  private static void asked(@Nullable ServiceReload reload) {
    if (reload != null) {
      reload.asked();
    }
  }
}
