// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.check.Bytes;
import io.vpreflight.jobs.testing.APlan;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.ProjectFiles;
import io.vpreflight.jobs.text.Texts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of a plan, and their digest. */
class PlanFileTest {
  private static final Path GOLDEN =
      ProjectFiles.MODULE.resolve(
          "src/test/resources/io/vpreflight/jobs/repair/plan/reset-cbt.plan.json");
  private static final String GOLDEN_DIGEST =
      "f087b874088763c1b41357446c04e16c3156b0678eaf5978f127506ff15d057c";

  private static PlanFile file() {
    AVm app = AVm.named("app é \u202e\"\\\t");
    app.disk(2001, 1);
    AVm busy = AVm.named("busy");
    busy.consolidationNeeded = true;
    APlan plan = APlan.of(RepairKind.RESET_CBT);
    plan.window = WindowText.read("Saturday;22:00;6h|Sunday;1:30;1d2h30m", "Europe/Paris");
    return PlanFile.of(plan.plan(AnInventory.of(app, busy)));
  }

  @Test
  void what_was_written_is_read_back_to_the_last_bit() {
    PlanFile written = file();
    PlanFile read = PlanFile.read(written.bytes());
    assertEquals(written.json(), read.json());
    assertEquals(written.digest(), read.digest());
    assertEquals(PlanFile.of(read.plan()).digest(), written.digest());
    assertEquals(1, read.plan().repaired().size());
    assertEquals(
        written.plan().refused().get(0).refusals(), read.plan().refused().get(0).refusals());
  }

  @Tag("F43")
  @Test
  void the_same_plan_has_the_same_digest_in_every_version() throws IOException {
    PlanFile made = file();
    assertEquals(Files.readString(GOLDEN, UTF_8), made.json());
    assertEquals(GOLDEN_DIGEST, PlanFile.digest(Files.readAllBytes(GOLDEN)));
    assertEquals(GOLDEN_DIGEST, made.digest());
  }

  @Test
  void keys_are_sorted_and_no_number_has_a_fraction() {
    String json = file().json();
    assertTrue(json.startsWith("{\"activity\":{\"counts\":["), json);
    assertFalse(json.contains("\n") || json.contains(": "), json);
    assertFalse(json.matches("(?s).*[:,\\[]-?[0-9]+\\.[0-9].*"), json);
    assertTrue(json.contains("app é \u202e\\\"\\\\\\u0009"), json);
  }

  @Test
  void half_a_surrogate_is_no_reason_for_another_digest() {
    String json = CanonicalJson.of(java.util.Map.of("b", "x\ud800y", "a", 1L));
    assertEquals("{\"a\":1,\"b\":\"x\ufffdy\"}", json);
    assertThrows(IllegalArgumentException.class, () -> CanonicalJson.of(List.of(1.5)));
  }

  @Tag("F30")
  @Test
  void a_plan_that_somebody_touched_is_refused() {
    PlanFile file = file();
    for (String touched :
        List.of(
            file.json() + "\n",
            file.json().replace(":", ": "),
            file.json().replaceFirst("\"perHost\":1", "\"perHost\":1.0"),
            file.json().replaceFirst("\\{", "{\"zzz\":1,"),
            file.json().replaceFirst("\"format\":2", "\"format\":1"),
            file.json().replaceFirst("\"kind\":\"reset-cbt\"", "\"kind\":\"format-c\""),
            file.json().replaceFirst("tracking-off", "remove-all-snapshots"),
            "{}",
            "[]",
            "",
            "not a plan")) {
      assertFalse(touched.equals(file.json()));
      assertThrows(PlanException.class, () -> PlanFile.read(touched.getBytes(UTF_8)), touched);
    }
    assertThrows(PlanException.class, () -> PlanFile.read(new byte[] {(byte) 0xff, 1}));
  }

  @Tag("F43")
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void a_plan_of_another_version_is_refused_with_its_format(int format) {
    String other = file().json().replaceFirst("\"format\":2", "\"format\":" + format);
    PlanException refused =
        assertThrows(PlanException.class, () -> PlanFile.read(other.getBytes(UTF_8)));
    String said = Texts.in(Locale.ENGLISH, ZoneOffset.UTC).say(refused.problem());
    assertTrue(said.contains(String.valueOf(format)), said);
  }

  @Tag("F30")
  @Test
  void the_digest_is_held_against_what_was_approved() {
    PlanFile file = file();
    Instant now = APlan.NOW;
    assertEquals(file.digest(), PlanFile.read(file.bytes(), file.digest(), now).digest());
    String prefix = file.digest().substring(0, 12).toUpperCase(Locale.ROOT);
    assertEquals(file.digest(), PlanFile.read(file.bytes(), prefix, now).digest());
    for (String other :
        List.of("", file.digest().substring(0, 11), "0".repeat(64), file.digest() + "0")) {
      assertThrows(
          PlanException.class, () -> PlanFile.read(file.bytes(), other, now), "digest " + other);
    }
    String swapped = file.json().replace("\"stuns\":false", "\"stuns\":true");
    assertThrows(
        PlanException.class, () -> PlanFile.read(swapped.getBytes(UTF_8), file.digest(), now));
  }

  @Tag("F30")
  @Test
  void after_a_day_it_is_not_run() {
    PlanFile file = file();
    Instant end = file.plan().createdAt().plus(Duration.ofHours(24));
    PlanFile.read(file.bytes(), file.digest(), end.minusSeconds(1));
    PlanException e =
        assertThrows(PlanException.class, () -> PlanFile.read(file.bytes(), file.digest(), end));
    assertEquals("plan.problem.expired", e.problem().key());
  }

  @Test
  void the_room_is_told_with_what_the_repair_takes_and_what_nobody_does() {
    String english = page(Locale.ENGLISH);
    PlanFile file = file();
    DatastoreNeed need = file.plan().repaired().get(0).datastores().get(0);
    Texts texts = Texts.in(Locale.ENGLISH, ZoneOffset.UTC);
    assertEquals(need.neededBytes(), need.takenBytes() + need.reserveBytes());
    assertTrue(need.reserveBytes() > 0 && need.takenBytes() > 0, need.toString());
    for (long bytes : List.of(need.neededBytes(), need.takenBytes(), need.reserveBytes())) {
      String said = texts.shown(new Bytes(bytes));
      assertTrue(english.contains(said), said + " in " + english);
    }
    assertTrue(english.contains("5 % of the datastore"), english);
    assertTrue(page(Locale.FRENCH).contains("5 % de la banque de données"), "in French");
  }

  private static String page(Locale language) {
    StringWriter out = new StringWriter();
    new PlanPage(Texts.in(language, ZoneOffset.UTC), new PrintWriter(out))
        .write(file(), "approve it", List.of("template", "question"));
    return out.toString();
  }

  @Test
  void the_page_tells_it_in_both_languages() {
    for (Locale language : Texts.LANGUAGES) {
      String page = page(language);
      assertTrue(page.contains("approve it --reason "), page);
      assertTrue(page.contains(file().digest()), page);
      assertTrue(page.contains("M4"), page);
      assertTrue(page.contains("\n  template question\n"), page);
      assertTrue(page.contains("consolidation-needed: "), page);
      assertTrue(page.contains("Saturday;22:00;6h|Sunday;1:30;1d2h30m"), page);
      assertFalse(page.contains("plan.page.") || page.contains("{0}"), page);
      assertFalse(page.contains("\u202e"), page);
    }
  }
}
