// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.audit;

import io.vpreflight.jobs.audit.AuditRequest;
import io.vpreflight.jobs.audit.Source;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.config.AuditDraft;
import io.vpreflight.plugin.config.AuditResolver;
import io.vpreflight.plugin.config.AuditSettings;
import io.vpreflight.plugin.config.RepairSwitches;
import io.vpreflight.plugin.config.Setting;
import io.vpreflight.plugin.config.VCenterSettings;
import io.vpreflight.plugin.connect.Connections;
import io.vpreflight.plugin.connect.KnownVCenters;
import io.vpreflight.vsphere.ConnectionOptions;
import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.inventory.Property;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What is to be read and how it is judged, checked: for a command or for the service.
 *
 * @param app the outside
 * @param settings of the audit
 * @param vcenters to be read
 * @param from captures and dumps to be read
 * @param switches repairs that are switched on
 */
public record AuditPlan(
    App app,
    AuditSettings settings,
    List<VCenterSettings> vcenters,
    List<Path> from,
    RepairSwitches switches) {

  /** Baselines that are named by their schedule become the captures that the service keeps. */
  public static void stored(AuditDraft draft, Path state, List<Text> problems) {
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
  public AuditRequest request(Set<Property> extraReads) {
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

  /** The same request, with what is read for it. */
  public AuditRequest withSources(AuditRequest request, List<Source> sources) {
    return new AuditRequest(
        request.profile(),
        request.checks(),
        sources,
        request.earlier(),
        request.scope(),
        request.waivers(),
        request.extraReads());
  }

  /** Ways to the vCenters, for a person who may be asked; whoever takes them closes them. */
  public Connections connections() {
    return new Connections(
        app.console(),
        KnownVCenters.ofUser(app.environment().variables()),
        app.environment(),
        ConnectionOptions.DEFAULT,
        app.tool().name() + "/" + app.tool().version());
  }
}
