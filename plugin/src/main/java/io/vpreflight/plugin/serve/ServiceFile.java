// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.serve;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.notify.Channel;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.config.AuditDraft;
import io.vpreflight.plugin.config.ChannelResolver;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.config.ConfigFile;
import io.vpreflight.plugin.config.Explained;
import io.vpreflight.plugin.config.ServiceResolver;
import io.vpreflight.plugin.config.ServiceSettings;
import io.vpreflight.plugin.config.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The file of a service, read as often as somebody wishes.
 *
 * @param file that is named
 * @param folder of the state
 * @param listen what was said besides, which is stronger than the file; or null
 */
record ServiceFile(App app, Path file, Path folder, @Nullable String listen) {
  /**
   * What it comes to.
   *
   * @param settings checked
   * @param channels who is told
   * @param values every key with what holds; nothing secret is among them
   */
  record Read(ServiceSettings settings, List<Channel> channels, Map<String, String> values) {}

  /**
   * Reads all of it.
   *
   * @param now schedules that are asked for by name
   * @throws ConfigException with everything that is wrong
   */
  Read read(List<String> now) {
    List<Text> problems = new ArrayList<>();
    AuditDraft draft = ConfigFile.read(file, app.environment(), problems);
    if (listen != null) {
      draft.listen.put("address", new Setting(listen, "--listen"));
    }
    ServiceSettings settings =
        new ServiceResolver(app.environment(), folder, problems).resolve(draft, file.toString());
    List<Channel> channels =
        new ChannelResolver(app.tool(), app.clock(), app.console().texts(), problems)
            .resolve(draft);
    List<String> names = draft.schedules.stream().map(schedule -> schedule.name.value()).toList();
    for (String name : now) {
      if (!names.contains(name)) {
        problems.add(Text.of("config.unknown-schedule", name, String.join(", ", names)));
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    Map<String, String> values = new TreeMap<>();
    for (Explained.Row row : Explained.of(draft, settings)) {
      values.merge(row.key(), String.valueOf(row.value()), (one, other) -> one + ", " + other);
    }
    return new Read(settings, channels, values);
  }
}
