// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.vm;

import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Ref;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The files of snapshots besides those of disks; guarded by the lock of the world. */
final class SnapshotFiles {
  private static final long DATA = 36_864;

  private final DatastoreFiles files;
  private final Map<Ref, String> data = new HashMap<>();
  private final Map<Ref, String> memory = new HashMap<>();

  SnapshotFiles(DatastoreFiles files) {
    this.files = files;
  }

  @Nullable String data(Ref snapshot) {
    return data.get(snapshot);
  }

  @Nullable String memory(Ref snapshot) {
    return memory.get(snapshot);
  }

  /** Makes them; {@code memoryBytes} of 0 for a snapshot without memory. */
  void make(Ref snapshot, Machine machine, int id, long memoryBytes) {
    String directory = machine.object().textAt("config", "files", "snapshotDirectory");
    if (directory == null || directory.isEmpty()) {
      directory = machine.object().textAt("config", "files", "vmPathName");
    }
    if (directory == null) {
      return;
    }
    String folder = directory.endsWith("/") ? directory : DatastoreFiles.folderOf(directory);
    String stem = folder + machine.name() + "-Snapshot" + id;
    data.put(snapshot, stem + ".vmsn");
    files.put(stem + ".vmsn", DATA);
    if (memoryBytes > 0) {
      memory.put(snapshot, stem + ".vmem");
      files.put(stem + ".vmem", memoryBytes);
    }
  }

  void remove(Ref snapshot) {
    String gone = data.remove(snapshot);
    if (gone != null) {
      files.remove(gone);
    }
    String goneMemory = memory.remove(snapshot);
    if (goneMemory != null) {
      files.remove(goneMemory);
    }
  }

  /** The files have got other paths. */
  void rename(UnaryOperator<String> move) {
    data.replaceAll((snapshot, path) -> move.apply(path));
    memory.replaceAll((snapshot, path) -> move.apply(path));
  }

  /** Notes which files a dump shows. */
  void known(@Nullable Element layoutEx) {
    if (layoutEx == null) {
      return;
    }
    Map<String, String> names = new HashMap<>();
    for (Element file : layoutEx.children("file")) {
      String name = file.textAt("name");
      String key = file.textAt("key");
      if (name != null && key != null) {
        names.put(key, name);
      }
    }
    for (Element snapshot : layoutEx.children("snapshot")) {
      Ref ref = snapshot.refAt("key");
      String dataFile = names.get(String.valueOf(snapshot.textAt("dataKey")));
      String memoryFile = names.get(String.valueOf(snapshot.textAt("memoryKey")));
      if (ref != null && dataFile != null) {
        data.put(ref, dataFile);
      }
      if (ref != null && memoryFile != null) {
        memory.put(ref, memoryFile);
      }
    }
  }
}
