// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.vm;

import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.ManagedObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files that one link of a chain is made of: a descriptor, mostly an extent with the data, and
 * one with the tracked changes. Guarded by the lock of the world.
 */
final class DiskFiles {
  private static final long DESCRIPTOR = 640;
  private static final long LEAST_DELTA = 16L << 20;
  private static final long TRACKING = 1L << 20;

  private final DatastoreFiles files;
  private final Map<String, String> extents = new HashMap<>();

  DiskFiles(DatastoreFiles files) {
    this.files = files;
  }

  /** Notes the extent of a descriptor that a dump has shown. */
  void knownExtent(String descriptor, String extent) {
    extents.put(descriptor, extent);
  }

  /** The extent of a descriptor; null where the data has no file of its own. */
  @Nullable String extent(String descriptor) {
    return extents.get(descriptor);
  }

  /** The file that holds the data. */
  String dataFile(String descriptor) {
    return extents.getOrDefault(descriptor, descriptor);
  }

  long bytes(String descriptor) {
    return files.bytes(dataFile(descriptor));
  }

  /** Sets what the data takes. */
  void bytes(String descriptor, long bytes) {
    files.put(dataFile(descriptor), bytes);
  }

  /**
   * Makes an empty delta and returns its descriptor.
   *
   * @param below the file that it stands on
   */
  String newDelta(String below, String base) {
    String delta = freeName(below, base);
    ManagedObject datastore = files.datastore(delta);
    String type = datastore == null ? null : datastore.textAt("summary", "type");
    boolean object = "vsan".equalsIgnoreCase(type) || "VVOL".equalsIgnoreCase(type);
    if (object) {
      files.put(delta, LEAST_DELTA);
      return delta;
    }
    files.put(delta, DESCRIPTOR);
    String extent = stem(delta) + (isSparse(datastore) ? "-sesparse.vmdk" : "-delta.vmdk");
    extents.put(delta, extent);
    files.put(extent, LEAST_DELTA);
    return delta;
  }

  /** What a delta takes at least. */
  static long leastDelta() {
    return LEAST_DELTA;
  }

  static boolean isSparse(@Nullable ManagedObject datastore) {
    return datastore != null && datastore.isTrue("capability", "seSparseSupported");
  }

  /** The lowest number that is free, beside the file that it stands on. */
  private String freeName(String below, String base) {
    String name = stem(base.substring(base.lastIndexOf('/') + 1)).replaceFirst("-\\d{6}$", "");
    String start = DatastoreFiles.folderOf(below) + name;
    int number = 1;
    while (files.has(numbered(start, number))) {
      number++;
    }
    return numbered(start, number);
  }

  private static String numbered(String stem, int number) {
    return stem + "-" + String.valueOf(1_000_000 + number).substring(1) + ".vmdk";
  }

  private static String stem(String path) {
    return path.endsWith(".vmdk") ? path.substring(0, path.length() - 5) : path;
  }

  /** A file has got another path. */
  void rename(String from, String to) {
    String extent = extents.remove(from);
    if (extent != null) {
      extents.put(to, extent);
    }
    extents.replaceAll((descriptor, data) -> data.equals(from) ? to : data);
  }

  /** Removes a link with all its files. */
  void remove(String descriptor) {
    String extent = extents.remove(descriptor);
    if (extent != null) {
      files.remove(extent);
    }
    files.remove(descriptor);
    untrack(descriptor);
  }

  /** Makes the file with the tracked changes of each link. */
  void track(List<String> chain) {
    for (String descriptor : chain) {
      if (!files.has(trackingFile(descriptor))) {
        files.put(trackingFile(descriptor), TRACKING);
      }
    }
  }

  /** Notes the files with the tracked changes that lie there since before the dump. */
  void knownTracking(List<String> chain) {
    chain.forEach(descriptor -> files.known(trackingFile(descriptor), TRACKING));
  }

  void untrack(String descriptor) {
    files.remove(trackingFile(descriptor));
  }

  static String trackingFile(String descriptor) {
    return stem(descriptor) + "-ctk.vmdk";
  }

  /** Notes what a dump says of the files of a machine: their sizes, and which belong together. */
  void known(@Nullable Element layoutEx) {
    if (layoutEx == null) {
      return;
    }
    Map<String, String> names = new HashMap<>();
    Map<String, String> types = new HashMap<>();
    for (Element file : layoutEx.children("file")) {
      String name = file.textAt("name");
      String key = file.textAt("key");
      String size = file.textAt("size");
      if (name != null && key != null) {
        names.put(key, name);
        types.put(key, String.valueOf(file.textAt("type")));
        files.known(name, size == null ? 0 : Long.parseLong(size));
      }
    }
    for (Element disk : layoutEx.children("disk")) {
      pair(disk, names, types);
    }
    for (Element snapshot : layoutEx.children("snapshot")) {
      snapshot.children("disk").forEach(disk -> pair(disk, names, types));
    }
  }

  private void pair(Element disk, Map<String, String> names, Map<String, String> types) {
    for (Element unit : disk.children("chain")) {
      String descriptor = null;
      String extent = null;
      for (Element key : unit.children("fileKey")) {
        if ("diskExtent".equals(types.get(key.text()))) {
          extent = names.get(key.text());
        } else {
          descriptor = names.get(key.text());
        }
      }
      if (descriptor != null && extent != null) {
        extents.put(descriptor, extent);
      }
    }
  }
}
