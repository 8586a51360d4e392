// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check;

import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A disk file that several virtual machines hold at once, each as a current disk or as a link of
 * the chain below one.
 *
 * @param file the file
 * @param nature what the sharing looks like
 * @param owner the machine whose disk it is; null when that cannot be told
 * @param holds every hold on it, the owner's too; at least two machines
 */
public record SharedFile(
    DatastorePath file, Nature nature, @Nullable VirtualMachine owner, List<Hold> holds) {
  public SharedFile {
    holds = List.copyOf(holds);
  }

  /** Why a file may be held by more than one. */
  public enum Nature {
    /** Multi-writer, or on a controller that shares its bus: a cluster, on purpose. */
    CLUSTERED,
    /** Linked clones stand on it. */
    CLONE_BASE,
    /**
     * Exactly one other machine holds it beside its owner, as a current disk, and has a disk of its
     * own to boot from: what a backup proxy looks like that attached the disk to read it.
     */
    BORROWED,
    /** Held by three or more, or nothing tells whose it is. */
    SHARED,
    /** A holder has it in a way that nobody here knows: on purpose or not cannot be told. */
    UNKNOWN
  }

  /**
   * One hold.
   *
   * @param vm who holds it
   * @param disk by which of its disks
   * @param depth 0 when it is the current file of the disk, 1 for its parent, and so on
   */
  public record Hold(VirtualMachine vm, VirtualDisk disk, int depth) {}

  /** The machine that borrowed a {@code BORROWED} file; null for every other nature. */
  public @Nullable VirtualMachine borrower() {
    if (nature == Nature.BORROWED && owner != null) {
      for (Hold hold : holds) {
        if (!hold.vm().ref().equals(owner.ref())) {
          return hold.vm();
        }
      }
    }
    return null;
  }
}
