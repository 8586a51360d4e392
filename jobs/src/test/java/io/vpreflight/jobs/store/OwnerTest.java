// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.text.Texts;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerTest {
  @TempDir Path temp;

  @Tag("F35")
  @Tag("F28")
  @Test
  void a_store_that_another_process_has_is_refused_with_who_that_is() throws Exception {
    try (StoreProcess other = StoreProcess.start(List.of(), "hold", temp)) {
      assertEquals("open", other.says());
      StoreException refused = assertThrows(StoreException.class, () -> Store.open(temp, "test"));
      assertEquals(StoreException.Kind.IN_USE, refused.kind());
      String said = Texts.in(Locale.ENGLISH, ZoneOffset.UTC).say(refused.problem());
      assertTrue(said.contains("process " + other.process.pid() + " since "), said);
      assertTrue(said.contains("(repair run of a test)"), said);
      try (Store look = Store.look(temp)) {
        assertTrue(look.journal().verify().good());
      }
    }
  }

  @Test
  void whoever_looks_while_another_process_writes_without_pause_sees_a_whole_journal()
      throws Exception {
    try (StoreProcess other = StoreProcess.start(List.of(), "many", temp)) {
      long seen = 0;
      for (int i = 0; i < 25; i++) {
        assertEquals("appended", String.valueOf(other.says()).split(" ", 2)[0]);
        try (Store look = Store.look(temp)) {
          Verification verification = look.journal().verify();
          assertTrue(verification.good(), verification.toString());
          assertTrue(verification.lines() >= Math.max(seen, i + 1), verification.toString());
          seen = verification.lines();
        }
      }
    }
  }

  @Test
  void the_lock_dies_with_the_process() throws Exception {
    try (StoreProcess other = StoreProcess.start(List.of(), "hold", temp)) {
      assertEquals("open", other.says());
      other.kill();
      other.saysToTheEnd();
      try (Store store = Store.open(temp, "test")) {
        Lines.append(store, 1);
      }
    }
  }

  @Test
  void the_same_process_cannot_have_it_twice_and_keeps_it_when_it_tries() throws Exception {
    try (Store store = Store.open(temp, "test")) {
      assertEquals(
          StoreException.Kind.IN_USE,
          assertThrows(StoreException.class, () -> Store.open(temp, "again")).kind());
      try (StoreProcess other = StoreProcess.start(List.of(), "try", temp)) {
        assertTrue(other.saysToTheEnd().get(0).startsWith("IN_USE "));
      }
      Lines.append(store, 1);
    }
    Store.open(temp, "test").close();
  }

  @Test
  void leases_of_a_process_that_is_gone_are_over_and_its_numbers_are_not_given_again() {
    Lease old;
    try (Store store = Store.open(temp, "test")) {
      old = lease(store, "a");
    }
    try (Store store = Store.open(temp, "test")) {
      Lease next = lease(store, "b");
      assertTrue(next.fencingNumber() > old.fencingNumber());
    }
  }

  private static Lease lease(Store store, String holder) {
    Duration length = Duration.ofHours(1);
    return store.beginRepairs(holder, length).acquire("vc/vm-1", holder, length).orElseThrow();
  }
}
