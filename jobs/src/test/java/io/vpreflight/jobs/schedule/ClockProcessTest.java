// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StoreProcess;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The clock of a process is moved while it runs; its timetable and its leases are what they are in
 * the product. The clock of its database, in a file, is that of the process.
 */
@Timeout(900)
class ClockProcessTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path temp;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final BlockingQueue<Instant> due = new LinkedBlockingQueue<>();
  private final Set<Instant> seen = new HashSet<>();

  @SuppressWarnings("NullAway.Init") // Written to once the process runs.
  private Writer in;

  @Tag("F39")
  @Tag("long") // Quartz looks once a minute for what was missed.
  @Test
  void whichever_way_its_clock_is_moved_nothing_is_done_twice_and_leases_go_by_the_database()
      throws Exception {
    Path state = temp.resolve("state");
    Path clock = Files.writeString(temp.resolve("clock"), "+0");
    try (StoreProcess process =
        StoreProcess.start(moved(clock), ClockProcess.class, List.of(state.toString()))) {
      in = process.process.outputWriter(StandardCharsets.UTF_8);
      reader(process).start();
      next();
      Instant last = next();
      assertEquals("true", ask("intent"));

      set(clock, HOUR.negated());
      assertFalse(instant(ask("next")).isBefore(last), "what was done is not due again");
      assertEquals("true", ask("renew"));
      assertEquals("true", ask("intent"));

      set(clock, Duration.ofDays(-1));
      assertEquals("true", ask("renew"));
      assertTrue(instant(ask("next")).isAfter(instant(ask("now")).plus(HOUR)));

      set(clock, Duration.ZERO);
      next();
      next();

      // Ahead of the end of the lease, which goes by this clock here.
      set(clock, HOUR);
      assertEquals("false", ask("intent"), "its time is over");
      assertEquals("false", ask("renew"));
      assertEquals("true", ask("acquire"), "under a greater number");
      assertEquals("true", ask("intent"));
      while (next().isBefore(last.plus(HOUR))) {
        // One time for all that it seems to have missed, then those of the new hour.
      }
      next();
      in.close();
      assertTrue(process.process.waitFor(300, TimeUnit.SECONDS), "it ends");
      assertEquals(0, process.process.exitValue());
    }
    try (Store store = Store.look(state)) {
      assertTrue(store.journal().verify().good());
    }
  }

  /** The time of the next that was due; each comes once. */
  private Instant next() throws InterruptedException {
    Instant next = due.poll(300, TimeUnit.SECONDS);
    assertNotNull(next, "nothing is due any more");
    assertTrue(seen.add(next), "twice: " + next);
    return next;
  }

  private String ask(String what) throws IOException, InterruptedException {
    in.write(what + "\n");
    in.flush();
    String answer = answers.poll(300, TimeUnit.SECONDS);
    assertNotNull(answer, what);
    assertTrue(answer.startsWith(what + " "), answer);
    for (Instant one = due.poll(); one != null; one = due.poll()) {
      assertTrue(seen.add(one), "twice: " + one);
    }
    return answer.substring(what.length() + 1);
  }

  private static Instant instant(String text) {
    return Instant.parse(text);
  }

  /** Moves the clock, and waits until the process has seen it. */
  private void set(Path clock, Duration by) throws IOException, InterruptedException {
    Path next = Files.writeString(temp.resolve("next"), "%+d".formatted(by.toSeconds()));
    Files.move(next, clock, StandardCopyOption.ATOMIC_MOVE);
    Duration off;
    do {
      off = Duration.between(Instant.now().plus(by), instant(ask("now"))).abs();
    } while (off.compareTo(Duration.ofMinutes(1)) > 0);
    ask("moved");
  }

  private Thread reader(StoreProcess process) {
    Thread reader =
        new Thread(
            () -> {
              try {
                for (String line = process.says(); line != null; line = process.says()) {
                  if (line.startsWith("due ")) {
                    due.add(instant(line.substring("due ".length())));
                  } else {
                    answers.add(line);
                  }
                }
              } catch (IOException e) {
                // It has ended.
              }
            });
    reader.setDaemon(true);
    return reader;
  }

  /** What a program runs behind so that its clock is as that file says; waits are as ever. */
  private static List<String> moved(Path clock) {
    Path library = library();
    if (library == null) {
      String missing = "libfaketime is missing: no clock was moved";
      Assertions.assertFalse(Boolean.getBoolean("vcsim.required"), missing);
      System.err.println("WARNING: " + missing);
      return Assumptions.abort(missing);
    }
    return List.of(
        "env",
        "LD_PRELOAD=" + library,
        "FAKETIME_TIMESTAMP_FILE=" + clock,
        "FAKETIME_CACHE_DURATION=1",
        "FAKETIME_DONT_FAKE_MONOTONIC=1",
        "DONT_FAKE_MONOTONIC=1");
  }

  /** Where Debian puts it. */
  private static @Nullable Path library() {
    Path all = Path.of("/usr/lib");
    try (Stream<Path> found =
        Files.find(
            all, 3, (path, about) -> path.endsWith(Path.of("faketime", "libfaketimeMT.so.1")))) {
      return found.findFirst().orElse(null);
    } catch (IOException e) {
      return null;
    }
  }
}
