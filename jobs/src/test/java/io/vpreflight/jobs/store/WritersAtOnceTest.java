// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.check.ShownChangeId;
import io.vpreflight.jobs.testing.AStore;
import io.vpreflight.vsphere.inventory.MoRef;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Schedules that come to their end at the same moment; in PostgreSQL, on two nodes. */
@Timeout(600)
@ParameterizedClass
@EnumSource(AStore.class)
class WritersAtOnceTest {
  private static final Instant AT = Instant.parse("2026-11-20T01:00:00Z");
  private static final int WRITERS = 4;
  private static final int ROUNDS = 15;
  private static final int MACHINES = 20;

  private final AStore kept;
  private final List<Store> nodes = new ArrayList<>();
  @TempDir Path temp;

  WritersAtOnceTest(AStore kept) {
    this.kept = kept;
  }

  @BeforeEach
  void open() {
    nodes.add(kept.open(temp.resolve("a")));
    if (kept == AStore.POSTGRESQL) {
      PostgresServer server = kept.place(temp.resolve("a")).server();
      nodes.add(Store.open(new StorePlace(temp.resolve("b"), server), "test"));
    }
  }

  @AfterEach
  void close() {
    nodes.forEach(Store::close);
  }

  /** What one writer does in one round. */
  private interface Work {
    void go(Store store, int writer, int round);
  }

