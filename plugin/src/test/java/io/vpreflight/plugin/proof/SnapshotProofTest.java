// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.proof;

import io.vpreflight.scenario.DatastoreScenario;
import io.vpreflight.scenario.HostScenario;
import io.vpreflight.scenario.SnapshotScenario;
import io.vpreflight.scenario.VmScenario;

/** Snapshots, the chains of files below them, and disks that others hold. */
class SnapshotProofTest extends Room {
  private static final String DEVICES = "config.hardware.device";
  private static final String CREATED = "snapshot.rootSnapshotList.createTime";
  private static final String VEEAM = "VEEAM BACKUP TEMPORARY SNAPSHOT";

  @Override
  void declare() {
    present();
    ages();
    sizes();
    chains();
    configurations();
    disks();
    claims();
  }

  private void present() {
    proof("vm.snapshot.present")
        .found(place -> place.vm("a snapshot").snapshot("a", place.hoursAgo(1)))
        .silent(place -> place.vm("no snapshot"))
        .undetermined(
            place -> {
              VmScenario vm = place.vm("snapshots may not be read").snapshot("a", place.daysAgo(1));
              place.deny(vm, "snapshot");
              return vm;
            });

    proof("vm.snapshot.background")
        .found(
            place ->
                place
                    .vm("still being written")
                    .snapshotInBackground(true)
                    .snapshot("large", place.hoursAgo(1)))
        .silent(place -> place.vm("written").snapshot("large", place.hoursAgo(1)))
        .silent(
            place -> {
              VmScenario vm = place.vm("no snapshot, no flag");
              place.unset(vm, "runtime.snapshotInBackground");
              return vm;
            })
        .undetermined(
            "runtime.snapshotInBackground",
            place -> place.vm("a snapshot, no flag").snapshot("a", place.hoursAgo(1)));
  }

  private void ages() {
    proof("vm.snapshot.age")
        .found("old", place -> place.vm("six days old").snapshot("a", place.daysAgo(6)))
        .found("too-old", place -> place.vm("40 days old").snapshot("a", place.daysAgo(40)))
        .silent(place -> place.vm("two days old").snapshot("a", place.daysAgo(2)))
        .silent(SnapshotProofTest::cloneBase)
        .silent(
            place ->
                place
                    .vm("replica with its restore points")
                    .poweredOff()
                    .snapshot("Restore Point 11-01-2026", place.daysAgo(20)))
        .undetermined(CREATED, place -> place.vm("age not sent").snapshot("a", place.daysAgo(9)));

    proof("vm.snapshot.leftover")
        .found("known", place -> place.vm("left by Veeam").snapshot(VEEAM, place.daysAgo(2)))
        .found(
            "likely",
            place ->
                place
                    .vm("left by a product nobody cites")
                    .snapshot("acronis-snapshot-7", place.daysAgo(2)))
        .silent(place -> place.vm("backup of two hours ago").snapshot(VEEAM, place.hoursAgo(2)))
        .silent(
            place ->
                place
                    .vm("backup still running")
                    .snapshot(VEEAM, place.daysAgo(2))
                    .task(
                        "VirtualMachine.consolidateDisks",
                        task -> task.running(place.hoursAgo(1), 30)))
        .silent(place -> place.vm("an admin's own").snapshot("before patch", place.daysAgo(2)))
        .undetermined(CREATED, place -> place.vm("age not sent").snapshot(VEEAM, place.daysAgo(2)));

    proof("vm.snapshot.depth")
        .found("deep", place -> tower(place, place.vm("six on top of each other"), 6))
        .found("too-deep", place -> tower(place, place.vm("27 on top of each other"), 27))
        .silent(
            place ->
                place
                    .vm("four side by side")
                    .snapshot("a", place.hoursAgo(9))
                    .snapshot("b", place.hoursAgo(8))
                    .snapshot("c", place.hoursAgo(7))
                    .snapshot("d", place.hoursAgo(6)))
        .undetermined(DEVICES, place -> place.vm("devices not sent"));
  }

  /** Linked clones stand on the snapshot: it is old on purpose. */
  private static VmScenario cloneBase(Place place) {
    DatastoreScenario datastore = place.datastore("clones");
    VmScenario base =
        place
            .vm("master of linked clones")
            .storedOn(datastore)
            .poweredOff()
            .snapshot("reference", place.daysAgo(70));
    for (int i = 1; i <= 2; i++) {
      place
          .vm("clone " + i)
          .storedOn(datastore)
          .disk(disk -> disk.linkedCloneOf(base.diskAt(0).baseFile()));
    }
    return base;
  }

  private static VmScenario tower(Place place, VmScenario vm, int height) {
    return vm.snapshot("1", place.hoursAgo(40), snapshot -> grow(place, snapshot, 2, height));
  }

