// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.vm;

import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Fault;
import io.vpreflight.simulator.model.ManagedObject;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.simulator.model.World;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files on the datastores, whose space they take; also those that no property of a machine
 * shows. Guarded by the lock of the world.
 */
final class DatastoreFiles {
  private final World world;
  private final Map<String, StoredFile> files = new TreeMap<>();

  /**
   * A file.
   *
   * @param path such as {@code [vmfs01] web/web.vmdk}
   * @param bytes what it takes
   */
  record StoredFile(String path, long bytes, Instant modified) {
    /** The folder with the datastore before it: {@code [vmfs01] web}. */
    String folder() {
      int slash = path.lastIndexOf('/');
      return slash < 0 ? path.substring(0, path.indexOf(']') + 1) : path.substring(0, slash);
    }

    String name() {
      int slash = path.lastIndexOf('/');
      return slash < 0 ? path.substring(path.indexOf(']') + 1).strip() : path.substring(slash + 1);
    }
  }

  DatastoreFiles(World world) {
    this.world = world;
  }

  /** Files by path, to be read only. */
  Map<String, StoredFile> all() {
    return files;
  }

  /** Notes a file that a dump has counted already. */
  void known(String path, long bytes) {
    files.putIfAbsent(path, new StoredFile(path, bytes, world.clock().now()));
  }

  boolean has(String path) {
    return files.containsKey(path);
  }

  /** What a file takes; 0 for none. */
  long bytes(String path) {
    StoredFile file = files.get(path);
    return file == null ? 0 : file.bytes();
  }

  /** Makes a file, or gives it another size; the space of the datastore follows. */
  void put(String path, long bytes) {
    long more = bytes - bytes(path);
    files.put(path, new StoredFile(path, bytes, world.clock().now()));
    take(path, more);
  }

  /** Removes a file; its space is free again. */
  void remove(String path) {
    StoredFile gone = files.remove(path);
    if (gone != null) {
      take(path, -gone.bytes());
    }
  }

  /**
   * Refuses what does not fit.
   *
   * @throws Fault {@code NoDiskSpace}
   */
  void requireSpace(String path, long bytes) {
    if (bytes > free(path)) {
      throw new Fault(
          Element.typed("fault", "NoDiskSpace")
              .add("file", path)
              .add("datastore", datastoreName(path)),
          "Insufficient disk space on datastore '" + datastoreName(path) + "'.");
    }
  }

  /** What is free where that file lies; much when nobody knows. */
  long free(String path) {
    ManagedObject datastore = datastore(path);
    String free = datastore == null ? null : datastore.textAt("summary", "freeSpace");
    return free == null ? Long.MAX_VALUE : Long.parseLong(free);
  }

  private void take(String path, long bytes) {
    ManagedObject datastore = datastore(path);
    if (datastore != null && bytes != 0) {
      addFree(datastore, "summary", -bytes);
      addFree(datastore, "info", -bytes);
      world.touch();
    }
  }

  private static void addFree(ManagedObject datastore, String property, long more) {
    Element old = datastore.get(property);
    String free = old == null ? null : old.textAt("freeSpace");
    if (old != null && free != null) {
      Element changed = old.copy();
      changed.put("freeSpace", Math.max(0, Long.parseLong(free) + more));
      datastore.set(property, changed);
    }
  }

  /** The datastore that a path names; null when there is none of that name. */
  @Nullable ManagedObject datastore(String path) {
    String name = datastoreName(path);
    for (ManagedObject datastore : world.ofType("Datastore")) {
      if (name.equals(datastore.textAt("summary", "name"))
          || name.equals(datastore.textAt("name"))) {
        return datastore;
      }
    }
    return null;
  }

  /** The reference of the datastore that a path names; null when there is none of that name. */
  @Nullable Ref datastoreRef(String path) {
    ManagedObject datastore = datastore(path);
    return datastore == null ? null : datastore.ref();
  }

  static String datastoreName(String path) {
    int end = path.indexOf(']');
    return path.startsWith("[") && end > 0 ? path.substring(1, end) : "";
  }

  static String folderOf(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }
}
