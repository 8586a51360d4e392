// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.audit.AuditPlan;
import io.vpreflight.plugin.config.AuditDraft;
import io.vpreflight.plugin.config.AuditResolver;
import io.vpreflight.plugin.config.AuditSettings;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.config.ConfigFile;
import io.vpreflight.plugin.config.RepairSwitches;
import io.vpreflight.plugin.config.VCenterResolver;
import io.vpreflight.plugin.config.VCenterSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a command was told, checked: flags, file and environment together. */
final class CheckedFlags {
  private CheckedFlags() {}

  /**
   * Checks everything.
   *
   * @throws ConfigException with every problem at once
   */
  static AuditPlan of(App app, ConnectionFlags connection, PurposeFlags flags) {
    List<Text> problems = new ArrayList<>();
    AuditDraft draft = connection.draft();
    flags.into(draft);
    AuditDraft file = file(app, connection.config, problems);
    for (Path path : flags.from) {
      if (!Files.isReadable(path)) {
        problems.add(Text.of("config.unreadable", "--from", path.toString()));
      }
    }
    // Who names a capture means the capture, whatever else the environment offers.
    boolean onlyFiles = !flags.from.isEmpty() && draft.vcenters.isEmpty();
    List<VCenterSettings> vcenters =
        onlyFiles
            ? List.of()
            : new VCenterResolver(app.environment(), problems).resolve(draft, file);
    if (vcenters.isEmpty() && flags.from.isEmpty() && problems.isEmpty()) {
      problems.add(Text.of("config.no-vcenter"));
    }
    AuditDraft all = file == null ? draft : draft.over(file);
    AuditPlan.stored(all, flags.folder(app.environment()), problems);
    AuditResolver resolver = new AuditResolver(problems);
    AuditSettings settings = resolver.resolve(all);
    RepairSwitches switches = resolver.switches(all);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new AuditPlan(app, settings, vcenters, flags.from, switches);
  }

  private static @Nullable AuditDraft file(App app, @Nullable Path config, List<Text> problems) {
    if (config == null) {
      return null;
    }
    try {
      return ConfigFile.read(config, app.environment(), problems);
    } catch (ConfigException e) {
      problems.addAll(e.problems());
      return null;
    }
  }
}
