// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.CollectionProgress;
import io.vpreflight.vsphere.ConnectionOptions;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.UnparsedObject;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads a long list of references in batches, a few of them in flight, and counts what came. */
final class BatchRunner implements AutoCloseable {
  private final PropertyReader reader;
  private final CollectionProgress progress;
  private final Batches batches;

  BatchRunner(
      SoapSession session,
      ConnectionOptions options,
      SchemaNotes notes,
      CollectionProgress progress) {
    this.reader = new PropertyReader(session, notes);
    this.progress = progress;
    this.batches = new Batches(options.callsInFlight(), options.batchSize());
  }

  /** Objects that were gone when they were asked for. */
  int gone() {
    return reader.gone();
  }

  /** Objects whose answer could not be understood, or was a fault of theirs alone. */
  List<UnparsedObject> unparsed() {
    return reader.unparsed();
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
    return batches.run(
        refs,
        batch -> reader.read(batch, paths, make).stream().map(finish).toList(),
        done -> progress.at(stage, done, refs.size()));
  }

  /**
   * Reads all of them, or as far as it goes.
   *
   * @param stop asked before and told afterwards what ended it
   */
  <B extends ObjectBuilder, T> List<T> readUntil(
      Interruption stop,
      CollectionProgress.Stage stage,
      List<MoRef> refs,
      List<String> paths,
      Function<MoRef, B> make,
      Function<B, T> finish) {
    List<T> results = new ArrayList<>(refs.size());
    if (!stop.isThere()) {
      stop.note(
          batches.run(
              refs,
              batch -> reader.read(batch, paths, make).stream().map(finish).toList(),
              done -> progress.at(stage, done, refs.size()),
              results));
    }
    return results;
  }

  @Override
  public void close() {
    batches.close();
  }
}
