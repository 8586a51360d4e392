// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.audit.Incompleteness.Cause;
import io.vpreflight.jobs.profile.ProfileReader;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.text.Problems;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.vsphere.CollectionProgress;
import io.vpreflight.vsphere.VSphereException.Unreachable.Reason;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A vCenter that was read in part only: never taken for whole, and with a reason to act on. */
class StoppedReadingTest {
  private static final AuditRunner RUNNER =
      new AuditRunner(Clock.fixed(AnInventory.NOW, ZoneOffset.UTC), 1.0);

  private static AuditRequest request(List<Source> sources) {
    return new AuditRequest(
        ProfileReader.builtIn("discovery-audit"),
        List.of(),
        sources,
        List.of(),
        Scope.ALL,
        List.of(),
        Set.of());
  }

  private static Incompleteness reason(String stopped) {
    Audit audit =
        RUNNER.judge(
            request(List.of()),
            List.of(AnInventory.of(AVm.named("web")).stopped(stopped).build()),
            List.of(),
            AnInventory.NOW);
    assertEquals(1, audit.incomplete().size());
    assertEquals(Cause.STOPPED, audit.incomplete().get(0).cause());
    return audit.incomplete().get(0);
  }

  @Test
  void whatever_ended_the_reading_is_told_in_both_languages() {
    List<String> causes =
        new ArrayList<>(List.of("cancelled", "session-lost", "bad-reply", "HostCommunication"));
    for (Reason reason : Reason.values()) {
      causes.add("unreachable." + reason.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    for (String cause : causes) {
      Incompleteness reason = reason(cause);
      for (Locale language : List.of(Locale.ENGLISH, Locale.FRENCH)) {
        String said = Texts.in(language, ZoneOffset.UTC).say(reason.text());
        assertFalse(said.startsWith("incomplete."), said);
        assertFalse(said.contains("{"), said);
      }
    }
    assertTrue(
        Texts.in(Locale.ENGLISH, ZoneOffset.UTC)
            .say(reason("HostCommunication").text())
            .contains("HostCommunication"));
  }

  @Tag("F34")
  @Test
  void a_fault_of_ours_in_one_vcenter_leaves_the_others_their_audit() {
    Source healthy =
        new Source("good", (request, progress) -> AnInventory.of(AVm.named("web")).build());
    Source broken =
        new Source(
            "bad",
            (request, progress) -> {
              throw new IllegalStateException("what nobody thought of");
            });
    Audit audit = RUNNER.run(request(List.of(broken, healthy)), source -> CollectionProgress.NONE);
    assertEquals(1, audit.estate().scenes().size());
    assertEquals("bad", audit.failed().get(0).name());
    assertEquals(Cause.UNREACHABLE, audit.incomplete().get(0).cause());
    for (Locale language : Texts.LANGUAGES) {
      String said =
          Texts.in(language, ZoneOffset.UTC)
              .say(Problems.of("bad", audit.failed().get(0).problem()));
      assertTrue(said.contains("what nobody thought of at "), said);
    }
  }
}
