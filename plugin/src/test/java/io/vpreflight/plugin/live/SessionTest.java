// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.vpreflight.plugin.cli.Exit;
import io.vpreflight.plugin.cli.Shell.Result;
import io.vpreflight.plugin.server.Vcsim;
import io.vpreflight.plugin.server.VcsimOptions;
import io.vpreflight.plugin.server.VcsimStats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that vCenter ends on its own. */
@Timeout(600)
class SessionTest {
  @TempDir Path temp;

  @Tag("F13")
  @Test
  void a_session_that_ends_anywhere_on_the_way_costs_nothing() {
    List<String> undisturbed;
    int calls;
    try (Vcsim server = Vcsim.start(VcsimOptions.model())) {
      Result result = Live.audit(temp, server);
      undisturbed = Live.vms(result);
      calls = server.stats().calls("RetrievePropertiesEx");
    }
    assertEquals(2, undisturbed.size());
    for (int after = 1; after < calls; after++) {
      try (Vcsim server = Vcsim.start(VcsimOptions.model().expireAfter(after))) {
        Result result = Live.audit(temp, server);
        assertTrue(result.code() != Exit.INCOMPLETE, "after " + after + ": " + result);
        assertEquals(undisturbed, Live.vms(result), "after " + after);
        JsonObject vcenter = Live.vcenter(result);
        Live.assertConserved(vcenter);
        assertEquals(0, vcenter.get("missing").getAsInt(), "after " + after);
        assertEquals(0, vcenter.get("gone").getAsInt(), "after " + after);
        VcsimStats stats = server.stats();
        assertEquals(1, stats.endedSessions(), "after " + after);
        Live.assertGentle(stats, 2);
        Live.assertNothingSentTwice(result, stats);
      }
    }
  }

  @Tag("F13")
  @Test
  void a_session_that_ends_again_and_again_is_given_up() throws IOException {
    Path faults = temp.resolve("faults.json");
    Files.writeString(
        faults, "[{\"method\": \"RetrievePropertiesEx\", \"fault\": \"notAuthenticated\"}]");
    try (Vcsim server = Vcsim.start(VcsimOptions.model().faults(faults))) {
      Result result = Live.audit(temp, server);
      assertEquals(Exit.INCOMPLETE, result.code(), result.toString());
      assertTrue(result.out().contains("ended our session again and again"), result.out());
      VcsimStats stats = server.stats();
      assertTrue(stats.logins() <= 4, stats.toString());
      assertEquals(1, stats.logouts(), stats.toString());
    }
  }

  @Tag("F13")
  @Test
  void a_session_that_ends_at_every_other_call_is_given_up_too() throws IOException {
    Path faults = temp.resolve("faults.json");
    StringBuilder rules = new StringBuilder("[");
    for (int i = 0; i < 20; i++) {
      rules.append(
          "{\"method\": \"RetrievePropertiesEx\", \"fault\": \"notAuthenticated\", \"skipCount\": "
              + (8 + 2 * i)
              + ", \"maxCount\": 1},");
    }
    Files.writeString(faults, rules.substring(0, rules.length() - 1) + "]");
    try (Vcsim server = Vcsim.start(VcsimOptions.model().faults(faults))) {
      Result result = Live.audit(temp, server);
      assertEquals(Exit.INCOMPLETE, result.code(), result.toString());
      assertTrue(server.stats().logins() <= 4, server.stats().toString());
      assertEquals(1, server.stats().logouts(), server.stats().toString());
    }
  }
}
