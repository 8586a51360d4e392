// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.audit.AuditRequest;
import io.vpreflight.jobs.audit.Source;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.config.AuditDraft;
import io.vpreflight.plugin.config.AuditResolver;
import io.vpreflight.plugin.config.AuditSettings;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.config.ConfigFile;
import io.vpreflight.plugin.config.RepairSwitches;
import io.vpreflight.plugin.config.Setting;
import io.vpreflight.plugin.config.VCenterResolver;
import io.vpreflight.plugin.config.VCenterSettings;
import io.vpreflight.plugin.connect.Connections;
import io.vpreflight.plugin.connect.KnownVCenters;
import io.vpreflight.vsphere.ConnectionOptions;
import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.inventory.Property;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a command was told, checked: flags, file and environment together.
 *
 * @param app the outside
 * @param settings of the audit
 * @param vcenters to be read
 * @param from captures and dumps to be read
 * @param switches repairs that are switched on
 */
record AuditPlan(
    App app,
    AuditSettings settings,
    List<VCenterSettings> vcenters,
    List<Path> from,
    RepairSwitches switches) {

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
    stored(all, flags.folder(app.environment()), problems);
    AuditResolver resolver = new AuditResolver(problems);
    AuditSettings settings = resolver.resolve(all);
    RepairSwitches switches = resolver.switches(all);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new AuditPlan(app, settings, vcenters, flags.from, switches);
  }

  /** Baselines that are named by their schedule become the captures that the service keeps. */
  static void stored(AuditDraft draft, Path state, List<Text> problems) {
    List<Setting> files = new ArrayList<>();
    for (Setting said : draft.list("baseline")) {
      if (!said.value().startsWith(AuditResolver.STORED)) {
        files.add(said);
        continue;
      }
      try {
        Baselines.in(state).named(said, problems).stream()
            .map(file -> new Setting(file.toString(), said.origin()))
            .forEach(files::add);
      } catch (IOException e) {
        problems.add(Text.of("config.unreadable", said.origin(), state.toString()));
      }
    }
    if (!files.isEmpty()) {
      draft.lists.put("baseline", files);
    } else {
      draft.lists.remove("baseline");
    }
  }

  /** The request, without sources yet. */
  AuditRequest request(Set<Property> extraReads) {
    List<Inventory> baselines = settings.baselines().stream().map(Baselines::read).toList();
    return new AuditRequest(
        settings.profile(),
        settings.checks(),
        List.of(),
        baselines,
        settings.scope(),
        settings.waivers(),
        extraReads);
  }

  AuditRequest withSources(AuditRequest request, List<Source> sources) {
    return new AuditRequest(
        request.profile(),
        request.checks(),
        sources,
        request.earlier(),
        request.scope(),
        request.waivers(),
        request.extraReads());
  }

  Connections connections() {
    return new Connections(
        app.console(),
        KnownVCenters.ofUser(app.environment().variables()),
        app.environment(),
        ConnectionOptions.DEFAULT,
        app.tool().name() + "/" + app.tool().version());
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
