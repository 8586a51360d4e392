// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.CollectionProgress;
import io.vpreflight.vsphere.ConnectionOptions;
import io.vpreflight.vsphere.VSphereException.Cancelled;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Cuts a long list of references into batches and keeps a few of them in flight. */
final class BatchRunner implements AutoCloseable {
  private final PropertyReader reader;
  private final ConnectionOptions options;
  private final CollectionProgress progress;
  private final ExecutorService workers;

  BatchRunner(
      SoapSession session,
      ConnectionOptions options,
      SchemaNotes notes,
      CollectionProgress progress) {
    this.reader = new PropertyReader(session, notes);
    this.options = options;
    this.progress = progress;
    AtomicInteger number = new AtomicInteger();
    this.workers =
        Executors.newFixedThreadPool(
            options.callsInFlight(),
            work -> {
              Thread thread = new Thread(work, "collect-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  PropertyReader reader() {
    return reader;
  }

  /**
   * Reads all of them, in order; the builder of an object is let go as soon as its batch is whole.
   *
   * @param refs of one type
   */
  <B extends ObjectBuilder, T> List<T> read(
      CollectionProgress.Stage stage,
      List<MoRef> refs,
      List<String> paths,
      Function<MoRef, B> make,
      Function<B, T> finish) {
    AtomicInteger done = new AtomicInteger();
    List<Future<List<T>>> batches = new ArrayList<>();
    for (int from = 0; from < refs.size(); from += options.batchSize()) {
      List<MoRef> batch = refs.subList(from, Math.min(refs.size(), from + options.batchSize()));
      batches.add(
          workers.submit(
              () -> {
                List<T> made = reader.read(batch, paths, make).stream().map(finish).toList();
                progress.at(stage, done.addAndGet(batch.size()), refs.size());
                return made;
              }));
    }
    List<T> all = new ArrayList<>(refs.size());
    try {
      for (Future<List<T>> batch : batches) {
        all.addAll(batch.get());
      }
    } catch (ExecutionException e) {
      batches.forEach(batch -> batch.cancel(false));
      throw cause(e);
    } catch (InterruptedException e) {
      batches.forEach(batch -> batch.cancel(false));
      Thread.currentThread().interrupt();
      throw new Cancelled(e);
    }
    return all;
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }

  private static RuntimeException cause(ExecutionException e) {
    if (e.getCause() instanceof RuntimeException runtime) {
      return runtime;
    }
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return new IllegalStateException(e);
  }
}
