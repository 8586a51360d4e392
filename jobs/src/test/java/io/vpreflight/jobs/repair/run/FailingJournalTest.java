// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.store.Journal;
import io.vpreflight.jobs.store.JournalEntry;
import io.vpreflight.jobs.store.JournalEvent;
import io.vpreflight.jobs.store.JournalLine;
import io.vpreflight.jobs.store.Lease;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StoreException;
import io.vpreflight.jobs.store.Verification;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A disk that is full at any one line of the journal, before or after it was written. */
class FailingJournalTest {
  /** So many lines a reset writes at least. */
  private static final int LINES = 20;

  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init")
  private static Store store;

  @BeforeAll
  static void open() {
    store = Store.open(folder.resolve("state"), "test");
  }

  @AfterAll
  static void close() {
    store.close();
  }

  static Stream<Arguments> lines() {
    return IntStream.rangeClosed(1, LINES)
        .boxed()
        .flatMap(line -> Stream.of(Arguments.of(line, false), Arguments.of(line, true)));
  }

  @Tag("F35")
  @ParameterizedTest
  @MethodSource("lines")
  void what_cannot_be_written_down_is_not_sent_and_what_was_sent_goes_on_from_the_journal(
      int line, boolean written) {
    Rig rig = new Rig(store);
    rig.journal = new Failing(store.journal(), line, written);
    assertThrows(StoreException.class, rig::run);
    long intents = rig.journal().stream().filter(one -> one.event() == JournalEvent.INTENT).count();
    int sent = sent(rig);
    assertTrue(sent <= intents, sent + " calls and " + intents + " intents");
    assertTrue(sent >= intents - 1, sent + " calls and " + intents + " intents");
    // Another process, with room on the disk.
    rig.journal = store.journal();
    Ending ending = rig.run();
    assertEquals(List.of(), rig.broken(ending), ending.toString());
    assertEquals(RepairOutcome.COMPLETE, ending.outcome(), ending.toString());
    assertEquals(6, sent(rig), "each once");
  }

  private static int sent(Rig rig) {
    return rig.world.calls.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Fails at one line and, as a store does, at every line after it. */
  private static final class Failing implements Journal {
    private final Journal journal;
    private final int line;
    private final boolean written;
    private int lines;

    Failing(Journal journal, int line, boolean written) {
      this.journal = journal;
      this.line = line;
      this.written = written;
    }

    private long append(LongSupplier work) {
      lines++;
      long number = lines < line || (lines == line && written) ? work.getAsLong() : 0;
      if (lines < line) {
        return number;
      }
      throw new StoreException(StoreException.Kind.WRITE, Text.of("full"), null);
    }

    @Override
    public long append(JournalEntry entry) {
      return append(() -> journal.append(entry));
    }

    @Override
    public long append(JournalEntry entry, Lease lease) {
      return append(() -> journal.append(entry, lease));
    }

    @Override
    public List<JournalEntry> of(String operationId) {
      return journal.of(operationId);
    }

    @Override
    public List<JournalEntry> ofPlan(String planDigest) {
      return journal.ofPlan(planDigest);
    }

    @Override
    public List<JournalLine> page(String operationId, long after, int atMost) {
      return journal.page(operationId, after, atMost);
    }

    @Override
    public void each(Consumer<JournalLine> reader) {
      journal.each(reader);
    }

    @Override
    public Verification verify() {
      return journal.verify();
    }
  }
}
