// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.plugin.config.AuditDraft;
import io.vpreflight.plugin.config.Environment;
import io.vpreflight.plugin.config.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is read besides living vCenters, and for what purpose it is judged. */
public class PurposeFlags {
  /** Captures and dumps to audit instead of a living vCenter. */
  @Option(names = "--from", paramLabel = "FILE|DIR", descriptionKey = "from")
  public List<Path> from = new ArrayList<>();

  @Option(names = "--baseline", paramLabel = "CAPTURE|stored:SCHEDULE", descriptionKey = "baseline")
  private List<String> baseline = new ArrayList<>();

  @Option(names = "--profile", paramLabel = "ID|FILE", descriptionKey = "profile")
  private @Nullable String profile;

  @Option(names = "--check", paramLabel = "ID", descriptionKey = "check")
  private List<String> check = new ArrayList<>();

  @Option(names = "--skip", paramLabel = "ID", descriptionKey = "skip")
  private List<String> skip = new ArrayList<>();

  @Option(names = "--waivers", paramLabel = "FILE", descriptionKey = "waivers")
  private @Nullable String waivers;

  /** Where baselines are looked for that are named by their schedule. */
  @Mixin private final StateFlags state = new StateFlags();

  /** The state folder. */
  Path folder(Environment environment) {
    return state.folder(environment);
  }

  /** Puts what was said into a draft. */
  void into(AuditDraft draft) {
    value(draft, "profile", "--profile", profile);
    value(draft, "waivers", "--waivers", waivers);
    draft.say("baseline", "--baseline", baseline);
    draft.say("check", "--check", check);
    draft.say("skip", "--skip", skip);
  }

  static void value(AuditDraft draft, String key, String option, @Nullable String value) {
    if (value != null) {
      draft.values.put(key, new Setting(value, option));
    }
  }
}
