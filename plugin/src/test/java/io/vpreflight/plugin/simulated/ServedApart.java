// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.plugin.http.LocalAccess;
import io.vpreflight.plugin.http.ServiceClient;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A service on the store and the vCenter of a bench, in a process of its own, which can be told to
 * end or be killed.
 */
final class ServedApart implements AutoCloseable {
  private final RepairBench bench;
  private final Path said;
  private final Process process;

  /**
   * Starts it, and waits until it answers.
   *
   * @param crash where it is gone without a word, such as {@code M3:after-send}; null for nowhere
   */
  ServedApart(RepairBench bench, Path config, @Nullable String crash) throws Exception {
    this.bench = bench;
    said = Files.createTempFile(bench.home, "said", ".txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
    if (crash != null) {
      command.add("-Dvpreflight.crash=" + crash);
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Apart.class.getName()));
    command.add(bench.home.toString());
    command.addAll(Arrays.asList(ServedBench.words(bench, config)));
    process =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    while (LocalAccess.read(bench.state()).isEmpty()) {
      assertTrue(process.isAlive(), this::said);
      Thread.sleep(50);
    }
  }

  /** Whoever has the state folder. */
  ServiceClient local() throws IOException {
    return ServiceClient.of(LocalAccess.read(bench.state()).orElseThrow());
  }

  /** Tells it to end, and waits until it has. */
  void end() throws Exception {
    tellToEnd();
    ended();
  }

  /** Tells it to end, as systemd does. */
  void tellToEnd() {
    process.destroy();
  }

  /** Waits until it has ended by itself. */
  void ended() throws Exception {
    assertTrue(process.waitFor(300, TimeUnit.SECONDS), "it ends");
  }

  /** Sends it a signal, such as {@code STOP} and {@code CONT}. */
  void signal(String signal) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start();
    assertEquals(0, kill.waitFor());
  }

  /** Kills it, as {@code kill -9} does. */
  void kill() throws Exception {
    process.destroyForcibly();
    halted();
  }

  /** Waits until it is gone without a word, and takes away what it says of itself. */
  void halted() throws Exception {
    assertTrue(process.waitFor(300, TimeUnit.SECONDS), "it is halted");
    Files.deleteIfExists(bench.state().resolve("service.json"));
  }

  String said() {
    try {
      return Files.readString(said);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
