// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything that changed the simulated vCenter or was meant to, in order; only ever appended to.
 * Tests judge from it what was done. Safe for several threads.
 */
public final class MutationLog implements AutoCloseable {
  private final List<Entry> entries = new ArrayList<>();
  private final @Nullable BufferedWriter file;
  private @Nullable Consumer<Entry> listener;

  /**
   * One call that changes something, or the end of the task that it made.
   *
   * @param number from 1
   * @param at by the simulated clock
   * @param kind {@code call}, {@code task} when a task ends, {@code other} for what other hands
   *     than those of a client did, {@code restart}
   * @param target {@code Type:id}
   * @param digest SHA-256 of the arguments in hexadecimal; empty for what is no call
   * @param operationId header of the call; empty when it had none
   * @param session key of the session; empty for what is no call
   * @param outcome {@code ok}, {@code ok Task:task-7}, or the type of the fault
   */
  public record Entry(
      long number,
      Instant at,
      String kind,
      String method,
      String target,
      String digest,
      String operationId,
      String session,
      String user,
      String outcome) {

    /** One line of JSON. */
    String json() {
      return "{\"number\":"
          + number
          + text("at", at.toString())
          + text("kind", kind)
          + text("method", method)
          + text("target", target)
          + text("digest", digest)
          + text("operationId", operationId)
          + text("session", session)
          + text("user", user)
          + text("outcome", outcome)
          + "}";
    }

    private static String text(String name, String value) {
      return ",\"" + name + "\":" + Json.text(value);
    }
  }

  MutationLog(@Nullable Path path) throws IOException {
    file =
        path == null
            ? null
            : Files.newBufferedWriter(
                path, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** All of them so far. */
  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** Tells of each from now on, at once and with the lock of the world held; for one listener. */
  public synchronized void listen(Consumer<Entry> newListener) {
    listener = newListener;
  }

  /** Those of calls of that method, whatever became of them. */
  public List<Entry> calls(String method) {
    return entries().stream()
        .filter(e -> e.kind().equals("call") && e.method().equals(method))
        .toList();
  }

  /** Notes the end of a task, or anything else that is no call of a client. */
  public void note(Instant at, String kind, String method, String target, String outcome) {
    add(at, kind, method, target, "", "", "", "", outcome);
  }

  synchronized void add(
      Instant at,
      String kind,
      String method,
      String target,
      String digest,
      String operationId,
      String session,
      String user,
      String outcome) {
    Entry entry =
        new Entry(
            entries.size() + 1L,
            at,
            kind,
            method,
            target,
            digest,
            operationId,
            session,
            user,
            outcome);
    entries.add(entry);
    if (listener != null) {
      listener.accept(entry);
    }
    if (file != null) {
      try {
        file.write(entry.json() + "\n");
        file.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
