// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report.html;

import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.audit.Finding;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.report.chain.ChainDrawing;
import io.vpreflight.jobs.report.chain.ChainReader;
import io.vpreflight.jobs.report.chain.TreeDrawing;
import io.vpreflight.jobs.report.chain.VmChains;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.vsphere.inventory.ObjectRef;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Chains of the virtual machines that have findings about snapshots, worst first.
 *
 * @param drawn what is drawn
 * @param left machines that have chains and are not drawn
 */
public record Pictures(List<Picture> drawn, int left) {
  /** Machines that are drawn; more would be a book. */
  static final int MOST = 50;

  private static final String ROOM = "vm.snapshot.";

  public Pictures {
    drawn = List.copyOf(drawn);
  }

  /**
   * The chains of one machine.
   *
   * @param id unique in the page
   * @param place which machine
   * @param chains what is drawn, to be said in words as well
   * @param disks the disks
   * @param tree the snapshots
   */
  public record Picture(
      String id, Place place, VmChains chains, ChainDrawing disks, TreeDrawing tree) {}

  static Pictures of(Audit audit, Places places, Texts texts) {
    Set<ObjectRef> machines = new LinkedHashSet<>();
    audit.findings().stream()
        .filter(finding -> finding.check().startsWith(ROOM))
        .map(Finding::object)
        .forEach(machines::add);
    List<Picture> drawn = new ArrayList<>();
    int left = 0;
    for (ObjectRef machine : machines) {
      VmChains chains = chains(machine, audit);
      if (chains == null || !chains.isWorthDrawing()) {
        continue;
      }
      if (drawn.size() == MOST) {
        left++;
        continue;
      }
      drawn.add(
          new Picture(
              "chain-" + (drawn.size() + 1),
              places.of(machine, ""),
              chains,
              ChainDrawing.of(chains, texts),
              TreeDrawing.of(chains, texts)));
    }
    return new Pictures(drawn, left);
  }

  private static @org.jspecify.annotations.Nullable VmChains chains(
      ObjectRef machine, Audit audit) {
    for (Scene scene : audit.estate().scenes()) {
      if (scene.inventory().vcenter().instanceUuid().equals(machine.vcenter())) {
        VirtualMachine vm = scene.locations().virtualMachine(machine.ref());
        return vm == null ? null : ChainReader.read(vm, scene);
      }
    }
    return null;
  }
}
