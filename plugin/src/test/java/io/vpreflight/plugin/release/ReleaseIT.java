// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archives, unpacked and run with a Java runtime and nothing else: no Maven, no network. */
class ReleaseIT {
  @TempDir Path temp;

  @Test
  void the_tar_runs_the_demo_without_a_network() throws Exception {
    run(List.of("tar", "xzf", archive("release.archive").toString()), 0);
    Path home = unpacked();
    List<String> command = new ArrayList<>(cutOff());
    command.add(home.resolve("vpreflight").toString());
    command.addAll(List.of("demo", "--lang", "en", "--out", "demo.html"));
    String said = run(command, 0);
    assertTrue(said.contains("What to do first"), said);
    String html = Files.readString(temp.resolve("demo.html"));
    assertTrue(html.contains("</html>"), "the report is whole");
  }

  @Test
  void the_zip_holds_the_same_files() throws Exception {
    run(List.of("tar", "xzf", archive("release.archive").toString()), 0);
    try (ZipFile zip = new ZipFile(archive("release.zip").toFile())) {
      List<String> inZip =
          zip.stream()
              .filter(entry -> !entry.isDirectory())
              .map(entry -> entry.getName().substring(entry.getName().indexOf('/') + 1))
              .sorted()
              .toList();
      assertEquals(files(unpacked()), inZip);
    }
  }

  @Test
  void wrong_usage_says_so_and_ends_with_two() throws Exception {
    run(List.of("tar", "xzf", archive("release.archive").toString()), 0);
    String said =
        run(List.of(unpacked().resolve("vpreflight").toString(), "--lang=en", "audit"), 2);
    assertTrue(said.contains("--vcenter"), said);
  }

  private static Path archive(String property) {
    return Path.of(Objects.requireNonNull(System.getProperty(property), property));
  }

  private Path unpacked() throws IOException {
    try (Stream<Path> folders = Files.list(temp)) {
      return folders.filter(Files::isDirectory).findFirst().orElseThrow();
    }
  }

  private static List<String> files(Path home) throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      return files
          .filter(Files::isRegularFile)
          .map(f -> home.relativize(f).toString())
          .sorted()
          .toList();
    }
  }

  /**
   * A network namespace of its own where the system lets us have one; elsewhere whatever Java
   * connects to is a proxy that is not there. Maven is out of reach anyway.
   */
  private List<String> cutOff() throws Exception {
    Process probe = new ProcessBuilder("unshare", "-rn", "true").start();
    boolean can = probe.waitFor(10, TimeUnit.SECONDS) && probe.exitValue() == 0;
    return can
        ? List.of("unshare", "-rn")
        : List.of("env", "JAVA_TOOL_OPTIONS=-DsocksProxyHost=127.0.0.1 -DsocksProxyPort=9");
  }

  private String run(List<String> command, int expected) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).directory(temp.toFile());
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("MAVEN") || name.startsWith("VPREFLIGHT"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("XDG_CACHE_HOME", temp.resolve("cache").toString());
    builder.environment().put("XDG_CONFIG_HOME", temp.resolve("config").toString());
    builder.redirectErrorStream(true);
    Path said = Files.createTempFile("said", ".txt");
    builder.redirectOutput(said.toFile());
    Process process = builder.start();
    assertTrue(process.waitFor(300, TimeUnit.SECONDS), "did not end: " + command);
    String text = Files.readString(said, StandardCharsets.UTF_8);
    Files.delete(said);
    assertEquals(expected, process.exitValue(), text);
    return text;
  }
}
