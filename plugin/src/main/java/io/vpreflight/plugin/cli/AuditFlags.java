// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.plugin.config.AuditDraft;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is audited, for what purpose, and what is done with the result. */
public final class AuditFlags extends PurposeFlags {
  @Option(names = "--include", paramLabel = "PATTERN", descriptionKey = "include")
  private List<String> include = new ArrayList<>();

  @Option(names = "--exclude", paramLabel = "PATTERN", descriptionKey = "exclude")
  private List<String> exclude = new ArrayList<>();

  @Option(names = "--fail-on", paramLabel = "SEVERITY", descriptionKey = "failOn")
  private @Nullable String failOn;

  @Option(names = "--max-unreadable", paramLabel = "PERCENT", descriptionKey = "maxUnreadable")
  private @Nullable String maxUnreadable;

  @Option(names = "--format", paramLabel = "text|json|csv|html", descriptionKey = "format")
  private @Nullable String format;

  @Option(names = "--out", paramLabel = "FILE|DIR", descriptionKey = "out")
  private @Nullable String out;

  @Override
  void into(AuditDraft draft) {
    super.into(draft);
    value(draft, "failOn", "--fail-on", failOn);
    value(draft, "maxUnreadable", "--max-unreadable", maxUnreadable);
    value(draft, "format", "--format", format);
    value(draft, "out", "--out", out);
    draft.say("include", "--include", include);
    draft.say("exclude", "--exclude", exclude);
  }
}
