// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Another process with a store, which can be killed; also what runs in it in this room. */
public final class StoreProcess implements AutoCloseable {
  private static final int LARGE = 20_000;

  public final Process process;
  private final BufferedReader out;

  private StoreProcess(Process process) {
    this.process = process;
    out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts it behind these words, such as {@code strace}. */
  static StoreProcess start(List<String> before, String what, Path folder) throws IOException {
    return start(before, StoreProcess.class, List.of(what, folder.toString()));
  }

  /** Starts another class of the tests. */
  public static StoreProcess start(List<String> before, Class<?> main, List<String> args)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(args);
    return new StoreProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** The next line that it says; null at its end. */
  public @Nullable String says() throws IOException {
    return out.readLine();
  }

  /** Everything that it says until it ends. */
  List<String> saysToTheEnd() throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    for (String line = says(); line != null; line = says()) {
      lines.add(line);
    }
    process.waitFor();
    return lines;
  }

  /** Ends it as {@code kill -9} does; what it said before can still be read. */
  public void kill() {
    process.toHandle().destroyForcibly();
  }

  @Override
  public void close() throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.waitFor();
  }

  /** What runs in the other process. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[1]);
    switch (args[0]) {
      case "hold" -> {
        Store store = Store.open(folder, "repair run of a test");
        say("open");
        System.in.read();
        store.close();
      }
      case "three" -> {
        try (Store store = Store.open(folder, "test")) {
          for (int i = 1; i <= 3; i++) {
            say("begin " + i);
            say("appended " + store.journal().append(Lines.line("op", JournalEvent.INTENT, "M")));
          }
        }
      }
      case "halt" -> {
        Store store = Store.open(folder, "test");
        store.journal().append(Lines.line("op", JournalEvent.INTENT, "M1"));
        Runtime.getRuntime().halt(137);
      }
      case "many" -> {
        Store store = Store.open(folder, "test");
        while (true) {
          say("appended " + store.journal().append(Lines.line("op", JournalEvent.SENT, "M")));
        }
      }
      case "fill" -> fill(folder);
      case "again" -> again(folder);
      case "try" -> {
        try (Store store = Store.open(folder, "test")) {
          say("appended " + store.journal().append(Lines.line("op", JournalEvent.SENT, "M")));
        } catch (StoreException e) {
          say(e.kind() + " " + e.getMessage());
        }
      }
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static void fill(Path folder) {
    Store store = Store.open(folder, "test");
    try {
      for (int i = 0; i < LARGE; i++) {
        say("appended " + store.journal().append(large(i)));
      }
    } catch (StoreException e) {
      say("failed " + e.kind() + " " + e.getMessage());
    }
    try {
      store.journal().append(Lines.line("op", JournalEvent.INTENT, "M1"));
      say("an intent was written");
    } catch (StoreException e) {
      say("refused " + e.kind());
    }
    say("end");
    Runtime.getRuntime().halt(0);
  }

  /**
   * Writes one row again and again beside others that come and go, and says each time that it is
   * kept. The file gives the room of old versions away at once, as it does by itself a minute
   * later.
   */
  private static void again(Path folder) throws InterruptedException {
    H2 h2 = new H2(folder, ";RETENTION_TIME=0");
    try (Handle handle = Jdbi.open(h2.connections())) {
      handle.execute("create table row_of (id int primary key, n int)");
      handle.execute("create table others (n int, text clob)");
      handle.execute("insert into row_of values (0, 0)");
      for (int n = 1; n <= 240; n++) {
        handle.execute("update row_of set n = ?", n);
        if (n % 5 == 0) {
          handle.execute("insert into others values (?, ?)", n, "x".repeat(LARGE) + n);
          handle.execute("delete from others where n < ?", n - 100);
        }
        h2.sync(handle);
        if (n % 30 == 0) {
          Thread.sleep(500);
        }
      }
      for (int n = 241; n <= 243; n++) {
        handle.execute("update row_of set n = ?", n);
        h2.sync(handle);
        Thread.sleep(100);
      }
      say("kept 243");
      Thread.sleep(60_000);
    }
  }

  private static JournalEntry large(int i) {
    // Hardly to be compressed, as little as what vCenter says.
    StringBuilder text = new StringBuilder(LARGE);
    for (int part = 0; text.length() < LARGE; part++) {
      text.append(Canonical.sha256(i + ":" + part));
    }
    return new JournalEntry(
        0, Lines.AT, "op", "", 0, JournalEvent.SENT, "", "", "", Map.of("text", text.toString()));
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
