// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.inventory.DiskChain;
import io.vpreflight.vsphere.inventory.FileLayout;
import io.vpreflight.vsphere.inventory.LayoutFile;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.SnapshotLayout;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.XmlCursor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code layoutEx}. Of its files only those of disks and snapshots are kept. */
final class LayoutReader {
  private static final Set<String> KEPT =
      Set.of("diskDescriptor", "diskExtent", "snapshotData", "snapshotMemory", "snapshotList");

  private LayoutReader() {}

  static FileLayout read(XmlCursor cursor, SchemaNotes notes) {
    List<LayoutFile> files = new ArrayList<>(8);
    List<DiskChain> disks = new ArrayList<>(4);
    List<SnapshotLayout> snapshots = new ArrayList<>(0);
    Instant timestamp = null;
    int here = cursor.enter();
    while (cursor.next(here)) {
      switch (cursor.name()) {
        case "file" -> file(cursor, files, notes);
        case "disk" -> disks.add(disk(cursor));
        case "snapshot" -> snapshots.add(snapshot(cursor));
        case "timestamp" -> timestamp = cursor.instant();
        default -> {}
      }
    }
    return new FileLayout(files, disks, snapshots, timestamp);
  }

  private static void file(XmlCursor cursor, List<LayoutFile> files, SchemaNotes notes) {
    int key = -1;
    String name = "";
    String type = "";
    long size = 0;
    Boolean accessible = null;
    int here = cursor.enter();
    while (cursor.next(here)) {
      switch (cursor.name()) {
        case "key" -> key = or(cursor.integer());
        case "name" -> name = cursor.word();
        case "type" -> {
          type = cursor.word();
          if (!KEPT.contains(type)) {
            // A chain that names such a file is one that nobody can follow, and is found so.
            if (!Known.LAYOUT_FILE.has(type)) {
              notes.unknown(Known.LAYOUT_FILE.type(), type);
            }
            return;
          }
        }
        case "size" -> {
          Long value = cursor.longValue();
          size = value == null ? 0 : value;
        }
        case "accessible" -> accessible = cursor.bool();
        default -> {}
      }
    }
    files.add(new LayoutFile(key, name, type, size, accessible));
  }

  private static DiskChain disk(XmlCursor cursor) {
    int key = -1;
    List<List<Integer>> chain = new ArrayList<>(1);
    int here = cursor.enter();
    while (cursor.next(here)) {
      switch (cursor.name()) {
        case "key" -> key = or(cursor.integer());
        case "chain" -> {
          List<Integer> link = new ArrayList<>(2);
          int inside = cursor.enter();
          while (cursor.next(inside)) {
            if (cursor.name().equals("fileKey")) {
              link.add(or(cursor.integer()));
            }
          }
          chain.add(cursor.same(List.copyOf(link)));
        }
        default -> {}
      }
    }
    return cursor.same(new DiskChain(key, chain)); // keys count from 0 on every machine
  }

  private static SnapshotLayout snapshot(XmlCursor cursor) {
    MoRef key = null;
    int dataKey = -1;
    int memoryKey = -1;
    List<DiskChain> disks = new ArrayList<>(2);
    int here = cursor.enter();
    while (cursor.next(here)) {
      switch (cursor.name()) {
        case "key" -> key = cursor.moRef();
        case "dataKey" -> dataKey = or(cursor.integer());
        case "memoryKey" -> memoryKey = or(cursor.integer());
        case "disk" -> disks.add(disk(cursor));
        default -> {}
      }
    }
    MoRef snapshot = key == null ? new MoRef("VirtualMachineSnapshot", "") : key;
    return new SnapshotLayout(snapshot, dataKey, memoryKey, disks);
  }

  private static int or(@Nullable Integer value) {
    return value == null ? -1 : value;
  }
}
