// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.audit.AuditRequest;
import io.vpreflight.jobs.audit.Checks;
import io.vpreflight.jobs.audit.Earlier;
import io.vpreflight.jobs.audit.Scope;
import io.vpreflight.jobs.check.ChangeIdMemory;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.profile.Profile;
import io.vpreflight.jobs.profile.ProfileReader;
import io.vpreflight.jobs.store.Audits;
import io.vpreflight.jobs.store.FindingHistory;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StoreException;
import io.vpreflight.jobs.store.StorePlace;
import io.vpreflight.jobs.store.StoredAudit;
import io.vpreflight.jobs.testing.ADisk;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.Snapshot;
import io.vpreflight.vsphere.inventory.SnapshotInfo;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.Unreadable;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of findings while nobody audits. */
@Timeout(600)
class LiveJudgeTest {
  private static final String CHECK = "vm.snapshot.consolidation-needed";
  private static final String TWINS = "vm.identity.duplicate-bios-uuid";
  private static final String PARIS = "vc01.example.org";
  private static final String LYON = "vc02.example.org";
  private static final Pace PACE =
      new Pace(
          Duration.ofMillis(50),
          Duration.ofHours(1),
          Duration.ofHours(1),
          Duration.ofMillis(1),
          Duration.ofMillis(1));

  @TempDir Path temp;

  @SuppressWarnings("NullAway.Init")
  private Store store;

  private final BlockingQueue<Audits.Change> told = new LinkedBlockingQueue<>();
  private final BlockingQueue<Text> said = new LinkedBlockingQueue<>();
  private final LiveEstate estate = new LiveEstate(Clock.systemUTC(), List.of(PARIS, LYON));

  @SuppressWarnings("NullAway.Init")
  private LiveJudge judge;

  @BeforeEach
  void open() {
    store = Store.open(StorePlace.in(temp.resolve("state")), "test");
    Profile profile = ProfileReader.builtIn("discovery-audit");
    AuditRequest request =
        new AuditRequest(
            profile,
            Checks.all().stream()
                .filter(check -> Set.of(CHECK, TWINS).contains(check.info().id()))
                .toList(),
            List.of(),
            List.of(),
            Scope.ALL,
            List.of(),
            Set.of());
    judge =
        new LiveJudge(
            estate,
            List.of(
                new LiveSchedule("nightly", Set.of(PARIS, LYON), request, 1.0),
                new LiveSchedule("paris", Set.of(PARIS), request, 1.0)),
            store,
            Clock.systemUTC(),
            PACE,
            new Around());
    judge.start();
  }

  @AfterEach
  void close() {
    judge.close();
    store.close();
  }

  private final class Around implements LiveJudge.Surroundings {
    @Override
    public Audits.Teller teller(Audit audit, StoredAudit amended) {
      return (change, held) -> {
        told.add(change);
        return List.of();
      };
    }

    @Override
    public void wake() {}

    @Override
    public void say(Text line) {
      said.add(line);
    }

    @Override
    public void lost(StoreException problem) {
      throw new AssertionError(problem);
    }

    @Override
    public boolean isPaused(String schedule) {
      return false;
    }
  }

  private static Inventory vcenter(boolean consolidate, String uuid, String stopped) {
    AVm app = AVm.named("app");
    app.consolidationNeeded = consolidate;
    app.uuid = uuid;
    AVm other = AVm.named("other");
    other.uuid = "42070000-0000-4000-8000-000000000001";
    AnInventory inventory = AnInventory.of(app, other);
    return (stopped.isEmpty() ? inventory : inventory.stopped(stopped)).build();
  }

  private static Inventory vcenter(boolean consolidate) {
    return vcenter(consolidate, "42070000-0000-4000-8000-000000000002", "");
  }

  private static Inventory lyon(String uuid) {
    AVm elsewhere = AVm.named("elsewhere");
    elsewhere.uuid = uuid;
    AnInventory inventory = AnInventory.of(elsewhere);
    inventory.instanceUuid = "22222222-2222-4222-8222-222222222222";
    inventory.name = LYON;
    return inventory.build();
  }

  /** All of it was looked at just now. */
  private void read(String vcenter, Inventory inventory) {
    estate.read(vcenter, inventory, Instant.now());
  }

  private void audited() {
    audited("nightly", List.of());
  }

  /** An audit of which nothing was found. */
  private void audited(String schedule, List<Inventory> others) {
    try (LiveJudge.Hold hold = judge.hold(schedule)) {
      Instant now = Instant.now();
      store
          .audits()
          .record(
              new StoredAudit(
                  "audit-" + now,
                  schedule,
                  "discovery-audit",
                  now,
                  now,
                  true,
                  new StoredAudit.Counts(2, 0, 0, 0, 0, 0),
                  "report"),
              List.of(),
              Set.of(),
              Set.of(CHECK, TWINS));
      hold.kept(new Earlier(List.of(), others, ChangeIdMemory.NONE));
    }
  }

  private Audits.Change told() throws InterruptedException {
    Audits.Change change = told.poll(20, TimeUnit.SECONDS);
    assertNotNull(change, "nobody was told");
    // The letters are written before the step that they belong to is done.
    Text line = said.poll(20, TimeUnit.SECONDS);
    assertEquals("live.changed", line == null ? "" : line.key());
    return change;
  }

  /** What was there to be judged has been, when something that comes after it has been. */
  private void nobodyIsTold() throws InterruptedException {
    Thread.sleep(400);
    assertEquals(List.of(), List.copyOf(told));
  }

  private List<String> open(String check) {
    return open("nightly", check);
  }

