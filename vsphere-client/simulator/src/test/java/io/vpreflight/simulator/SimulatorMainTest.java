// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.simulator.testing.Company;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatorMainTest {
  @TempDir Path temp;

  @Test
  void as_a_process_it_says_where_it_is_and_ends_with_its_standard_input() throws Exception {
    new Company(1).vcenter().writeTo(temp.resolve("dump"));
    Process process =
        start(
            "--load",
            temp.resolve("dump").toString(),
            "--certificate",
            temp.resolve("c.pem").toString(),
            "--pace",
            "20s",
            "--log",
            temp.resolve("log").toString(),
            "--now",
            "--stdin");
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      String line = out.readLine();
      assertTrue(
          line.matches("\\{\"url\":\"https://127.0.0.1:\\d+/sdk\",\"sha256\":\"[0-9A-F:]{95}\".*"),
          line);
      assertTrue(Files.readString(temp.resolve("c.pem")).contains("BEGIN CERTIFICATE"));
      process.getOutputStream().close();
      assertEquals(0, process.waitFor());
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void of_several_dumps_it_makes_as_many_servers() throws Exception {
    new Company(1).vcenter().writeTo(temp.resolve("a"));
    new Company(2).vcenter().writeTo(temp.resolve("b"));
    String a = temp.resolve("a").toString();
    String b = temp.resolve("b").toString();
    Process process = start("--load", a, "--load", b, "--stdin");
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      String first = out.readLine();
      String second = out.readLine();
      assertTrue(first.startsWith("{\"url\":\"https://127.0.0.1:"), first);
      assertTrue(second.startsWith("{\"url\":\"https://127.0.0.1:"), second);
      assertNotEquals(first, second);
      process.getOutputStream().close();
      assertEquals(0, process.waitFor());
    } finally {
      process.destroyForcibly();
    }
    Process refused = start("--load", a, "--load", b, "--port", "8989");
    try (BufferedReader error = refused.errorReader(StandardCharsets.UTF_8)) {
      assertEquals("only for one dump: --certificate, --log, --port", error.readLine());
      assertEquals(2, refused.waitFor());
    }
  }

  @Test
  void what_it_does_not_understand_it_says_and_ends_with_2() throws Exception {
    Process process = start("--pace", "soon", "--load", "x");
    try (BufferedReader error = process.errorReader(StandardCharsets.UTF_8)) {
      assertEquals("not a time such as 20s: soon", error.readLine());
      assertEquals(2, process.waitFor());
    }
  }

  private static Process start(String... arguments) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SimulatorMain.class.getName()));
    words.addAll(List.of(arguments));
    return new ProcessBuilder(words).start();
  }
}