  private static void grow(Place place, SnapshotScenario below, int level, int height) {
    if (level <= height) {
      below.child(
          String.valueOf(level),
          place.hoursAgo(40 - level),
          child -> grow(place, child, level + 1, height));
    }
  }

  private void sizes() {
    proof("vm.snapshot.size")
        .found("large", place -> delta(place, place.vm("delta a quarter of the disk"), 55))
        .found("too-large", place -> delta(place, place.vm("delta over half of the disk"), 124))
        .silent(place -> delta(place, place.vm("delta a tenth of the disk"), 20))
        .undetermined("layoutEx", place -> delta(place, place.vm("sizes not sent"), 124));

    proof("vm.snapshot.memory")
        .found(
            place ->
                place
                    .vm("keeps its memory")
                    .snapshot("live", place.hoursAgo(5), snapshot -> snapshot.memory(true)))
        .silent(place -> place.vm("disks only").snapshot("disks", place.hoursAgo(5)))
        .undetermined(
            "layoutEx", place -> place.vm("files not sent").snapshot("a", place.hoursAgo(5)));

    proof("datastore.snapshot.room")
        .found("scarce", place -> room(place, place.datastore("free for 1.4 times"), 30))
        .found("short", place -> room(place, place.datastore("free for less than one"), 10))
        .silent(place -> room(place, place.datastore("free for ten times"), 220))
        .undetermined("summary.freeSpace", place -> room(place, place.datastore("not sent"), 10))
        .undetermined(
            place -> {
              DatastoreScenario datastore = place.datastore("sizes of a machine not sent");
              VmScenario vm = place.vm("sizes not sent").storedOn(datastore);
              place.unset(vm, "layoutEx");
              vm.snapshot("a", place.hoursAgo(2));
              return datastore;
            });
  }

  private static VmScenario delta(Place place, VmScenario vm, int gib) {
    return vm.disk(disk -> disk.capacityGiB(200).thick(false))
        .snapshot("import", place.daysAgo(1), snapshot -> snapshot.deltaGiB(gib));
  }

  private static DatastoreScenario room(Place place, DatastoreScenario datastore, int freeGiB) {
    place
        .vm("machine")
        .storedOn(datastore)
        .snapshot("a", place.hoursAgo(2), snapshot -> snapshot.deltaGiB(21));
    return datastore.freeGiB(freeGiB);
  }

  private void chains() {
    proof("vm.snapshot.consolidation-needed")
        .found(
            "flagged",
            place ->
                place
                    .vm("flagged, files left")
                    .consolidationNeeded(true)
                    .disk(disk -> disk.strayDeltas(2, 900)))
        .found("flagged-stale", place -> place.vm("only flagged").consolidationNeeded(true))
        .found(
            "hidden",
            place ->
                place
                    .vm("files left below a snapshot, no flag")
                    .disk(disk -> disk.strayDeltas(2, 900))
                    .snapshot("a", place.hoursAgo(5)))
        .silent(
            place ->
                place
                    .vm("flagged while a snapshot is removed")
                    .consolidationNeeded(true)
                    .disk(disk -> disk.strayDeltas(1, 300))
                    .task("vm.Snapshot.remove", task -> task.running(place.hoursAgo(1), 62)))
        .silent(
            place ->
                place
                    .vm("two snapshots on a vVol")
                    .storedOn(place.datastore("vvol").type("VVOL"))
                    .snapshot("a", place.hoursAgo(9), a -> a.child("b", place.hoursAgo(5))))
        .undetermined("runtime.consolidationNeeded", place -> place.vm("flag not sent"));

    proof("vm.snapshot.phantom")
        .found(
            place -> place.vm("on a delta, no snapshot").disk(disk -> disk.strayDeltas(1, 4_000)))
        .silent(
            place ->
                place
                    .vm("base with the name of a delta")
                    .disk(disk -> disk.fileName("[vmfs01] base/base-000004.vmdk")))
        .silent(
            place -> {
              VmScenario base = place.vm("base").snapshot("a", place.daysAgo(2));
              return place
                  .vm("linked clone")
                  .disk(disk -> disk.linkedCloneOf(base.diskAt(0).baseFile()));
            })
        .undetermined(
            place -> {
              DatastoreScenario datastore = place.datastore("kind not sent");
              place.unset(datastore, "summary.type");
              return place
                  .vm("on a delta of storage of a kind not sent")
                  .storedOn(datastore)
                  .disk(disk -> disk.strayDeltas(1, 4_000));
            })
        .undetermined(DEVICES, place -> place.vm("devices not sent"));
  }

