// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import io.vpreflight.jobs.check.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Goes back to a copy that {@link Backup} made. What was there is put aside, never deleted.
 * Wherever it is cut off, the folder is the old store, the new one, or one that is refused until it
 * is done again: while there is a head and no database, nobody begins an empty store.
 */
public final class Restore {
  private static final String ASIDE = "replaced-";
  private static final String COMING = "restored.new";

  /** A file that is there until a store that was put back is opened. */
  private static final String FRESH = "restored.fresh";

  /** What stays where it is: files of processes, what no copy has, and copies of other versions. */
  private static final Set<String> STAY =
      Set.of(
          "store.lock",
          "store.owner",
          Backup.RUNNING,
          LoginFile.NAME,
          LoginFile.LOCK,
          "reports",
          "copies");

  private Restore() {}

  /**
   * Puts a copy in the place of what a state folder has.
   *
   * @param copy a folder that {@link Backup} made; stays as it is
   * @param state made when it is not there; reports in it stay
   * @param command what this process was asked to do, shown to whoever finds the store taken
   * @return where that is which was there before
   * @throws StoreException when the copy is none or its journal cannot be trusted, when somebody
   *     has the store, or when the folder cannot be written
   */
  public static Path of(Path copy, Path state, Instant now, String command) {
    Path from = copy.toAbsolutePath().normalize();
    Path place = state.toAbsolutePath().normalize();
    Path aside = place.resolve(ASIDE + Copies.NAME.format(now));
    Path coming = place.resolve(COMING);
    try (LookedAt verified = LookedAt.of(from)) {
      Backup.verify(verified);
      Store.requireInFile(place);
      Folders.make(place);
      Owner owner = Owner.take(place, command);
      try {
        Folders.delete(coming);
        Backup.write(verified, from, place, coming);
        Files.createFile(coming.resolve(FRESH));
        Folders.make(aside);
        putAside(place, aside, from);
        putInPlace(coming, place);
        return aside;
      } finally {
        owner.close();
      }
    } catch (IOException e) {
      throw new StoreException(
          StoreException.Kind.WRITE,
          Text.of("store.write", place.toString(), Database.reason(e)),
          e);
    }
  }

  /** True for what a restore has left in a state folder, which is in no copy. */
  static boolean isLeftBy(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith(ASIDE) || name.equals(COMING);
  }

  /**
   * What was under way when the copy was made is for a person, who looks at vCenter first: done by
   * whoever opens the store for the first time.
   */
  static void forget(Path state, ReminderTimes reminders) throws IOException {
    Path fresh = state.resolve(FRESH);
    if (Files.exists(fresh)) {
      reminders.forgetAll();
      Files.delete(fresh);
    }
  }

  /** All but the head, of which there is a copy. */
  private static void putAside(Path place, Path aside, Path from) throws IOException {
    Path head = HeadFile.in(place);
    if (Files.exists(head)) {
      Folders.copy(head, aside.resolve(head.getFileName()));
    }
    for (Path file : list(place)) {
      boolean stays =
          STAY.contains(String.valueOf(file.getFileName()))
              || isLeftBy(file)
              || from.startsWith(file)
              || file.equals(head);
      if (!stays) {
        Files.move(file, aside.resolve(file.getFileName()));
      }
    }
    Folders.sync(aside);
    Folders.sync(place);
  }

  /** The head last: until then it is one without its database, or not that of its database. */
  private static void putInPlace(Path coming, Path place) throws IOException {
    Path head = HeadFile.in(coming);
    for (Path file : list(coming)) {
      if (!file.equals(head)) {
        Files.move(file, place.resolve(file.getFileName()));
      }
    }
    Folders.sync(place);
    if (Files.exists(head)) {
      Files.move(head, HeadFile.in(place), StandardCopyOption.REPLACE_EXISTING);
    } else {
      Files.deleteIfExists(HeadFile.in(place));
    }
    Files.delete(coming);
    Folders.sync(place);
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
