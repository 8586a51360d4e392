// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere;

import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VimFault;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Questions that a repair asks only when it was told to: they cost vCenter or a host more than a
 * property does, and change nothing. Safe for several threads.
 */
public interface RepairProbes {
  /**
   * What changed on a disk: {@code QueryChangedDiskAreas}. Since vSphere 6.5 an answer is no proof
   * that tracking is right; a fault is a proof that it is not. Wants {@code
   * VirtualMachine.Provisioning.DiskRandomRead}.
   *
   * @param snapshot whose disk is meant; null for a virtual machine that is powered off
   * @param changeId from which on; {@code *} for all that is allocated
   */
  ChangedAreas changedAreas(
      MoRef vm, @Nullable MoRef snapshot, int diskKey, long startOffsetBytes, String changeId);

  /**
   * Whether a virtual machine could be moved to a host as {@link OptInOperations#move} would move
   * it, by vCenter's own check: {@code CheckRelocate_Task}. Shows as a task and changes nothing.
   */
  MoveCheck checkMove(MoRef vm, MoRef host);

  /**
   * A part of a disk and what changed in it. Source: vim25 {@code DiskChangeInfo}.
   *
   * @param startOffsetBytes where the part begins
   * @param lengthBytes how long it is; the rest of the disk has to be asked for
   * @param areas what changed in it
   */
  record ChangedAreas(long startOffsetBytes, long lengthBytes, List<Area> areas) {
    public ChangedAreas {
      areas = List.copyOf(areas);
    }

    /** One changed area, in bytes from the beginning of the disk. */
    public record Area(long startBytes, long lengthBytes) {}
  }

  /**
   * What speaks against a move. Source: vim25 {@code CheckResult}.
   *
   * @param errors it is not possible
   * @param warnings it is possible, but
   */
  record MoveCheck(List<VimFault> errors, List<VimFault> warnings) {
    public MoveCheck {
      errors = List.copyOf(errors);
      warnings = List.copyOf(warnings);
    }
  }
}
