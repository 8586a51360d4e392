// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.audit.Incompleteness.Cause;
import io.vpreflight.jobs.profile.ProfileReader;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.text.Problems;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.vsphere.CollectionProgress;
import io.vpreflight.vsphere.VSphereException.SameVCenter;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Sources that say that they are one vCenter: one under two names, or a copy. */
class TwinsTest {
  private static final AuditRunner RUNNER =
      new AuditRunner(Clock.fixed(AnInventory.NOW, ZoneOffset.UTC), 1.0);

  private static Source source(String name, String uuid) {
    AnInventory inventory = AnInventory.of(AVm.named("web"));
    inventory.name = name;
    inventory.instanceUuid = uuid;
    return new Source(name, (request, progress) -> inventory.build());
  }

  private static AuditRequest request() {
    return new AuditRequest(
        ProfileReader.builtIn("discovery-audit"),
        List.of(),
        List.of(source("first", "a"), source("copy", "a"), source("other", "b")),
        List.of(),
        Scope.ALL,
        List.of(),
        Set.of());
  }

  @Test
  void where_nobody_looks_the_copy_is_left_out_and_named_and_all_others_are_audited() {
    Audit audit = RUNNER.leavingOutTwins().run(request(), name -> CollectionProgress.NONE);
    assertEquals(
        List.of("first", "other"),
        audit.estate().scenes().stream().map(one -> one.inventory().vcenter().name()).toList());
    assertEquals(1, audit.failed().size());
    FailedSource copy = audit.failed().get(0);
    assertEquals("copy", copy.name());
    assertEquals("first", assertInstanceOf(SameVCenter.class, copy.problem()).other());
    assertEquals(Cause.UNREACHABLE, audit.incomplete().get(0).cause());
    for (Locale language : Texts.LANGUAGES) {
      String said =
          Texts.in(language, ZoneOffset.UTC).say(Problems.of(copy.name(), copy.problem()));
      assertTrue(said.startsWith("copy ") && said.contains("first"), said);
    }
  }

  @Test
  void whoever_named_both_is_refused() {
    assertThrows(AuditRefused.class, () -> RUNNER.run(request(), name -> CollectionProgress.NONE));
  }
}
