// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.text.Texts;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class KnownBugTest {
  private static final Texts EN = Texts.in(Locale.ENGLISH, ZoneOffset.UTC);
  private static final Texts FR = Texts.in(Locale.FRENCH, ZoneOffset.UTC);

  @Test
  void what_is_only_believed_says_so_in_both_languages() {
    for (KnownBug bug : KnownBug.all()) {
      String prefix = "check.vm.cbt.known-bug." + bug.id();
      assertEquals(
          !bug.verified(), EN.say(prefix + ".remedy").contains("check with the vendor"), bug.id());
      assertEquals(
          !bug.verified(), EN.say(prefix + ".summary").contains("check with the vendor"), bug.id());
      assertEquals(
          !bug.verified(),
          FR.say(prefix + ".remedy").contains("vérifier auprès de l’éditeur"),
          bug.id());
      assertFalse(bug.source().isEmpty(), bug.id());
      assertTrue(!bug.verified() || !bug.reference().isEmpty(), bug.id());
    }
  }

  @Test
  void a_condition_that_can_stay_unseen_has_words_for_it() {
    for (KnownBug bug : KnownBug.all()) {
      if (bug.condition() != BugCondition.TRACKED) {
        assertTrue(EN.has("reason.tracking.bug-condition." + bug.id()), bug.id());
      }
    }
  }

  @Test
  void versions_match_whole_parts_only() {
    KnownBug bug = named("extended-past-128-gib");
    assertTrue(bug.isOfVersion("5.1"));
    assertTrue(bug.isOfVersion("5.1.0"));
    assertTrue(bug.isOfVersion("4.1.0"));
    assertFalse(bug.isOfVersion("5.10.0"));
    assertFalse(bug.isOfVersion("6.5.0"));
  }

  @Test
  void a_build_that_is_no_number_is_taken_to_be_affected() {
    KnownBug bug = named("hot-extended-8-0-2");
    assertTrue(bug.isInBuild(null));
    assertTrue(bug.isInBuild("custom"));
    assertFalse(bug.isInBuild("22380478"));
    assertTrue(bug.isInBuild("22380479"));
    assertFalse(bug.isInBuild("23305546"));
  }

  private static KnownBug named(String id) {
    return KnownBug.all().stream().filter(bug -> bug.id().equals(id)).findFirst().orElseThrow();
  }
}