  private void configurations() {
    proof("vm.snapshot.invalid-configuration")
        .found(
            "removed-disk",
            place ->
                place
                    .vm("disk removed since")
                    .disk()
                    .snapshot(
                        "with two disks",
                        place.hoursAgo(9),
                        snapshot -> snapshot.goneDisk(disk -> disk.capacityGiB(100))))
        .found(
            "lost-current",
            place ->
                place
                    .vm("runs on a snapshot, none is current")
                    .snapshot("a", place.hoursAgo(9))
                    .unset("snapshot.currentSnapshot"))
        .found(
            "refused",
            place ->
                place
                    .vm("refused for its format")
                    .task(
                        "VirtualMachine.consolidateDisks",
                        task ->
                            task.failed(
                                place.hoursAgo(3),
                                place.hoursAgo(2),
                                "InvalidSnapshotFormat",
                                "Detected an invalid snapshot configuration.")))
        .silent(
            place -> {
              VmScenario vm = place.vm("disk added since").disk().disk();
              return vm.snapshot(
                  "with one disk",
                  place.hoursAgo(9),
                  snapshot -> snapshot.withoutDisk(vm.diskAt(1)));
            })
        .undetermined(
            place ->
                place
                    .vm("configuration of the snapshot not sent")
                    .snapshot("a", place.hoursAgo(9), snapshot -> place.unset(snapshot, DEVICES)))
        .undetermined(
            DEVICES, place -> place.vm("devices not sent").snapshot("a", place.hoursAgo(9)));
  }

  private void disks() {
    proof("vm.disk.zero-size")
        .found("disk", place -> place.vm("disk of no size").disk(disk -> disk.capacityBytes(0)))
        .found(
            "snapshot",
            place -> {
              VmScenario vm = place.vm("disk of no size in a snapshot").disk();
              return vm.snapshot(
                  "a", place.hoursAgo(8), snapshot -> snapshot.capacityBytes(vm.diskAt(0), 0));
            })
        .silent(
            place ->
                place
                    .vm("file of no size on object storage")
                    .storedOn(place.datastore("vsan").type("vsan"))
                    .disk(disk -> disk.usedGiB(0)))
        .undetermined(
            place -> {
              VmScenario vm = place.vm("size not sent").disk();
              place.unset(vm, DEVICES + "[2000].capacityInBytes");
              place.unset(vm, DEVICES + "[2000].capacityInKB");
              return vm;
            })
        .undetermined(DEVICES, place -> place.vm("devices not sent"));

    proof("vm.disk.foreign-holder")
        .found("proxy", place -> held(place, "held by a proxy since two days", 48))
        .found(
            "shared",
            place -> {
              DatastoreScenario datastore = place.datastore("shared");
              VmScenario vm =
                  place.vm("one file, three machines").storedOn(datastore).disk().disk();
              for (int i = 2; i <= 3; i++) {
                place
                    .vm("machine " + i)
                    .storedOn(datastore)
                    .disk()
                    .disk(disk -> disk.fileName(vm.diskAt(1).baseFile()));
              }
              return vm;
            })
        .silent(place -> held(place, "held by a proxy during a backup", 2))
        .silent(
            place -> {
              VmScenario vm = place.vm("same path on another datastore").directory("same");
              vm.storedOn(place.datastore("same name"));
              vm.vcenter()
                  .datacenter("another one")
                  .vm("same path on another datastore")
                  .directory("same")
                  .storedOn(vm.vcenter().datacenter("a third one").datastore("same name"));
              return vm;
            })
        .silent(
            place -> {
              DatastoreScenario datastore = place.datastore("cluster");
              VmScenario node =
                  place
                      .vm("disk of a cluster")
                      .storedOn(datastore)
                      .disk()
                      .disk(disk -> disk.multiWriter().thick(true));
              place
                  .vm("other node")
                  .storedOn(datastore)
                  .disk()
                  .disk(disk -> disk.multiWriter().thick(true).fileName(node.diskAt(1).baseFile()));
              return node;
            })
        .undetermined(DEVICES, place -> place.vm("devices not sent"));
  }

  private static VmScenario held(Place place, String name, int hours) {
    HostScenario host = place.host("host of the proxy");
    DatastoreScenario datastore = place.datastore("held");
    VmScenario held =
        place
            .vm(name)
            .storedOn(datastore)
            .disk()
            .disk(disk -> disk.capacityGiB(600))
            .snapshot(VEEAM, place.hoursAgo(hours));
    place
        .vm("proxy")
        .on(host)
        .storedOn(datastore)
        .disk()
        .disk(disk -> disk.fileName(held.diskAt(1).baseFile()).mode("independent_nonpersistent"));
    return held;
  }

  private void claims() {
    proof("vm.attribute.stale-dpm-server")
        .found(place -> place.vm("claimed").customValue("DPMServer", "MABS01.example.org"))
        .silent(place -> place.vm("claim cleared").customValue("DPMServer", ""))
        .silent(place -> place.vm("another attribute").customValue("Owner", "DPMServer"))
        .undetermined(
            place -> {
              VmScenario vm = place.vm("attributes may not be read");
              place.deny(vm, "customValue");
              return vm;
            });
  }
}
