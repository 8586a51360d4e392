// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.SnapshotInfo;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.VmPowerState;
import io.vpreflight.vsphere.soap.Notes;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.XmlCursor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the snapshot tree. It nests as deep as the server says; the cursor sets the limit. */
final class SnapshotReader {
  private SnapshotReader() {}

  static SnapshotInfo read(XmlCursor cursor, SchemaNotes notes) {
    MoRef current = null;
    List<SnapshotNode> roots = new ArrayList<>(1);
    int here = cursor.enter();
    while (cursor.next(here)) {
      switch (cursor.name()) {
        case "currentSnapshot" -> current = cursor.moRef();
        case "rootSnapshotList" -> roots.add(node(cursor, notes));
        default -> {}
      }
    }
    return new SnapshotInfo(current, roots);
  }

  private static SnapshotNode node(XmlCursor cursor, SchemaNotes notes) {
    MoRef snapshot = null;
    String name = "";
    String description = null;
    int id = 0;
    Instant createTime = null;
    VmPowerState state = null;
    Boolean quiesced = null;
    List<SnapshotNode> children = new ArrayList<>(1);
    int here = cursor.enter();
    while (cursor.next(here)) {
      switch (cursor.name()) {
        case "snapshot" -> snapshot = cursor.moRef();
        case "name" -> name = Notes.masked(cursor.text());
        case "description" -> description = Notes.masked(cursor.text());
        case "id" -> id = number(cursor.integer());
        case "createTime" -> createTime = cursor.instant();
        case "state" -> state = powerState(cursor.word(), notes);
        case "quiesced" -> quiesced = cursor.bool();
        case "childSnapshotList" -> children.add(node(cursor, notes));
        default -> {}
      }
    }
    MoRef ref = snapshot == null ? new MoRef("VirtualMachineSnapshot", "") : snapshot;
    return new SnapshotNode(ref, name, description, id, createTime, state, quiesced, children);
  }

  private static int number(@Nullable Integer value) {
    return value == null ? 0 : value;
  }

  private static @Nullable VmPowerState powerState(String word, SchemaNotes notes) {
    for (VmPowerState state : VmPowerState.values()) {
      if (state.vim().equals(word)) {
        return state;
      }
    }
    notes.unknown("VmPowerState", word);
    return null;
  }
}
