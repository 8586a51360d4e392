// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.plugin.config.AuditDraft;
import io.vpreflight.plugin.config.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is audited, for what purpose, and what is done with the result. */
public final class AuditFlags {
  /** Captures and dumps to audit instead of a living vCenter. */
  @Option(names = "--from", paramLabel = "FILE|DIR", descriptionKey = "from")
  public List<Path> from = new ArrayList<>();

  @Option(names = "--baseline", paramLabel = "CAPTURE", descriptionKey = "baseline")
  private List<String> baseline = new ArrayList<>();

  @Option(names = "--profile", paramLabel = "ID", descriptionKey = "profile")
  private @Nullable String profile;

  @Option(names = "--check", paramLabel = "ID", descriptionKey = "check")
  private List<String> check = new ArrayList<>();

  @Option(names = "--skip", paramLabel = "ID", descriptionKey = "skip")
  private List<String> skip = new ArrayList<>();

  @Option(names = "--include", paramLabel = "PATTERN", descriptionKey = "include")
  private List<String> include = new ArrayList<>();

  @Option(names = "--exclude", paramLabel = "PATTERN", descriptionKey = "exclude")
  private List<String> exclude = new ArrayList<>();

  @Option(names = "--waivers", paramLabel = "FILE", descriptionKey = "waivers")
  private @Nullable String waivers;

  @Option(names = "--fail-on", paramLabel = "SEVERITY", descriptionKey = "failOn")
  private @Nullable String failOn;

  @Option(names = "--max-unreadable", paramLabel = "PERCENT", descriptionKey = "maxUnreadable")
  private @Nullable String maxUnreadable;

  @Option(names = "--format", paramLabel = "text|json|csv|html", descriptionKey = "format")
  private @Nullable String format;

  @Option(names = "--out", paramLabel = "FILE|DIR", descriptionKey = "out")
  private @Nullable String out;

  /** Puts what was said into a draft. */
  void into(AuditDraft draft, @Nullable String timeout) {
    value(draft, "profile", "--profile", profile);
    value(draft, "waivers", "--waivers", waivers);
    value(draft, "failOn", "--fail-on", failOn);
    value(draft, "maxUnreadable", "--max-unreadable", maxUnreadable);
    value(draft, "format", "--format", format);
    value(draft, "out", "--out", out);
    value(draft, "timeout", "--timeout", timeout);
    list(draft, "baseline", "--baseline", baseline);
    list(draft, "check", "--check", check);
    list(draft, "skip", "--skip", skip);
    list(draft, "include", "--include", include);
    list(draft, "exclude", "--exclude", exclude);
  }

  private static void value(AuditDraft draft, String key, String option, @Nullable String value) {
    if (value != null) {
      draft.values.put(key, new Setting(value, option));
    }
  }

  private static void list(AuditDraft draft, String key, String option, List<String> values) {
    if (!values.isEmpty()) {
      draft.lists.put(key, values.stream().map(v -> new Setting(v, option)).toList());
    }
  }
}