  private void atOnce(Work work) throws Exception {
    CyclicBarrier together = new CyclicBarrier(WRITERS);
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    try {
      CompletionService<Integer> all = new ExecutorCompletionService<>(threads);
      for (int i = 0; i < WRITERS; i++) {
        int writer = i;
        Store store = nodes.get(writer % nodes.size());
        all.submit(
            () -> {
              try {
                for (int round = 0; round < ROUNDS; round++) {
                  together.await();
                  work.go(store, writer, round);
                }
                return writer;
              } finally {
                // Whoever failed is waited for no more.
                together.reset();
              }
            });
      }
      for (int i = 0; i < WRITERS; i++) {
        all.take().get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static StoredAudit audit(int writer, int round) {
    return new StoredAudit(
        "audit-" + writer + "-" + round,
        "schedule-" + writer,
        "cbt-health",
        AT.plusSeconds(round),
        AT.plusSeconds(round + 9),
        true,
        new StoredAudit.Counts(10, 0, 0, 1, 0, 2),
        "report");
  }

  private static Reading reading(StoredAudit audit, int round) {
    return new Reading(
        "vc-" + round,
        audit.schedule(),
        audit.id(),
        audit.startedAt(),
        true,
        "uuid",
        "8.0.3",
        4,
        MACHINES,
        Duration.ofSeconds(2));
  }

  private static List<ShownChangeId> shown(int round) {
    MoRef snapshot = new MoRef("VirtualMachineSnapshot", "snapshot-1");
    return IntStream.range(0, MACHINES)
        .mapToObj(
            vm ->
                new ShownChangeId(
                    new MoRef("VirtualMachine", "vm-" + vm),
                    2000,
                    "uuid-of-disk",
                    AT,
                    snapshot,
                    "backup",
                    AT,
                    "epoch-" + round + "/1"))
        .toList();
  }

  @Test
  void audits_of_one_vcenter_that_end_at_the_same_moment_are_all_kept() throws Exception {
    SeenFinding off = new SeenFinding("vm.cbt.off", "uuid", "VirtualMachine:vm-7", "", "srv", "x");
    atOnce(
        (store, writer, round) -> {
          StoredAudit audit = audit(writer, round);
          store.together(
              () -> {
                store.audits().record(audit, List.of(off), Set.of(), Set.of("vm.cbt.off"));
                store.readings().keep(List.of(reading(audit, round), reading(audit, ROUNDS)));
                store.changeIds().add("vc", shown(round));
                return audit;
              });
        });
    Store store = nodes.get(0);
    assertEquals(WRITERS * ROUNDS, store.audits().list("", 1000).size());
    assertEquals(
        Set.of("vc-0", "vc-" + ROUNDS),
        Set.copyOf(
            store.readings().list().stream()
                .map(Reading::vcenter)
                .filter(name -> name.equals("vc-0") || name.equals("vc-" + ROUNDS))
                .toList()));
    assertEquals(ROUNDS + 1, store.readings().list().size());
    assertEquals(ROUNDS * MACHINES, store.changeIds().known().of("vc").size());
  }

  @Test
  void messages_that_are_gathered_for_the_morning_by_several_at_once_are_all_told()
      throws Exception {
    atOnce(
        (store, writer, round) -> {
          String word = writer + "-" + round;
          store
              .audits()
              .record(
                  audit(writer, round),
                  List.of(),
                  Set.of(),
                  Set.of(),
                  Set.of(),
                  (change, held) ->
                      List.of(
                          new Letter(
                              "letter-" + word,
                              "ops",
                              AT,
                              AT,
                              AT.plusSeconds(86_400),
                              true,
                              (held.held().getOrDefault("ops", "") + " " + word).strip())));
        });
    List<Outbox.Entry> letters = nodes.get(0).outbox().list(1000);
    List<String> told =
        letters.stream()
            .flatMap(one -> Arrays.stream(one.letter().body().split(" ", -1)))
            .sorted()
            .toList();
    List<String> all =
        IntStream.range(0, WRITERS)
            .boxed()
            .flatMap(writer -> IntStream.range(0, ROUNDS).mapToObj(round -> writer + "-" + round))
            .sorted()
            .toList();
    assertEquals(all, told);
    assertEquals(1, letters.size(), "what is gathered is one message");
  }

  @Test
  void what_live_mode_keeps_without_an_audit_is_kept_beside_audits() throws Exception {
    atOnce(
        (store, writer, round) -> {
          store.readings().keep(List.of(reading(audit(writer, round), round)));
          store.changeIds().add("vc", shown(round));
          store.changeIds().retain("vc", Set.of(shown(round).get(0).vm()));
        });
    assertEquals(ROUNDS, nodes.get(0).readings().list().size());
    assertEquals(ROUNDS, nodes.get(0).changeIds().known().of("vc").size());
  }

  @Test
  void who_does_not_wait_in_line_does_it_again_until_it_is_done() throws Exception {
    AtomicInteger next = new AtomicInteger();
    atOnce(
        (store, writer, round) ->
            store
                .tokens()
                .add(
                    new StoredToken(
                        "token-" + round,
                        "%064x".formatted(next.incrementAndGet()),
                        Set.of("read"),
                        AT,
                        null)));
    assertEquals(ROUNDS, nodes.get(0).tokens().list().size());
  }

  @Test
  void what_breaks_a_rule_of_the_tables_is_not_kept_in_part_and_the_store_goes_on() {
    Store store = nodes.get(0);
    StoredAudit audit = audit(0, 0);
    store.audits().record(audit, List.of(), Set.of(), Set.of());
    Letter letter = new Letter("letter", "ops", AT, AT, AT.plusSeconds(60), false, "text");
    StoreException refused =
        assertThrows(
            StoreException.class,
            () ->
                store.together(
                    () -> {
                      store.readings().keep(List.of(reading(audit, 0)));
                      return store
                          .audits()
                          .record(
                              audit,
                              List.of(),
                              Set.of(),
                              Set.of(),
                              Set.of(),
                              (change, held) -> List.of(letter));
                    }));
    assertEquals(StoreException.Kind.NOT_TAKEN, refused.kind(), refused.toString());
    assertFalse(refused.isLost());
    SeenFinding tooLong = new SeenFinding("c", "vc", "o", "", "n".repeat(10_001), "x");
    StoreException misfit =
        assertThrows(
            StoreException.class,
            () -> store.audits().record(audit(0, 1), List.of(tooLong), Set.of(), Set.of("c")));
    assertEquals(StoreException.Kind.NOT_TAKEN, misfit.kind(), misfit.toString());
    assertEquals(List.of(), store.readings().list());
    assertEquals(List.of(), store.outbox().list(10));
    assertEquals(1, store.audits().list("", 10).size());
    store.audits().record(audit(0, 2), List.of(), Set.of(), Set.of());
    assertEquals(2, store.audits().list("", 10).size());
  }

  @Test
  void a_plan_that_several_save_at_once_is_there_once() throws Exception {
    atOnce(
        (store, writer, round) ->
            store
                .plans()
                .save(
                    new StoredPlan(
                        "%064x".formatted(round + 1), "cbt", "{}", "ada", AT, AT, "PLANNED")));
    assertEquals(ROUNDS, nodes.get(0).plans().list().size());
    assertTrue(nodes.get(0).journal().verify().good());
  }
}
