// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AChain;
import io.vpreflight.jobs.testing.ADisk;
import io.vpreflight.jobs.testing.ATask;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.vsphere.inventory.SnapshotInfo;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ForeignHolderTest {
  private final AVm app = AVm.named("app");
  private final AVm proxy = AVm.named("proxy");

  private static Results run(AVm... vms) {
    return Runs.run(new ForeignHolder(), vms);
  }

  private AVm holding(AVm holder) {
    holder.disks.add(ADisk.of("[vmfs01] app/app.vmdk").at(1).build());
    return holder;
  }

  @Test
  void a_proxy_that_did_not_let_go_is_found_at_the_machine_whose_disk_it_is() {
    assertEquals(List.of("app#2000: proxy"), Runs.found(run(app, holding(proxy))));
  }

  @Test
  void a_proxy_that_holds_the_base_below_a_delta_is_found() {
    AChain.of(app, "app.vmdk", "app-000001.vmdk").build();
    assertEquals(List.of("app#2000: proxy"), Runs.found(run(app, holding(proxy))));
  }

  @Test
  void while_a_snapshot_is_young_a_backup_reads_the_disk() {
    AChain.of(app, "app.vmdk", "app-000001.vmdk")
        .snapshot("snapshot-1", "backup", Duration.ofHours(23), "app.vmdk")
        .build();
    assertEquals(List.of(), Runs.found(run(app, holding(proxy))));
  }

  @Test
  void an_old_snapshot_explains_nothing() {
    AChain.of(app, "app.vmdk", "app-000001.vmdk")
        .snapshot("snapshot-1", "backup", Duration.ofHours(24), "app.vmdk")
        .build();
    assertEquals(List.of("app#2000: proxy"), Runs.found(run(app, holding(proxy))));
  }

  @Test
  void while_a_task_runs_nothing_is_said() {
    AnInventory inventory = AnInventory.of(app, holding(proxy));
    inventory.tasks.add(ATask.on(app, "VirtualMachine.createSnapshot").build());
    assertEquals(List.of(), Runs.found(Runs.run(new ForeignHolder(), inventory)));
  }

  @Test
  void a_disk_that_three_machines_hold_is_shared() {
    AVm third = AVm.named("third");
    assertEquals(
        List.of("app#2000: shared", "proxy#2001: shared", "third#2001: shared"),
        Runs.found(run(app, holding(proxy), holding(third))));
  }

  @Test
  void a_disk_that_a_cluster_shares_is_another_matter() {
    ADisk ours = ADisk.of("[vmfs01] app/quorum.vmdk").at(1);
    ours.sharing = "sharingMultiWriter";
    app.disks.add(ours.build());
    proxy.disks.add(ours.build());
    assertEquals(List.of(), Runs.found(run(app, proxy)));
  }

  @Test
  void the_base_of_linked_clones_is_another_matter() {
    proxy.disks.set(0, ADisk.of("[vmfs01] proxy/proxy.vmdk", "[vmfs01] app/app.vmdk").build());
    assertEquals(List.of(), Runs.found(run(app, proxy)));
  }

  @Test
  void machines_with_disks_of_their_own_pass() {
    Results results = run(app, proxy);
    assertEquals(List.of(), Runs.found(results));
    assertEquals(2, Runs.evaluated(results));
  }

  @Test
  void unset_and_unreadable_devices_are_undetermined() {
    app.hardwareUnset = true;
    assertEquals(List.of("app: reason.unset"), Runs.undetermined(run(app)));
    app.unreadable(VmProperty.DEVICES, "NoPermission");
    assertEquals(List.of("app: reason.unreadable"), Runs.undetermined(run(app)));
  }

  @Test
  void the_remedy_never_says_delete() {
    Results results = run(app, holding(proxy));
    for (Locale locale : Texts.LANGUAGES) {
      String remedy =
          Texts.in(locale, ZoneOffset.UTC)
              .say(results.findings().get(0).remedy())
              .toLowerCase(Locale.ROOT);
      assertFalse(remedy.matches(".*(delete|supprim|effac).*"), remedy);
    }
  }

  @Test
  void a_snapshot_of_unknown_age_explains_nothing() {
    app.snapshot =
        new SnapshotInfo(
            null,
            List.of(
                new SnapshotNode(
                    AChain.ref("snapshot-1"), "S", null, 1, null, null, null, List.of())));
    assertEquals(List.of("app#2000: proxy"), Runs.found(run(app, holding(proxy))));
  }
}
