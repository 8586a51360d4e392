// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.inventory.VimFault;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a fault means at each step, as a table. A step that was refused or whose task failed has
 * changed nothing; what the table decides is where to go from there.
 */
public final class FaultTable {
  /** The kinds of steps: the columns of the table, in its order. */
  public enum Column {
    /** Switching tracking off; nothing has happened yet. */
    SWITCH_OFF,
    /** A snapshot that makes "off" effective: tracking is off. */
    SNAPSHOT_OFF,
    /** Removing it. */
    REMOVE_OFF,
    /** Switching tracking on again: tracking is off. */
    SWITCH_ON,
    /** A snapshot that makes "on" effective and shows it: tracking is on. */
    SNAPSHOT_ON,
    /** Removing it. */
    REMOVE_ON,
    /** Anything that stands alone: consolidate, reload, an attribute, a leftover. */
    ALONE
  }

  /**
   * r = again later, c = back to where it was, h = a person. Nothing is retried that a person
   * cancelled; what removes our own snapshot or brings tracking back has no way back but itself.
   */
  private static final String TABLE =
      """
      fault                             M1 M2 M3 M4 M5 M6 alone
      TaskInProgress                    r  r  r  r  r  r  r
      ConcurrentAccess                  r  r  r  r  r  r  r
      InvalidState                      c  c  h  h  c  h  c
      InvalidPowerState                 c  c  h  h  c  h  c
      FileLocked                        r  r  r  r  r  r  r
      FileFault                         c  c  h  h  c  h  h
      NoPermission                      c  c  h  h  c  h  c
      NotAuthenticated                  r  r  r  r  r  r  r
      HostNotConnected                  r  r  r  r  r  r  r
      HostCommunication                 r  r  r  r  r  r  r
      SystemError                       r  r  r  r  r  r  r
      InsufficientResourcesFault        r  r  r  r  r  r  r
      NoDiskSpace                       c  c  r  r  c  r  c
      RequestCanceled                   c  c  h  h  c  h  c
      ToolsUnavailable                  c  c  h  h  c  h  c
      *retry                            r  r  r  r  r  r  r
      *other                            c  c  h  h  c  h  c
      """;

  /** Other names of the same thing. */
  private static final Map<String, String> SAME =
      Map.of(
          "DatastoreFull", "NoDiskSpace",
          "InsufficientResources", "InsufficientResourcesFault",
          "InsufficientMemoryResourcesFault", "InsufficientResourcesFault",
          "InsufficientCpuResourcesFault", "InsufficientResourcesFault",
          "InsufficientStorageSpace", "NoDiskSpace",
          "SnapshotLocked", "FileLocked",
          "HostNotReachable", "HostNotConnected");

  /** Faults that say something about the place and not about this machine: stop the batch. */
  private static final Set<String> PLACE = Set.of("NoDiskSpace", "NoPermission");

  private static final Map<String, Map<Column, Reaction>> ROWS = read();

  private FaultTable() {}

  /** What to do about a fault at a step. */
  public static Reaction reaction(VimFault fault, Column column) {
    String name = known(fault);
    Map<Column, Reaction> row = ROWS.get(name);
    if (row == null) {
      row = ROWS.get(passes(fault) ? "*retry" : "*other");
    }
    if (row == null) {
      throw new IllegalStateException("no row for " + name);
    }
    return Objects.requireNonNull(row.get(column));
  }

  /**
   * What to do when a step cannot be brought about: its time is up, or its task ended well and
   * changed nothing.
   */
  public static Reaction giveUp(Column column) {
    return reaction(new VimFault("", List.of(), null), column);
  }

  /** True when the next machine would meet the same: no reason to go on with the batch. */
  public static boolean stopsTheBatch(VimFault fault) {
    return PLACE.contains(known(fault));
  }

  /** The faults that have a row of their own. */
  public static Set<String> faults() {
    return ROWS.keySet().stream()
        .filter(name -> !name.startsWith("*"))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String known(VimFault fault) {
    return SAME.getOrDefault(fault.faultClass(), fault.faultClass());
  }

  /** A fault without a row of its own: the client knows whether such a thing passes. */
  private static boolean passes(VimFault fault) {
    return switch (new VSphereException.Fault("", fault, null, null).kind()) {
      case RETRY, LOG_IN_AGAIN -> true;
      case GONE, GIVE_UP, ASK_HUMAN -> false;
    };
  }

  private static Map<String, Map<Column, Reaction>> read() {
    Map<String, Map<Column, Reaction>> rows = new LinkedHashMap<>();
    TABLE
        .lines()
        .skip(1)
        .map(line -> List.of(line.strip().split(" +")))
        .forEach(cells -> rows.put(cells.get(0), row(cells.subList(1, cells.size()))));
    return rows;
  }

  private static Map<Column, Reaction> row(List<String> letters) {
    Map<Column, Reaction> row = new EnumMap<>(Column.class);
    Iterator<String> letter = letters.iterator();
    for (Column column : Column.values()) {
      row.put(column, reaction(letter.next()));
    }
    return row;
  }

  private static Reaction reaction(String letter) {
    return switch (letter) {
      case "r" -> Reaction.RETRY;
      case "c" -> Reaction.COMPENSATE;
      case "h" -> Reaction.NEEDS_HUMAN;
      default -> throw new IllegalStateException(letter);
    };
  }
}
