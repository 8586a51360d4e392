// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vpreflight.plugin.config.AuditDraft;
import io.vpreflight.plugin.config.Setting;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Which vCenter a flag is about. */
class ConnectionFlagsTest {
  @Command(name = "connect", resourceBundle = Usage.BUNDLE)
  private static final class Connect {
    @Mixin(name = ConnectionFlags.MIXIN)
    private final ConnectionFlags connection = new ConnectionFlags();
  }

  private static AuditDraft parse(String... args) {
    Connect connect = new Connect();
    new CommandLine(connect).parseArgs(args);
    return connect.connection.draft();
  }

  private static @Nullable String value(@Nullable Setting setting) {
    return setting == null ? null : setting.value();
  }

  @Test
  void what_follows_a_vcenter_binds_to_it_and_what_comes_before_the_first_binds_to_all() {
    AuditDraft draft =
        parse(
            "--username",
            "all",
            "--proxy=p:1",
            "--vcenter",
            "one",
            "--thumbprint",
            "A1",
            "--thumbprint=A2",
            "--password-file",
            "pw1",
            "--vcenter=two",
            "--ca-file",
            "ca2",
            "--username",
            "two");
    assertEquals("all", value(draft.common.username));
    assertEquals("p:1", value(draft.common.proxy));
    assertEquals(List.of(), draft.common.thumbprints);
    var one = draft.vcenters.get(0);
    assertEquals("one", value(one.url));
    assertNull(one.username);
    assertEquals("pw1", value(one.passwordFile));
    assertEquals(List.of("A1", "A2"), one.thumbprints.stream().map(Setting::value).toList());
    assertNull(one.caFile);
    var two = draft.vcenters.get(1);
    assertEquals("two", value(two.username));
    assertEquals("ca2", value(two.caFile));
    assertEquals(List.of(), two.thumbprints);
  }

  @Test
  void a_value_says_which_option_it_came_with() {
    AuditDraft draft = parse("--vcenter", "one", "--timeout", "5min");
    assertEquals("--vcenter", Objects.requireNonNull(draft.vcenters.get(0).url).origin());
    assertEquals("--timeout", Objects.requireNonNull(draft.value("timeout")).origin());
  }
}
