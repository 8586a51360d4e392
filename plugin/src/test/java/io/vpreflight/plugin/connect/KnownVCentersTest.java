// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.vsphere.VCenterEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownVCentersTest {
  private static final VCenterEndpoint VC = VCenterEndpoint.parse("vc.example.org");
  private static final String OLD = "AB:".repeat(31) + "AB";
  private static final String NEW = "CD:".repeat(31) + "CD";

  @TempDir Path temp;

  @Test
  void nothing_is_known_before_the_first_answer() throws IOException {
    assertEquals(List.of(), new KnownVCenters(temp.resolve("none")).thumbprints(VC));
  }

  @Test
  void what_was_accepted_is_known_the_next_time() throws IOException {
    Map<String, String> home = Map.of("XDG_CONFIG_HOME", temp.resolve("config").toString());
    KnownVCenters.ofUser(home).accept(VC, OLD);
    KnownVCenters.ofUser(home).accept(VC, NEW);
    assertEquals(List.of(OLD, NEW), KnownVCenters.ofUser(home).thumbprints(VC));
    try (Stream<Path> files = Files.list(temp.resolve("config/vpreflight"))) {
      assertEquals(1, files.count(), "a temporary file was left behind");
    }
  }

  @Test
  void another_port_is_another_server() throws IOException {
    KnownVCenters known = new KnownVCenters(temp.resolve("known"));
    known.accept(VC, OLD);
    assertEquals(
        List.of(), known.thumbprints(VCenterEndpoint.parse("https://vc.example.org:8443")));
    assertEquals(List.of(OLD), known.thumbprints(VCenterEndpoint.parse("https://VC.example.org")));
  }

  @Test
  void lines_that_somebody_wrote_by_hand_stay() throws IOException {
    Path file = temp.resolve("known");
    Files.write(
        file, List.of("# ours", "", "vc.example.org " + OLD.toLowerCase(java.util.Locale.ROOT)));
    KnownVCenters known = new KnownVCenters(file);
    assertEquals(List.of(OLD), known.thumbprints(VC));
    known.accept(VC, NEW);
    assertEquals("# ours", Files.readAllLines(file).get(0));
    assertEquals(List.of(OLD, NEW), known.thumbprints(VC));
  }

  @Test
  void a_damaged_line_stops_and_is_not_taken_for_an_unknown_server() throws IOException {
    Path file = temp.resolve("known");
    Files.writeString(file, "vc.example.org AB:CD\n");
    IOException e = assertThrows(IOException.class, () -> new KnownVCenters(file).thumbprints(VC));
    assertTrue(String.valueOf(e.getMessage()).contains(file.toString()));
  }
}
