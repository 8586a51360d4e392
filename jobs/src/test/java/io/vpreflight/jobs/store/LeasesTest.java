// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.testing.AStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(AStore.class)
class LeasesTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final AStore kept;
  @TempDir Path temp;
  private Store store;
  private Leases leases;

  LeasesTest(AStore kept) {
    this.kept = kept;
  }

  @BeforeEach
  void open() {
    store = kept.open(temp);
    leases = store.beginRepairs("test", LONG);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void one_has_it_and_nobody_else_not_even_twice() {
    Lease lease = leases.acquire("vc/vm-1", "a", LONG).orElseThrow();
    assertTrue(leases.holds(lease));
    assertTrue(leases.acquire("vc/vm-1", "b", LONG).isEmpty());
    assertTrue(leases.acquire("vc/vm-1", "a", LONG).isEmpty());
    assertTrue(leases.acquire("vc/vm-2", "b", LONG).isPresent());
  }

  @Test
  void what_was_released_can_be_taken_under_a_greater_number() {
    Lease first = leases.acquire("vc/vm-1", "a", LONG).orElseThrow();
    leases.release(first);
    assertFalse(leases.holds(first));
    Lease second = leases.acquire("vc/vm-1", "a", LONG).orElseThrow();
    assertTrue(second.fencingNumber() > first.fencingNumber());
    assertFalse(leases.holds(first));
    assertFalse(leases.renew(first));
    leases.release(first);
    assertTrue(leases.holds(second));
  }

  @Tag("F39")
  @Test
  void an_expired_lease_cannot_be_renewed_even_when_nobody_took_it() throws Exception {
    Lease lease = leases.acquire("vc/vm-1", "a", Duration.ofMillis(30)).orElseThrow();
    while (leases.holds(lease)) {
      Thread.onSpinWait();
    }
    assertFalse(leases.renew(lease));
    assertTrue(leases.acquire("vc/vm-1", "b", LONG).isPresent());
  }

  @Test
  void a_renewed_lease_lasts_from_then_on() {
    Lease lease = leases.acquire("vc/vm-1", "a", LONG).orElseThrow();
    assertTrue(leases.renew(lease));
    assertTrue(leases.holds(lease));
  }

  @Test
  void of_many_who_want_it_at_once_one_gets_it() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 10; round++) {
        String resource = "vc/vm-" + round;
        List<Future<Lease>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          String holder = "holder-" + i;
          all.add(threads.submit(() -> leases.acquire(resource, holder, LONG).orElse(null)));
        }
        List<Lease> got = new ArrayList<>();
        for (Future<Lease> each : all) {
          got.add(each.get());
        }
        assertEquals(1, got.stream().filter(Objects::nonNull).count());
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
