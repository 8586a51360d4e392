// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.repair.plan.RepairMark;
import io.vpreflight.jobs.testing.PostgresOfTests;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which installation this is belongs to the store, and to nothing around it. */
@Timeout(600)
class InstallationTest {
  @TempDir Path temp;

  private static String of(Path folder) {
    try (Store store = Store.open(folder, "test")) {
      return store.installation();
    }
  }

  @Tag("F42")
  @Test
  void a_store_is_one_installation_for_good_and_another_store_is_another() {
    Path folder = temp.resolve("a");
    String id = of(folder);
    assertTrue(RepairMark.isId(id), id);
    assertEquals(id, of(folder));
    try (Store look = Store.look(folder)) {
      assertEquals(id, look.installation());
    }
    assertNotEquals(id, of(temp.resolve("b")));
  }

  @Tag("F42")
  @Test
  void what_was_put_back_from_a_backup_is_the_installation_that_it_was() {
    Path folder = temp.resolve("a");
    String id = of(folder);
    Path copy = Backup.make(folder, temp.resolve("copies"), Instant.parse("2026-11-20T06:00:00Z"));
    assertEquals(id, of(copy));
  }

  @Tag("F42")
  @Test
  void nodes_of_one_store_that_start_at_once_are_one_installation() throws Exception {
    PostgresServer server = PostgresOfTests.schema();
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Callable<String>> nodes =
          List.of("a", "b", "c").stream()
              .map(
                  node ->
                      (Callable<String>)
                          () -> {
                            StorePlace place = new StorePlace(temp.resolve(node), server);
                            try (Store store = Store.open(place, "test")) {
                              return store.installation();
                            }
                          })
              .toList();
      Set<String> ids = threads.invokeAll(nodes).stream().map(InstallationTest::now).collect(set());
      assertEquals(1, ids.size(), ids.toString());
    } finally {
      threads.shutdownNow();
    }
  }

  private static java.util.stream.Collector<String, ?, Set<String>> set() {
    return Collectors.toSet();
  }

  private static String now(Future<String> id) {
    try {
      return id.get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
