// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.vm;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel of a host knows of the changes of one disk: nothing that vim25 shows, but all
 * that a {@code changeId} and {@code QueryChangedDiskAreas} are answered from. Mutable; guarded by
 * the lock of the world.
 */
final class TrackedDisk {
  /** A part of the disk, in bytes. */
  record Area(long start, long length) {}

  private final String uuid;
  private final boolean fromTheBeginning;
  private int counter;

  /** What was written before the moment of a counter, since the one before it. */
  private final NavigableMap<Integer, List<Area>> written = new TreeMap<>();

  /**
   * Begins to track.
   *
   * @param uuid sixteen bytes in hexadecimal, as the first part of a changeId has them
   * @param counter where it stands
   * @param fromTheBeginning nobody had a snapshot then: what is allocated is known too
   */
  TrackedDisk(String uuid, int counter, boolean fromTheBeginning) {
    this.uuid = uuid;
    this.counter = counter;
    this.fromTheBeginning = fromTheBeginning;
  }

  String uuid() {
    return uuid;
  }

  /** Tells whether the areas before it began are known; if not, {@code *} is answered wrongly. */
  boolean isFromTheBeginning() {
    return fromTheBeginning;
  }

  /** Freezes this moment and returns its changeId, such as {@code 52 66 ... b5/249}. */
  String freeze(List<Area> writtenSince) {
    counter++;
    written.put(counter, List.copyOf(writtenSince));
    return uuid + "/" + counter;
  }

  /** Notes a moment that an earlier life of the disk froze. */
  void known(int moment) {
    counter = Math.max(counter, moment);
  }

  /** Returns the counter of a changeId of this life of the disk; null for any other. */
  @Nullable Integer momentOf(String changeId) {
    int slash = changeId.lastIndexOf('/');
    if (slash < 0 || !changeId.substring(0, slash).equalsIgnoreCase(uuid)) {
      return null;
    }
    try {
      int moment = Integer.parseInt(changeId.substring(slash + 1));
      return moment <= counter ? moment : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** What was written after one moment and until another, in the order of the writing. */
  List<Area> between(int after, int until) {
    List<Area> areas = new ArrayList<>();
    if (after < until) {
      written.subMap(after, false, until, true).values().forEach(areas::addAll);
    }
    return areas;
  }

  int counter() {
    return counter;
  }
}
