// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report.vm;

import io.vpreflight.jobs.check.Bytes;
import io.vpreflight.jobs.check.tracking.ChangeTracking;
import io.vpreflight.jobs.check.tracking.DiskTracking;
import io.vpreflight.jobs.check.tracking.VmTracking;
import io.vpreflight.jobs.report.chain.ChainReader;
import io.vpreflight.jobs.report.chain.VmChains;
import io.vpreflight.jobs.report.html.Fact;
import io.vpreflight.jobs.text.Names;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The disks of a virtual machine: where they lie, what they rest on, how they are tracked. */
final class VmDisks {
  /** As many snapshots as one reads in a terminal; the rest is counted. */
  private static final int MOST = 60;

  /** From there on the tree goes straight down. */
  private static final int DEEPEST = 12;

  private static final int MOST_LINKS = 6;

  private final Sheet sheet;
  private final Texts texts;
  private final VmSubject subject;
  private final VmChains chains;
  private int drawn;
  private int left;

  VmDisks(Sheet sheet, VmSubject subject) {
    this.sheet = sheet;
    this.texts = sheet.texts();
    this.subject = subject;
    this.chains = ChainReader.read(subject.vm(), subject.scene());
  }

  void print() {
    VirtualMachine vm = subject.vm();
    Answer answer = new Answer(texts, subject.scene().inventory().coverage(), vm.unreadable());
    VmTracking tracking = ChangeTracking.in(subject.scene()).of(vm);
    Hardware hardware = vm.config().hardware();
    sheet.heading("why.disks");
    sheet.row(
        "why.flag",
        answer.of(vm.config().changeTrackingEnabled(), VmProperty.CHANGE_TRACKING_ENABLED));
    sheet.row("why.tracking", texts.say("tracking." + tracking.state().label()));
    sheet.row(
        "why.consolidation",
        answer.of(vm.runtime().consolidationNeeded(), VmProperty.CONSOLIDATION_NEEDED));
    if (hardware == null || hardware.disks().isEmpty()) {
      sheet.row("why.disks", answer.of(hardware == null ? null : 0, VmProperty.DEVICES));
    }
    sheet.table();
    if (tracking.unknown() != null) {
      sheet.wrapped("  ", texts.say(tracking.unknown()), text -> text);
    }
    tracking.disks().forEach(disk -> disk(disk, hardware));
    snapshots();
  }

  private void disk(DiskTracking tracking, @Nullable Hardware hardware) {
    VirtualDisk disk = tracking.disk();
    List<String> parts = new ArrayList<>();
    String place = hardware == null ? null : hardware.place(disk);
    if (place != null) {
      parts.add(place);
    }
    parts.add(
        disk.capacityInBytes() == null
            ? texts.say("html.chain.no-size")
            : texts.shown(new Bytes(disk.capacityInBytes())));
    if (Boolean.TRUE.equals(disk.backing().thinProvisioned())) {
      parts.add(texts.say("why.thin"));
    }
    if (disk.backing().isRawDevice()) {
      parts.add(texts.say("why.raw", String.valueOf(disk.backing().compatibilityMode())));
    }
    if (disk.backing().diskMode() != null && !disk.backing().diskMode().equals("persistent")) {
      parts.add(Names.shown(disk.backing().diskMode()));
    }
    if (disk.backing().sharing() != null && !disk.backing().sharing().equals("sharingNone")) {
      parts.add(Names.shown(disk.backing().sharing()));
    }
    if (disk.backing().fileName() != null) {
      parts.add(Names.shown(disk.backing().fileName()));
    }
    sheet.wrapped(
        "  ",
        sheet.style().bold(Names.shown(tracking.label())) + "  " + String.join("  ", parts),
        text -> text);
    sheet.wrapped(
        "    ",
        texts.say(
            "why.disk.tracking",
            texts.say("tracking." + tracking.state().label()),
            texts.say("tracking." + tracking.state().label() + ".means")),
        text -> text);
    for (Fact fact : Fact.of(tracking.evidence())) {
      sheet.line("      " + sheet.style().dim(fact.property() + " = " + fact.value()));
    }
    chains.disks().stream()
        .filter(chain -> chain.key() == disk.key() && chain.links().size() > 1)
        .forEach(this::chain);
  }

  /** Base first. What is between the first two and the last one becomes one word. */
  private void chain(VmChains.Disk disk) {
    List<VmChains.Link> links = disk.links();
    int size = links.size();
    List<String> words = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      if (size > MOST_LINKS && i == 2) {
        words.add(texts.say("html.chain.more", size - 3));
        i = size - 2;
        continue;
      }
      Long bytes = links.get(i).bytes();
      words.add(
          (i == 0 ? texts.say("html.chain.base") : texts.say("html.chain.delta", i))
              + " "
              + (bytes == null ? texts.say("html.chain.no-size") : texts.shown(new Bytes(bytes))));
    }
    sheet.wrapped(
        "    ", texts.say("why.disk.chain") + " " + String.join(" ← ", words), text -> text);
  }

  private void snapshots() {
    if (chains.snapshots().isEmpty()) {
      return;
    }
    sheet.heading("why.snapshots", count());
    nodes(chains.snapshots(), "  ", 0);
    if (left > 0) {
      sheet.line("  " + texts.say("html.chain.more-snapshots", left));
    }
  }

  private int count() {
    return subject.vm().snapshot() == null ? 0 : subject.vm().snapshot().all().size();
  }

  private void nodes(List<VmChains.Snapshot> nodes, String indent, int depth) {
    for (int i = 0; i < nodes.size(); i++) {
      VmChains.Snapshot node = nodes.get(i);
      boolean last = i == nodes.size() - 1;
      if (drawn < MOST) {
        drawn++;
        String age = node.age() == null ? texts.say("html.chain.no-age") : texts.shown(node.age());
        sheet.line(
            indent
                + (depth > DEEPEST ? "↳ " : last ? "└─ " : "├─ ")
                + Names.shown(node.name())
                + "  "
                + sheet.style().dim(age)
                + (node.current() ? "  ◄ " + texts.say("html.chain.here") : ""));
      } else {
        left++;
      }
      String deeper = depth >= DEEPEST ? indent : indent + (last ? "   " : "│  ");
      nodes(node.children(), deeper, depth + 1);
    }
  }
}
