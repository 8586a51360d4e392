// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.plugin.cli.Exit;
import io.vpreflight.plugin.cli.Shell;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A thread that nobody of ours made, in the process of a service. */
@Timeout(600)
class ThreadDeathTest {
  @TempDir Path temp;

  private static void die(Error of) throws InterruptedException {
    Thread thread =
        new Thread(
            () -> {
              throw of;
            },
            "of a library");
    thread.start();
    thread.join();
  }

  @Tag("F34")
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void without_memory_or_stack_the_service_says_so_logs_out_and_ends_as_broken(boolean memory)
      throws Exception {
    try (RepairBench bench = new RepairBench(temp, RepairBench.plant(temp, 1), Duration.ZERO);
        ServedBench service = new ServedBench(bench, ServedBench.config(bench, "", ""))) {
      die(memory ? new OutOfMemoryError("of a test") : new StackOverflowError("of a test"));
      Shell.Result result = service.awaitEnd();
      assertEquals(Exit.BROKEN, result.code(), result.toString());
      assertTrue(result.err().contains("has died"), result.err());
      assertEquals(0, bench.server.openSessions());
      assertEquals(Exit.OK, ServedBench.command(bench, "journal verify").code());
    }
  }

  @Test
  void what_else_nobody_caught_ends_nothing() throws Exception {
    try (RepairBench bench = new RepairBench(temp, RepairBench.plant(temp, 1), Duration.ZERO);
        ServedBench service = new ServedBench(bench, ServedBench.config(bench, "", ""))) {
      die(new AssertionError("of a test"));
      assertEquals(Exit.OK, service.command("schedules").code());
      Shell.Result result = service.end();
      assertEquals(Exit.OK, result.code(), result.toString());
      assertFalse(result.err().contains("has died"), result.err());
    }
  }
}
