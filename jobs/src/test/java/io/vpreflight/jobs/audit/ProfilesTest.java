// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.check.Check;
import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.profile.Profile;
import io.vpreflight.jobs.profile.ProfileReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the profiles that come with the product and the checks together. */
class ProfilesTest {
  private static final List<CheckInfo> CHECKS = Checks.all().stream().map(Check::info).toList();
  private static final List<Profile> PROFILES =
      ProfileReader.BUILT_IN.stream().map(ProfileReader::builtIn).toList();

  @Test
  void they_name_only_checks_and_kinds_that_exist() {
    List<Text> problems = new ArrayList<>();
    PROFILES.forEach(profile -> problems.addAll(profile.problemsWith(CHECKS)));
    assertEquals(List.of(), problems);
  }

  @Test
  void every_check_has_a_purpose() {
    assertEquals(
        List.of(),
        CHECKS.stream()
            .map(CheckInfo::id)
            .filter(id -> PROFILES.stream().noneMatch(profile -> profile.runs(id)))
            .toList());
  }

  @Test
  void where_one_kind_is_named_all_are() {
    List<String> forgotten = new ArrayList<>();
    for (Profile profile : PROFILES) {
      for (CheckInfo check : CHECKS) {
        List<String> unnamed =
            check.kinds().stream()
                .filter(kind -> !profile.severities().containsKey(check.id() + "/" + kind))
                .toList();
        if (!unnamed.isEmpty() && unnamed.size() < check.kinds().size()) {
          forgotten.add(profile.id() + ": " + check.id() + " " + unnamed);
        }
      }
    }
    assertEquals(List.of(), forgotten);
  }
}
