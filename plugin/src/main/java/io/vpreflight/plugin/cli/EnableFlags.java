// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.config.Setting;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which of the repairs that are off are switched on for this command. */
final class EnableFlags {
  private static final String OPTION = "--enable";

  @Option(names = OPTION, paramLabel = "KIND", descriptionKey = "enable")
  private List<String> enable = new ArrayList<>();

  /**
   * Where a service does it, its own file decides: who may speak to it may not switch on by that.
   *
   * @throws ConfigException when something was switched on all the same
   */
  void refuseElsewhere() {
    if (!enable.isEmpty()) {
      throw new ConfigException(
          List.of(Text.of("config.enable-elsewhere", String.join(", ", enable))));
    }
  }

  /** The flags of a command that connects, with what was switched on. */
  ConnectionFlags with(ConnectionFlags connection) {
    enable.forEach(kind -> connection.draft().enabled.add(new Setting(kind, OPTION)));
    enable = List.of();
    return connection;
  }
}
