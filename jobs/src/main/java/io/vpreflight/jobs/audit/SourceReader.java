// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import io.vpreflight.vsphere.CollectionProgress;
import io.vpreflight.vsphere.CollectionRequest;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.inventory.Inventory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * Reads sources side by side: gets through to all of them at once, which is but waiting, and reads
 * a few of them at a time, which takes memory. One that does not answer has nobody else's place.
 */
final class SourceReader {
  /** So many are read at once. */
  private static final int PLACES = 4;

  private final CollectionRequest request;
  private final Function<String, CollectionProgress> progress;

  /** Who waits longest is next, so that the order is about that of the sources. */
  private final Semaphore places = new Semaphore(PLACES, true);

  /**
   * Reads nothing yet.
   *
   * @param progress for each source, by name
   */
  SourceReader(CollectionRequest request, Function<String, CollectionProgress> progress) {
    this.request = request;
    this.progress = progress;
  }

  /**
   * Reads them all.
   *
   * @param failed those that cannot be read are added to it, in the order of the sources
   * @return the inventories of the others, in that order
   * @throws VSphereException.Cancelled when this thread is interrupted
   */
  List<Inventory> read(List<Source> sources, List<FailedSource> failed) {
    ExecutorService workers =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "audit");
              thread.setDaemon(true);
              return thread;
            });
    List<Inventory> inventories = new ArrayList<>();
    try {
      List<Future<Inventory>> running = new ArrayList<>();
      for (Source source : sources) {
        running.add(workers.submit(() -> read(source)));
      }
      for (int i = 0; i < sources.size(); i++) {
        try {
          inventories.add(running.get(i).get());
        } catch (ExecutionException e) {
          failed.add(new FailedSource(sources.get(i).name(), problem(e)));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VSphereException.Cancelled(e);
    } finally {
      workers.shutdownNow();
    }
    return inventories;
  }

  private Inventory read(Source source) throws InterruptedException {
    source.collector().reach();
    places.acquire();
    try {
      return source.collector().collect(request, progress.apply(source.name()));
    } finally {
      places.release();
    }
  }

  private static VSphereException problem(ExecutionException e) {
    if (e.getCause() instanceof VSphereException known) {
      return known;
    }
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    if (e.getCause() instanceof RuntimeException unexpected) {
      return new VSphereException.Broken(unexpected);
    }
    throw new IllegalStateException(e);
  }
}
