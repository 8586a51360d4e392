// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.VSphereException.Cancelled;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Cuts a long list into batches and has a few of them worked on at once, the results in order. */
final class Batches implements AutoCloseable {
  private final ExecutorService workers;
  private final int size;

  /**
   * Starts no thread before there is work.
   *
   * @param atOnce batches in work, from 1
   * @param size members of a batch, from 1
   */
  Batches(int atOnce, int size) {
    this.size = size;
    AtomicInteger number = new AtomicInteger();
    this.workers =
        Executors.newFixedThreadPool(
            atOnce,
            work -> {
              Thread thread = new Thread(work, "collect-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Works on all of them. The first failure ends it: what has not begun by then never does.
   *
   * @param done told how many members are done, from any thread
   */
  <S, T> List<T> run(List<S> all, Function<List<S>, List<T>> work, IntConsumer done) {
    List<T> results = new ArrayList<>(all.size());
    VSphereException problem = run(all, work, done, results);
    if (problem != null) {
      throw problem;
    }
    return results;
  }

  /**
   * The same, but what was made before a failure is kept.
   *
   * @param results gets what was made, in order
   * @return what ended it early, or null
   */
  <S, T> @Nullable VSphereException run(
      List<S> all, Function<List<S>, List<T>> work, IntConsumer done, List<T> results) {
    AtomicInteger count = new AtomicInteger();
    AtomicBoolean failed = new AtomicBoolean();
    List<Future<List<T>>> batches = new ArrayList<>();
    for (int from = 0; from < all.size(); from += size) {
      List<S> batch = all.subList(from, Math.min(all.size(), from + size));
      batches.add(
          workers.submit(
              () -> {
                // The worker that failed is back here before whoever waits for it is awake.
                if (failed.get()) {
                  return List.<T>of();
                }
                try {
                  List<T> made = work.apply(batch);
                  done.accept(count.addAndGet(batch.size()));
                  return made;
                } catch (RuntimeException | Error e) {
                  failed.set(true);
                  throw e;
                }
              }));
    }
    VSphereException problem = null;
    for (Future<List<T>> batch : batches) {
      try {
        results.addAll(batch.get());
      } catch (CancellationException e) {
        // It had not begun when another one failed.
      } catch (ExecutionException e) {
        batches.forEach(each -> each.cancel(false));
        problem = problem == null ? cause(e) : problem;
      } catch (InterruptedException e) {
        batches.forEach(each -> each.cancel(false));
        Thread.currentThread().interrupt();
        return new Cancelled(e);
      }
    }
    return problem;
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }

  private static VSphereException cause(ExecutionException e) {
    if (e.getCause() instanceof VSphereException known) {
      return known;
    }
    if (e.getCause() instanceof RuntimeException runtime) {
      throw runtime;
    }
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    throw new IllegalStateException(e);
  }
}
