// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vpreflight.jobs.report.ReportFiles.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {
  private static final Content BREAKS =
      out -> {
        out.write("half");
        throw new IOException("disk full");
      };

  private final Path folder;

  ReportFilesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  @Test
  void a_report_is_utf_8_and_its_folder_is_made() throws IOException {
    Path file = folder.resolve("new/report.html");
    ReportFiles.write(file, out -> out.write("é"));
    assertEquals("é", Files.readString(file));
  }

  @Test
  void only_the_owner_may_read_it_whatever_was_there_before() throws IOException {
    assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Path file = folder.resolve("report.json");
    Files.writeString(file, "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    ReportFiles.write(file, out -> out.write("new"));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals("new", Files.readString(file));
  }

  @Tag("F38")
  @Test
  void a_report_that_breaks_leaves_the_old_one_and_nothing_else() throws IOException {
    Path file = folder.resolve("report.json");
    ReportFiles.write(file, out -> out.write("old"));
    assertThrows(IOException.class, () -> ReportFiles.write(file, BREAKS));
    assertEquals("old", Files.readString(file));
    assertEquals(List.of("report.json"), files());
  }

  @Tag("F38")
  @Test
  void of_several_files_none_is_replaced_when_one_breaks() throws IOException {
    Files.writeString(folder.resolve("a.csv"), "old");
    Map<String, Content> contents = new LinkedHashMap<>();
    contents.put("a.csv", out -> out.write("new"));
    contents.put("b.csv", BREAKS);
    assertThrows(IOException.class, () -> ReportFiles.writeAll(folder, contents));
    assertEquals("old", Files.readString(folder.resolve("a.csv")));
    assertEquals(List.of("a.csv"), files());
  }

  @Test
  void a_link_is_replaced_and_not_followed() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "untouched");
    Path link = folder.resolve("report.html");
    Files.createSymbolicLink(link, secret);
    ReportFiles.write(link, out -> out.write("report"));
    assertEquals("untouched", Files.readString(secret));
    assertFalse(Files.isSymbolicLink(link));
  }

  @Tag("F38")
  @Test
  void a_name_does_not_lead_out_of_the_folder() {
    Map<String, Content> up = Map.of("../up.csv", out -> out.write("x"));
    assertThrows(IOException.class, () -> ReportFiles.writeAll(folder, up));
    assertThrows(IOException.class, () -> ReportFiles.write(folder, out -> out.write("x")));
  }

  @Test
  void formats_are_known_by_their_lower_case_ids() {
    assertEquals(Optional.of(Format.HTML), Format.of("html"));
    assertEquals(Optional.empty(), Format.of("HTML"));
    assertTrue(Stream.of(Format.values()).allMatch(f -> Format.of(f.id()).equals(Optional.of(f))));
  }

  @Tag("F38")
  @Test
  void a_process_that_is_killed_while_writing_leaves_the_old_report() throws Exception {
    Path file = folder.resolve("report.json");
    ReportFiles.write(file, out -> out.write("old"));
    assertEquals(137, elsewhere(List.of(), "halt", file));
    assertEquals("old", Files.readString(file));
    ReportFiles.write(file, out -> out.write("new"));
    assertEquals("new", Files.readString(file));
  }

  @Tag("F38")
  @Test
  void a_full_disk_leaves_the_old_report_and_nothing_else() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")));
    Path file = folder.resolve("report.json");
    ReportFiles.write(file, out -> out.write("old"));
    // A limit on the size of a file is to the program what a full disk is, and needs no rights.
    List<String> limited = List.of("bash", "-c", "ulimit -f 64 && exec \"$@\"", "bash");
    assertEquals(3, elsewhere(limited, "write", file));
    assertEquals("old", Files.readString(file));
    assertEquals(List.of("report.json"), files());
  }

  private static int elsewhere(List<String> before, String what, Path file) throws Exception {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Without what the virtual machine itself keeps in a file, which the limit would hit first.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(Elsewhere.class.getName(), what, file.toString()));
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertTrue(process.waitFor(300, TimeUnit.SECONDS));
    return process.exitValue();
  }

  /** What runs in the other process: a report of a megabyte. */
  static final class Elsewhere {
    private Elsewhere() {}

    public static void main(String[] args) {
      try {
        ReportFiles.write(
            Path.of(args[1]),
            out -> {
              for (int line = 0; line < 10_000; line++) {
                out.write(
                    "a line of a report that is of a certain length, and then the next one\n");
              }
              if (args[0].equals("halt")) {
                Runtime.getRuntime().halt(137);
              }
              out.write("x".repeat(1 << 20));
            });
      } catch (IOException e) {
        System.exit(3);
      }
    }
  }
}
