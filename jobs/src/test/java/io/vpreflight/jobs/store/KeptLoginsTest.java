// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import static io.vpreflight.jobs.store.Attempts.ACCOUNT;
import static io.vpreflight.jobs.store.Attempts.IN;
import static io.vpreflight.jobs.store.Attempts.NOT_TRIED;
import static io.vpreflight.jobs.store.Attempts.WRONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.testing.AStore;
import io.vpreflight.vsphere.LoginMemory.Outcome;
import io.vpreflight.vsphere.LoginMemory.Tried;
import io.vpreflight.vsphere.soap.LoginGuard;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a service knows of refused passwords after it has ended. */
@Tag("long")
@ParameterizedClass
@EnumSource(AStore.class)
@Timeout(600)
class KeptLoginsTest {
  private static final String CANARY = "C4n4ry-Zw1tsch";
  private static final String PARIS = "paris:443";
  private static final String LYON = "lyon:443";
  private static final String NICE = "nice:443";

  private final AStore kept;
  @TempDir Path temp;
  private Store store;
  private final Attempts attempts = new Attempts().server(PARIS, "right").server(LYON, "right");

  KeptLoginsTest(AStore kept) {
    this.kept = kept;
  }

  @BeforeEach
  void open() {
    store = kept.open(temp.resolve("state"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  /** What a service has in its hands after each start. */
  private LoginGuard restarted() {
    store.close();
    open();
    return attempts.service(store.logins());
  }

  private List<Tried> rows() {
    return store.logins().replace(ACCOUNT, all -> all);
  }

  private void put(Outcome outcome, Instant at, @Nullable String digest) {
    store
        .logins()
        .replace(
            ACCOUNT,
            all -> {
              List<Tried> more = new ArrayList<>(all);
              more.add(new Tried("id" + all.size(), PARIS, outcome, at, digest));
              return more;
            });
  }

  @Tag("F14")
  @Test
  void f14_a_wrong_password_is_tried_twice_in_all_lives_of_a_service() {
    assertEquals(WRONG, attempts.login(restarted(), PARIS, "wrong"));
    assertEquals(WRONG, attempts.login(restarted(), PARIS, "wrong"));
    for (int life = 0; life < 3; life++) {
      LoginGuard guard = restarted();
      assertEquals(NOT_TRIED, attempts.login(guard, PARIS, "wrong"));
      assertEquals(NOT_TRIED, attempts.login(guard, LYON, "wrong"), "they may have one sign-on");
      attempts.clock.passes(Duration.ofDays(30));
    }
    assertEquals(2, attempts.sent.get());
    assertNull(Objects.requireNonNull(attempts.refusal).until());
    String stopped = "stopped [" + PARIS + "]";
    assertEquals(List.of(stopped, stopped, stopped, stopped), attempts.told, "once in each life");
  }

  @Tag("F14")
  @Test
  void f14_another_password_is_tried_and_what_was_wrong_before_is_forgotten_with_it() {
    attempts.login(restarted(), PARIS, "wrong");
    attempts.login(restarted(), PARIS, "wrong");
    assertEquals(WRONG, attempts.login(restarted(), PARIS, "another"));
    assertEquals(NOT_TRIED, attempts.login(restarted(), PARIS, "wrong"), "it is still known");
    attempts.clock.passes(Duration.ofMinutes(4));
    assertEquals(IN, attempts.login(restarted(), PARIS, "right"));
    assertEquals(List.of(), rows());
  }

  @Tag("F14")
  @Test
  void f14_two_passwords_that_take_turns_are_tried_twice_in_three_minutes() {
    attempts.clock.step = Duration.ofSeconds(1);
    LoginGuard guard = restarted();
    attempts.login(guard, PARIS, "old file");
    attempts.login(guard, PARIS, "old file");
    assertEquals(IN, attempts.login(guard, PARIS, "right"));
    assertEquals(List.of(), store.logins().refused(), "nothing is stopped any more");
    attempts.clock.step = Duration.ofSeconds(30);
    Instant before = attempts.clock.now;
    assertEquals(WRONG, attempts.login(restarted(), PARIS, "old file"));
    Duration waited = Duration.between(before, attempts.clock.now);
    assertTrue(waited.compareTo(Duration.ofMinutes(2)) > 0, "it waited only " + waited);
  }

  @Tag("F14")
  @Test
  void f14_a_password_that_is_accepted_begins_anew() {
    LoginGuard guard = restarted();
    attempts.login(guard, PARIS, "right");
    for (int i = 0; i < 3; i++) {
      attempts.server(PARIS, "late");
      assertEquals(WRONG, attempts.login(guard, PARIS, "right"));
      attempts.server(PARIS, "right");
      assertEquals(IN, attempts.login(guard, PARIS, "right"));
    }
    assertEquals(List.of(), rows());
  }

  @Tag("F14")
  @Test
  void f14_nodes_that_log_in_at_once_try_a_wrong_password_twice_together() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try (Store other = kept == AStore.POSTGRESQL ? kept.open(temp.resolve("state")) : null) {
      List<Future<String>> all = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        // Each with a guard of its own: what they share is the store.
        KeptLogins logins = other == null || i % 2 == 0 ? store.logins() : other.logins();
        all.add(threads.submit(() -> attempts.login(attempts.service(logins), PARIS, "wrong")));
      }
      int wrong = 0;
      for (Future<String> one : all) {
        wrong += one.get().equals(WRONG) ? 1 : 0;
      }
      assertEquals(2, wrong);
      assertEquals(2, attempts.sent.get());
    } finally {
      threads.shutdownNow();
    }
  }

  @Tag("F14")
  @Test
  void f14_one_vcenter_of_many_that_has_another_password_does_not_take_the_others_with_it() {
    attempts.server(NICE, "of its own");
    attempts.clock.step = Duration.ofSeconds(1);
    LoginGuard guard = restarted();
    for (int night = 0; night < 4; night++) {
      assertEquals(IN, attempts.login(guard, PARIS, "right"), "night " + night);
      assertEquals(night < 2 ? WRONG : NOT_TRIED, attempts.login(guard, NICE, "right"));
      assertEquals(IN, attempts.login(guard, LYON, "right"), "night " + night);
      attempts.clock.passes(Duration.ofDays(1));
      guard = restarted();
    }
    assertEquals(List.of(new KeptLogins.Refused(ACCOUNT, List.of(NICE))), store.logins().refused());
    assertEquals(IN, attempts.login(guard, NICE, "of its own"));
    assertEquals(List.of(), store.logins().refused());
  }

  @Tag("F14")
  @Test
  void f14_a_password_that_was_changed_for_all_of_them_is_tried_twice_although_it_was_right() {
    attempts.server(NICE, "right");
    LoginGuard guard = restarted();
    for (String server : List.of(PARIS, LYON, NICE)) {
      assertEquals(IN, attempts.login(guard, server, "right"));
    }
    attempts.clock.passes(Duration.ofHours(1));
    attempts.server(PARIS, "new").server(LYON, "new").server(NICE, "new");
    assertEquals(WRONG, attempts.login(guard, PARIS, "right"));
    assertEquals(WRONG, attempts.login(guard, LYON, "right"));
    assertEquals(NOT_TRIED, attempts.login(guard, NICE, "right"));
  }

  @Tag("F14")
  @Test
  void f14_who_ended_in_the_middle_of_logins_is_counted_as_wrong_for_three_minutes() {
    put(Outcome.OPEN, attempts.clock.now, null);
    assertEquals(WRONG, attempts.login(restarted(), PARIS, "wrong"));
    attempts.clock.step = Duration.ofSeconds(30);
    Instant before = attempts.clock.now;
    assertEquals(WRONG, attempts.login(restarted(), PARIS, "wrong"));
    Duration waited = Duration.between(before, attempts.clock.now);
    assertTrue(waited.compareTo(Duration.ofMinutes(2)) > 0, "it waited only " + waited);
    assertEquals(NOT_TRIED, attempts.login(restarted(), PARIS, "wrong"));
    assertEquals(2, attempts.sent.get());
  }

  @Tag("F14")
  @Test
  void f14_two_crashes_do_not_lock_a_right_password_out_for_ever() {
    put(Outcome.OPEN, attempts.clock.now, null);
    put(Outcome.OPEN, attempts.clock.now, null);
    attempts.clock.passes(Duration.ofSeconds(181));
    assertEquals(IN, attempts.login(restarted(), PARIS, "right"));
    assertEquals(List.of(), rows());
  }

  @Tag("F14")
  @Test
  void f14_the_same_password_is_tried_again_when_somebody_says_so_but_not_within_three_minutes() {
    LoginGuard guard = restarted();
    attempts.login(guard, PARIS, "set back");
    attempts.login(guard, PARIS, "set back");
    attempts.server(PARIS, "set back");
    assertEquals(NOT_TRIED, attempts.login(restarted(), PARIS, "set back"));
    assertEquals(
        List.of(new KeptLogins.Refused(ACCOUNT, List.of(PARIS))), store.logins().tryAgain());
    assertEquals(List.of(), store.logins().tryAgain());
    attempts.clock.step = Duration.ofSeconds(30);
    Instant before = attempts.clock.now;
    assertEquals(IN, attempts.login(restarted(), PARIS, "set back"));
    Duration waited = Duration.between(before, attempts.clock.now);
    assertTrue(waited.compareTo(Duration.ofMinutes(2)) > 0, "it waited only " + waited);
    assertEquals(List.of(), rows());
  }

  @Tag("F14")
  @Test
  void f14_a_guard_is_told_to_try_again_by_whoever_has_it() {
    LoginGuard guard = restarted();
    attempts.login(guard, PARIS, "wrong");
    attempts.login(guard, PARIS, "wrong");
    attempts.clock.passes(Duration.ofHours(1));
    assertEquals(NOT_TRIED, attempts.login(guard, PARIS, "wrong"));
    guard.tryAgain();
    assertEquals(WRONG, attempts.login(guard, PARIS, "wrong"));
    assertEquals(WRONG, attempts.login(guard, PARIS, "wrong"));
    assertEquals(NOT_TRIED, attempts.login(guard, PARIS, "wrong"));
    assertEquals(2, attempts.told.size(), "each time that it stops is told: " + attempts.told);
  }

  @Tag("F50")
  @Test
  void f50_no_password_is_kept_and_two_digests_of_one_are_not_alike() throws Exception {
    LoginGuard guard = restarted();
    attempts.server(PARIS, CANARY);
    assertEquals(IN, attempts.login(guard, PARIS, CANARY));
    attempts.login(guard, PARIS, "x" + CANARY);
    attempts.login(attempts.service(store.logins()), PARIS, "y" + CANARY);
    List<String> digests =
        rows().stream().map(one -> Objects.requireNonNull(one.digest())).toList();
    assertEquals(2, digests.size());
    assertNotEquals(digests.get(0), digests.get(1));
    for (String digest : digests) {
      assertTrue(digest.matches("pbkdf2-sha256:[6-9]\\d{5,}:[^:]{24}:[^:]{44}"), digest);
    }
    store.close();
    Path file = temp.resolve("state/store.mv.db");
    if (Files.exists(file)) {
      String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      assertTrue(bytes.contains("pbkdf2-sha256"), "the search finds what is there");
      assertFalse(bytes.contains(CANARY));
    }
    open();
  }

  @Tag("F36")
  @Test
  void f36_what_another_version_has_written_locks_nobody_out_and_is_told_once() {
    put(Outcome.REFUSED, attempts.clock.now, "argon9:of-tomorrow");
    put(Outcome.REFUSED, attempts.clock.now, "pbkdf2-sha256:99999999:damaged");
    LoginGuard guard = restarted();
    assertEquals(IN, attempts.login(guard, LYON, "right"));
    assertEquals(IN, attempts.login(guard, LYON, "right"));
    assertEquals(List.of("forgets not understood"), attempts.told);
    assertEquals(2, rows().size(), "whoever wrote it may need it");
  }

  @Tag("F35")
  @Test
  void f35_a_store_that_takes_nothing_leaves_what_this_process_knows() {
    LoginGuard guard = restarted();
    assertEquals(WRONG, attempts.login(guard, PARIS, "wrong"));
    store.close();
    assertEquals(WRONG, attempts.login(guard, PARIS, "wrong"));
    assertEquals(NOT_TRIED, attempts.login(guard, PARIS, "wrong"));
    assertEquals(2, attempts.sent.get());
    assertEquals(2, attempts.told.size(), attempts.told.toString());
    assertTrue(attempts.told.get(0).startsWith("forgets "), attempts.told.toString());
  }
}