  private List<String> open(String schedule, String check) {
    return store.audits().findings(schedule, false).stream()
        .map(FindingHistory::finding)
        .filter(finding -> finding.check().equals(check))
        .map(finding -> finding.name())
        .toList();
  }

  @Test
  void nothing_is_told_before_there_is_an_audit_to_amend_and_all_of_it_after() throws Exception {
    read("vc01.example.org", vcenter(true));
    nobodyIsTold();
    audited();
    assertTrue(estate.isOutdated("vc01.example.org"));
    nobodyIsTold();
    read("vc01.example.org", vcenter(true));
    assertEquals(1, told().news().size());
    assertEquals(List.of("app"), open(CHECK));
  }

  @Test
  void what_changes_is_told_once_and_is_no_audit() throws Exception {
    audited();
    read("vc01.example.org", vcenter(true));
    assertEquals(1, told().news().size());
    estate.updated("vc01.example.org", vcenter(true));
    nobodyIsTold();
    estate.updated("vc01.example.org", vcenter(false));
    assertEquals(1, told().resolved().size());
    assertEquals(List.of(), open(CHECK));
    assertEquals(1, store.audits().list("nightly", 10).size());
  }

  @Test
  void while_an_audit_is_under_way_nothing_is_judged_and_nothing_is_missed() throws Exception {
    audited();
    try (LiveJudge.Hold hold = judge.hold("nightly")) {
      read("vc01.example.org", vcenter(true));
      nobodyIsTold();
      hold.kept(Earlier.of(List.of()));
    }
    // The audit may have seen later what nobody announces.
    nobodyIsTold();
    assertTrue(estate.isOutdated("vc01.example.org"));
    estate.reread("vc01.example.org", vcenter(true), Instant.now());
    assertEquals(1, told().news().size());
  }

  @Tag("F1")
  @Test
  void what_is_not_whole_resolves_nothing_until_it_is() throws Exception {
    audited();
    read("vc01.example.org", vcenter(true));
    told();
    String uuid = "42070000-0000-4000-8000-000000000002";
    estate.updated("vc01.example.org", vcenter(false, uuid, "session-lost"));
    nobodyIsTold();
    assertEquals(List.of("app"), open(CHECK));
    estate.updated("vc01.example.org", vcenter(false));
    assertEquals(1, told().resolved().size());
  }

  @Tag("F1")
  @Test
  void what_compares_vcenters_is_not_resolved_before_all_of_them_were_read() throws Exception {
    audited();
    read("vc01.example.org", vcenter(false, "42070000-0000-4000-8000-000000000001", ""));
    assertEquals(2, told().news().size());
    estate.updated("vc01.example.org", vcenter(false));
    nobodyIsTold();
    assertEquals(2, open(TWINS).size());
    read(LYON, lyon("42070000-0000-4000-8000-000000000009"));
    assertEquals(2, told().resolved().size());
  }

  @Test
  void what_is_older_than_the_audit_neither_resolves_nor_brings_back() throws Exception {
    audited();
    read("vc01.example.org", vcenter(true));
    told();
    audited();
    assertEquals(List.of(), open(CHECK));
    estate.updated("vc01.example.org", vcenter(true));
    nobodyIsTold();
    assertEquals(List.of(), open(CHECK));
    estate.reread("vc01.example.org", vcenter(true), Instant.now());
    assertEquals(1, told().back().size());
  }

  @Tag("F1")
  @Test
  void a_vcenter_that_is_lost_keeps_its_findings() throws Exception {
    audited();
    read("vc01.example.org", vcenter(true));
    told();
    estate.lost("vc01.example.org");
    estate.touch();
    nobodyIsTold();
    assertEquals(List.of("app"), open(CHECK));
    assertEquals(false, estate.states().get(0).following());
  }

  @Test
  void a_schedule_of_one_vcenter_judges_it_alone_and_compares_it_with_the_newest_of_the_others()
      throws Exception {
    String shared = "42070000-0000-4000-8000-000000000002";
    audited("paris", List.of(lyon(shared)));
    read(PARIS, vcenter(false));
    assertEquals(1, told().news().size());
    assertEquals(List.of("app"), open("paris", TWINS));
    // What the audit was told of it is older than what another schedule follows.
    read(LYON, lyon("42070000-0000-4000-8000-000000000009"));
    assertEquals(1, told().resolved().size());
    read(LYON, lyon(shared));
    assertEquals(1, told().back().size());
    assertEquals(List.of("app"), open("paris", TWINS));
  }

  /** What a backup program freezes and takes away again. */
  private static Inventory duringBackup() {
    AVm app = AVm.named("app");
    MoRef snapshot = new MoRef("VirtualMachineSnapshot", "snapshot-1");
    SnapshotNode node =
        new SnapshotNode(snapshot, "backup", null, 1, AnInventory.NOW, null, false, List.of());
    app.snapshot = new SnapshotInfo(snapshot, List.of(node));
    AnInventory inventory = AnInventory.of(app);
    VirtualDisk shown = ADisk.frozen(app.disks.get(0), "52 aa/7");
    inventory.snapshots.add(new Snapshot(snapshot, List.of(shown), Unreadable.NONE));
    return inventory.build();
  }

  @Test
  void a_changeid_that_a_backup_shows_for_a_moment_is_remembered() throws Exception {
    audited();
    Inventory shows = duringBackup();
    read(PARIS, shows);
    String uuid = shows.vcenter().instanceUuid();
    while (store.changeIds().known().of(uuid).isEmpty()) {
      Thread.sleep(20);
    }
    assertEquals("52 aa/7", store.changeIds().known().of(uuid).get(0).changeId());
  }
}
