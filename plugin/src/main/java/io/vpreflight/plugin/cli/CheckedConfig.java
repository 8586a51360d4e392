// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.config.AuditDraft;
import io.vpreflight.plugin.config.AuditResolver;
import io.vpreflight.plugin.config.AuditSettings;
import io.vpreflight.plugin.config.ChannelResolver;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.config.ConfigFile;
import io.vpreflight.plugin.config.Explained;
import io.vpreflight.plugin.config.SecretsStore;
import io.vpreflight.plugin.config.ServiceResolver;
import io.vpreflight.plugin.config.ServiceSettings;
import io.vpreflight.plugin.config.StoreResolver;
import io.vpreflight.plugin.config.VCenterResolver;
import io.vpreflight.plugin.config.VCenterSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A configuration file in which nothing is wrong.
 *
 * @param vcenters how many it names
 * @param schedules how many it has; 0 for a file that only commands use
 * @param rows what it comes to
 */
record CheckedConfig(int vcenters, int schedules, List<Explained.Row> rows) {
  /**
   * Looks at the file as {@code serve} would if it has schedules, else as {@code audit} would.
   *
   * @throws ConfigException with everything that is wrong
   */
  static CheckedConfig of(App app, Path config, StateFlags state) {
    List<Text> problems = new ArrayList<>();
    AuditDraft file = ConfigFile.read(config, app.environment(), problems);
    new ChannelResolver(app.tool(), app.clock(), app.console().texts(), problems).check(file);
    CheckedConfig checked =
        file.schedules.isEmpty()
            ? forCommands(app, file, problems)
            : forService(app, file, config, state, problems);
    Text secrets = SecretsStore.problem(file.secrets);
    if (secrets != null && !problems.contains(secrets)) {
      problems.add(secrets);
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return checked;
  }

  private static CheckedConfig forCommands(App app, AuditDraft file, List<Text> problems) {
    List<VCenterSettings> vcenters =
        new VCenterResolver(app.environment(), problems).resolve(new AuditDraft(), file);
    AuditResolver audits = new AuditResolver(problems);
    audits.switches(file);
    AuditSettings settings = audits.resolve(file);
    new StoreResolver(problems).resolve(file.store);
    return new CheckedConfig(
        vcenters.size(),
        0,
        problems.isEmpty() ? Explained.of(file, vcenters, settings) : List.of());
  }

  private static CheckedConfig forService(
      App app, AuditDraft file, Path config, StateFlags state, List<Text> problems) {
    Path folder = state.folder(app.environment());
    ServiceSettings service =
        new ServiceResolver(app.environment(), folder, problems).resolve(file, config.toString());
    return new CheckedConfig(
        service.vcenters().size(),
        service.schedules().size(),
        problems.isEmpty() ? Explained.of(file, service) : List.of());
  }
}
