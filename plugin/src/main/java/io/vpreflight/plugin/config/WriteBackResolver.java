// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.secret.SecretPlace;
import io.vpreflight.jobs.writeback.WriteBackRules;
import io.vpreflight.plugin.config.VCenterSettings.PasswordSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes checked rules of {@code writeBack:}; everything that is wrong is told at once. */
final class WriteBackResolver {
  private static final int EVENTS = 100;
  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,4}");

  private final List<Text> problems;

  /** Problems are added to the list. */
  WriteBackResolver(List<Text> problems) {
    this.problems = problems;
  }

  /**
   * What is written, for each vCenter that says so; to be used only if no problem was added.
   *
   * @param vcenters those of the file, checked
   */
  List<WriteBackSettings> resolve(AuditDraft file, List<VCenterSettings> vcenters) {
    List<WriteBackSettings> found = new ArrayList<>();
    if (file.vcenters.size() != vcenters.size()) {
      return found; // One of them is wrong, which was told.
    }
    for (int i = 0; i < vcenters.size(); i++) {
      WriteBackDraft draft = file.vcenters.get(i).writeBack;
      if (draft != null) {
        WriteBackSettings settings = settings(draft, vcenters.get(i), file);
        if (settings != null) {
          found.add(settings);
        }
      }
    }
    return found;
  }

  private @Nullable WriteBackSettings settings(
      WriteBackDraft draft, VCenterSettings reads, AuditDraft file) {
    boolean tags = isOn(draft, "tags");
    boolean attribute = isOn(draft, "attribute");
    boolean events = isOn(draft, "events");
    boolean isUnread =
        Stream.of("tags", "attribute", "events")
            .map(draft.values::get)
            .anyMatch(said -> said != null && Unread.is(said));
    if (!tags && !attribute && !events && !isUnread) {
      problems.add(Text.of("config.write-back-nothing", draft.origin));
    }
    Setting username = draft.values.get("username");
    Setting password = draft.values.get("passwordFile");
    if (username == null || password == null) {
      problems.add(Text.of("config.write-back-account", draft.origin));
      return null;
    }
    SecretPlace secret = SecretPlaces.of(password, problems);
    VCenterSettings account =
        new VCenterSettings(
            reads.endpoint(),
            username.value(),
            new PasswordSource.FromFile(secret, password.origin()),
            reads.trust(),
            reads.proxy(),
            RepairAccount.NONE);
    WriteBackRules rules =
        new WriteBackRules(
            schedule(draft, file),
            tags,
            attribute,
            events,
            SettingValues.minimum(draft.values.get("minimum"), problems),
            atMost(draft.values.get("eventsAtMost")),
            isOn(draft, "dryRun"),
            // What stands in a vCenter is read by others than who started the service.
            SettingValues.language(draft.values.get("lang"), Locale.ENGLISH, problems),
            ZoneId.systemDefault());
    return new WriteBackSettings(account, rules);
  }

  private boolean isOn(WriteBackDraft draft, String key) {
    return SettingValues.isOn(draft.values.get(key), problems);
  }

  /** Audits for several purposes would write over each other. */
  private String schedule(WriteBackDraft draft, AuditDraft file) {
    List<String> known = file.schedules.stream().map(one -> one.name.value()).toList();
    Setting said = draft.values.get("schedule");
    if (said == null) {
      if (known.size() == 1) {
        return known.get(0);
      }
      problems.add(Text.of("config.write-back-schedule", draft.origin, String.join(", ", known)));
      return "";
    }
    if (!known.contains(said.value())) {
      SettingValues.unknown("config.notify-schedule", said, known, problems);
    }
    return said.value();
  }

  private int atMost(@Nullable Setting said) {
    if (said == null) {
      return EVENTS;
    }
    if (!NUMBER.matcher(said.value()).matches()) {
      problems.add(Text.of("config.write-back-events", said.origin(), said.value()));
      return EVENTS;
    }
    return Integer.parseInt(said.value());
  }
}
