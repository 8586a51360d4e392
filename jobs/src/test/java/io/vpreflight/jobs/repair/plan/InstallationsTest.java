// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.vsphere.Logins;
import io.vpreflight.vsphere.Logins.Login;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstallationsTest {
  private static final String OWN = "aaaaaaaa2345";
  private static final String OTHER = "bbbbbbbb2345";
  private static final String THIRD = "cccccccc2345";
  private static final Instant NOW = Instant.parse("2026-11-20T06:00:00Z");
  private static final Instant ASKED = NOW.minus(Duration.ofDays(8));

  private static Login login(int hoursAgo, @Nullable String userAgent) {
    return new Login("repairer", NOW.minus(Duration.ofHours(hoursAgo)), "10.0.0.7", userAgent);
  }

  private static Installations of(Login... logins) {
    return of(Set.of(), logins);
  }

  private static Installations of(Set<String> answered, Login... logins) {
    return Installations.of(new Logins(List.of(logins), ASKED, ASKED, null), OWN, answered);
  }

  private static List<String> gaps(Installations seen) {
    for (var locale : Texts.LANGUAGES) {
      seen.gaps().forEach(gap -> Texts.in(locale, ZoneOffset.UTC).say(gap));
    }
    return seen.gaps().stream().map(Text::key).toList();
  }

  @Tag("F42")
  @Test
  void whoever_repairs_under_another_id_is_another_one_and_its_last_login_counts() {
    Installations seen =
        of(
            login(1, RepairMark.of("1.0", OWN)),
            login(9, RepairMark.of("0.9", OTHER)),
            login(2, RepairMark.of("2.0-SNAPSHOT", OTHER)));
    assertEquals(1, seen.others().size());
    assertEquals(OTHER, seen.others().get(0).id());
    assertEquals(NOW.minus(Duration.ofHours(2)), seen.others().get(0).last().at());
    assertEquals(List.of(), gaps(seen));
  }

  @Tag("F42")
  @Test
  void audits_plans_and_other_programs_are_nobody() {
    Installations seen =
        of(login(1, "vpreflight/1.0"), login(2, "pyvmomi"), login(3, "Mozilla/5.0 (repair)"));
    assertEquals(List.of(), seen.others());
    assertEquals(List.of(), gaps(seen));
    assertNull(seen.unanswered());
  }

  @Tag("F42")
  @Test
  void who_answers_for_one_has_not_answered_for_the_next() {
    Login[] both = {login(1, RepairMark.of("1", OTHER)), login(2, RepairMark.of("1", THIRD))};
    assertEquals(OTHER, Objects.requireNonNull(of(both).unanswered()).id());
    assertEquals(THIRD, Objects.requireNonNull(of(Set.of(OTHER), both).unanswered()).id());
    assertNull(of(Set.of(OTHER, THIRD), both).unanswered());
  }

  @Tag("F42")
  @Test
  void what_could_not_be_looked_at_is_said_and_is_nobody() {
    assertEquals(List.of("installation.none"), gaps(of()));
    assertEquals(List.of("installation.nameless"), gaps(of(login(1, null), login(2, "other"))));
    Installations unreadable =
        Installations.of(new Logins(List.of(), ASKED, NOW, "NoPermission"), OWN, Set.of());
    assertEquals(List.of("installation.unreadable"), gaps(unreadable));
    assertEquals(List.of("NoPermission"), unreadable.gaps().get(0).args());
    Instant since = NOW.minus(Duration.ofHours(3));
    Installations cut =
        Installations.of(new Logins(List.of(login(1, "x")), ASKED, since, null), OWN, Set.of());
    assertEquals(List.of("installation.cut"), gaps(cut));
    assertEquals(List.of(since), cut.gaps().get(0).args());
    assertEquals(List.of(), cut.others());
  }

  @Tag("F42")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "vpreflight/1.0 (repair; installation bbbbbbbb2345) more",
        "vpreflight/1.0 (repair; installation BBBBBBBB2345)",
        "vpreflight/1.0 (repair; installation bbbbbbbb234)",
        "vpreflight/1.0 (repair; installation bbbbbbbb2345; shard 7)",
        "vpreflight/1.0 (repair)"
      })
  void what_claims_to_be_a_repair_of_ours_and_is_written_otherwise_is_not_known(String agent) {
    Installations seen = of(login(1, agent));
    assertEquals(List.of(), seen.others());
    assertEquals(List.of("installation.odd"), gaps(seen));
  }

  @Tag("F42")
  @Test
  void the_mark_is_a_header_whatever_the_version_is_called() {
    String mark = RepairMark.of("1.0\r\nX-Evil: 1 \u00e9", OTHER);
    assertEquals("vpreflight/1.0X-Evil1 (repair; installation bbbbbbbb2345)", mark);
    assertEquals(OTHER, RepairMark.installation(mark));
    assertEquals(OTHER, RepairMark.installation(RepairMark.of("\u00e9", OTHER)));
    assertEquals(OTHER, RepairMark.installation(RepairMark.of("9".repeat(200), OTHER)));
    assertThrows(IllegalArgumentException.class, () -> RepairMark.of("1.0", "b) evil ("));
    assertThrows(IllegalArgumentException.class, () -> RepairMark.of("1.0", ""));
  }

  @Tag("F42")
  @Test
  void an_answer_names_an_installation_and_nothing_else() {
    List<String> said = List.of("other-installation=" + OTHER, "not-rehearsed=app01");
    assertEquals(Set.of(OTHER), InstallationAnswers.of(said));
    assertEquals(List.of("not-rehearsed=app01"), InstallationAnswers.bad(said));
    assertFalse(InstallationAnswers.isOne("not-rehearsed=app01"));
    List<String> wrong = List.of("other-installation=app01", "other-installation=");
    assertEquals(wrong, InstallationAnswers.bad(wrong));
    assertTrue(wrong.stream().allMatch(InstallationAnswers::isOne));
  }
}
