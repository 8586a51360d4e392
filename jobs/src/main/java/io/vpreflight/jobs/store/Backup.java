// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import io.vpreflight.jobs.check.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Copies of a state folder that are state folders themselves: to go back to one is to put it where
 * the other was. Made beside whoever has the store, without a pause. Not for several at once into
 * the same folder.
 */
public final class Backup {
  private static final Pattern NAME = Pattern.compile("vpreflight-\\d{8}T\\d{6}Z");

  /**
   * How commands reach the service that runs, with a token of it: a command on a copy would act on
   * that service.
   */
  static final String RUNNING = "service.json";

  /** How a file of ours is called until all of it is written, whatever it becomes. */
  private static final String UNFINISHED = ".vpreflight-";

  /** What belongs to a running process, is there in another form, or can be had again. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "store.lock",
          "store.owner",
          "store.owner.new",
          RUNNING,
          "store.head",
          "store.head.new",
          "store.mv.db",
          "store.trace.db",
          LoginFile.NAME,
          LoginFile.LOCK,
          "copies",
          "reports");

  private Backup() {}

  /**
   * Copies a state folder, but for the reports. The journal of the copy has been verified and all
   * of it is on the disk when this returns; on any failure nothing is left but a folder whose name
   * ends in {@code .new}.
   *
   * @param into made when it is not there; may lie in the state folder
   * @return the copy, in a folder of its own named after the time
   * @throws StoreException when there is no store, its journal cannot be trusted, or the copy
   *     cannot be written
   */
  public static Path make(Path state, Path into, Instant now) {
    Path place = into.toAbsolutePath().normalize();
    Path made = place.resolve("vpreflight-" + Copies.NAME.format(now));
    Path unfinished = made.resolveSibling(made.getFileName() + ".new");
    try (LookedAt copy = LookedAt.of(state.toAbsolutePath().normalize())) {
      verify(copy);
      Folders.make(place);
      Folders.delete(unfinished);
      write(copy, state, place, unfinished);
      Files.move(unfinished, made);
      Folders.sync(place);
      return made;
    } catch (IOException e) {
      throw new StoreException(
          StoreException.Kind.WRITE,
          Text.of("store.write", made.toString(), Database.reason(e)),
          e);
    }
  }

  /**
   * Deletes the older copies in a folder.
   *
   * @param keep that many of the newest stay
   * @throws StoreException when the folder cannot be read
   */
  public static void forget(Path into, int keep) {
    try (Stream<Path> folders = Files.list(into)) {
      folders
          .filter(folder -> NAME.matcher(String.valueOf(folder.getFileName())).matches())
          .sorted(Comparator.reverseOrder())
          .skip(keep)
          .forEach(Folders::delete);
    } catch (IOException e) {
      throw new StoreException(
          StoreException.Kind.FOLDER,
          Text.of("store.read", into.toString(), Database.reason(e)),
          e);
    }
  }

  /**
   * Writes a store and what lies beside it, on the disk when this returns.
   *
   * @param store which was verified
   * @param beside the folder that it was copied of
   * @param without what is not copied of that
   */
  static void write(LookedAt store, Path beside, Path without, Path to) throws IOException {
    Folders.make(to);
    copy(Database.file(store.folder()), Database.file(to));
    if (Files.exists(HeadFile.in(store.folder()))) {
      copy(HeadFile.in(store.folder()), HeadFile.in(to));
    }
    for (Path other : others(beside, without)) {
      copyAll(other, to.resolve(other.getFileName()));
    }
    Folders.sync(to);
  }

  /** Makes the head that of the copied journal, which may have grown while it was copied. */
  static void verify(LookedAt copy) {
    try (Database database = Database.look(copy.folder())) {
      new Schema(database, Schema.STEPS).toUpgrade();
      new JournalTable(database, HeadFile.copied(copy.folder(), copy.atMost())).begin();
    }
  }

  private static List<Path> others(Path state, Path into) throws IOException {
    try (Stream<Path> files = Files.list(state)) {
      return files
          .filter(file -> !LEFT_OUT.contains(String.valueOf(file.getFileName())))
          .filter(file -> !String.valueOf(file.getFileName()).startsWith(UNFINISHED))
          .filter(file -> !Restore.isLeftBy(file))
          .filter(file -> !into.startsWith(file.toAbsolutePath().normalize()))
          .toList();
    }
  }

  private static void copyAll(Path from, Path to) throws IOException {
    List<Path> all = new ArrayList<>();
    try (Stream<Path> files = Files.walk(from)) {
      files.forEach(all::add);
    }
    for (Path file : all) {
      Path target = to.resolve(from.relativize(file).toString());
      if (Files.isDirectory(file)) {
        Folders.make(target);
      } else if (Files.isRegularFile(file)) {
        copy(file, target);
      }
    }
    if (Files.isDirectory(to)) {
      Folders.sync(to);
    }
  }

  /** What is gone since it was listed is left out. */
  private static void copy(Path file, Path copied) throws IOException {
    try {
      Folders.copy(file, copied);
    } catch (NoSuchFileException e) {
      // What is written anew has another name meanwhile.
    }
  }
}
