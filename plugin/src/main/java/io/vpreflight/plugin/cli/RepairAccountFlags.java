// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.config.RepairAccount;
import io.vpreflight.plugin.config.Setting;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who repairs, where that is somebody else than who reads: flags of what runs a plan. */
final class RepairAccountFlags {
  private static final String USERNAME = "--repair-username";
  private static final String PASSWORD_FILE = "--repair-password-file";

  @Option(names = USERNAME, paramLabel = "NAME", descriptionKey = "repairUsername")
  private @Nullable String username;

  @Option(names = PASSWORD_FILE, paramLabel = "FILE", descriptionKey = "repairPasswordFile")
  private @Nullable String passwordFile;

  /**
   * Where a service carries plans out, its own file decides as whom.
   *
   * @throws ConfigException when an account was named all the same
   */
  void refuseElsewhere() {
    if (username != null || passwordFile != null) {
      String said = username == null ? PASSWORD_FILE : USERNAME;
      throw new ConfigException(List.of(Text.of("config.account-elsewhere", said)));
    }
  }

  /** As it was said. */
  RepairAccount account() {
    return new RepairAccount(
        username == null ? null : new Setting(username, USERNAME),
        passwordFile == null ? null : new Setting(passwordFile, PASSWORD_FILE));
  }
}
