// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.CollectionProgress;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.VSphereException.BadFile;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.UnparsedObject;
import io.vpreflight.vsphere.soap.ReplyLimits;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.XmlCursor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads files of a dump, two batches at once, and remembers what was in them and what could not be
 * understood. Safe for several threads.
 */
final class DumpReader implements AutoCloseable {
  private static final int AT_ONCE = 2;
  private static final int BATCH = 100;

  private final DumpSource source;
  private final SchemaNotes notes;
  private final CollectionProgress progress;
  private final Batches batches = new Batches(AT_ONCE, BATCH);
  private final Map<String, Set<String>> properties = new ConcurrentHashMap<>();
  private final Map<MoRef, UnparsedObject> unparsed = new ConcurrentSkipListMap<>();

  DumpReader(DumpSource source, SchemaNotes notes, CollectionProgress progress) {
    this.source = source;
    this.notes = notes;
    this.progress = progress;
  }

  /** Names of the properties that at least one object of the type has. */
  Set<String> properties(String type) {
    return properties.getOrDefault(type, Set.of());
  }

  /** Files that could not be understood, by their object. */
  List<UnparsedObject> unparsed() {
    return List.copyOf(unparsed.values());
  }

  /**
   * Reads objects, in their order.
   *
   * @param whole told of each object, and which properties it has
   */
  <B extends ObjectBuilder, T> List<T> objects(
      CollectionProgress.Stage stage,
      List<DumpFiles.ObjectFile> files,
      Function<MoRef, B> make,
      BiConsumer<B, Set<String>> whole,
      Function<B, T> finish) {
    return batches.run(
        distinct(files),
        batch -> {
          List<T> made = new ArrayList<>(batch.size());
          Words words = new Words();
          for (DumpFiles.ObjectFile file : batch) {
            B builder = object(file, make, whole, words);
            if (builder != null) {
              made.add(finish.apply(builder));
            }
          }
          return made;
        },
        done -> progress.at(stage, done, files.size()));
  }

  /** Reads one object. */
  <B extends ObjectBuilder> @Nullable B object(DumpFiles.ObjectFile file, Function<MoRef, B> make) {
    return object(file, make, (builder, given) -> {}, new Words());
  }

  /** Reads the reply of a method; false when it could not be understood. */
  boolean reply(DumpFiles.ReplyFile file, Consumer<XmlCursor> reader) {
    return understood(file.ref(), file.entry(), new Words(), reader);
  }

  private <B extends ObjectBuilder> @Nullable B object(
      DumpFiles.ObjectFile file,
      Function<MoRef, B> make,
      BiConsumer<B, Set<String>> whole,
      Words words) {
    B builder = make.apply(file.ref());
    Set<String> given = new HashSet<>();
    boolean understood =
        understood(
            file.ref(),
            file.entry(),
            words,
            cursor -> {
              ObjectContents contents =
                  new ObjectContents(
                      ref -> ref.equals(file.ref()) ? builder : null, notes, given::add);
              MoRef inside = contents.read(cursor);
              if (!file.ref().equals(inside)) {
                throw new VSphereException.BadReply("holds " + inside, false, null);
              }
            });
    if (!understood) {
      return null;
    }
    properties
        .computeIfAbsent(file.ref().type(), type -> ConcurrentHashMap.newKeySet())
        .addAll(given);
    whole.accept(builder, given);
    return builder;
  }

  private boolean understood(
      MoRef ref, DumpSource.Entry entry, Words words, Consumer<XmlCursor> reader) {
    try {
      XmlCursor cursor =
          new XmlCursor(
              new ByteArrayInputStream(source.read(entry)), ReplyLimits.DEFAULT, words.last);
      words.last = cursor;
      reader.accept(cursor);
      return true;
    } catch (BadFile e) {
      throw e;
    } catch (IOException | VSphereException e) {
      String reason = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
      unparsed.put(ref, new UnparsedObject(ref, entry.name() + ": " + reason));
      return false;
    }
  }

  private List<DumpFiles.ObjectFile> distinct(List<DumpFiles.ObjectFile> files) {
    Map<MoRef, DumpFiles.ObjectFile> byRef = new TreeMap<>();
    List<DumpFiles.ObjectFile> first = new ArrayList<>(files.size());
    for (DumpFiles.ObjectFile file : files) {
      if (byRef.putIfAbsent(file.ref(), file) == null) {
        first.add(file);
      }
    }
    return first;
  }

  @Override
  public void close() {
    batches.close();
  }

  /** The words of the documents read so far by one thread. */
  private static final class Words {
    @Nullable XmlCursor last;
  }
}
