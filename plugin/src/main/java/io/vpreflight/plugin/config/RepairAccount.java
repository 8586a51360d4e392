// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.plugin.config.VCenterSettings.PasswordSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account that only repairs, as somebody named it. Its password is not looked at, not even
 * whether its file is there, before an approved plan runs.
 *
 * @param username who repairs; null when nobody else than the ordinary account does
 * @param passwordFile where its password is; null when it is elsewhere
 */
public record RepairAccount(@Nullable Setting username, @Nullable Setting passwordFile) {
  /** Nobody else. */
  public static final RepairAccount NONE = new RepairAccount(null, null);

  private static final String USERNAME = "VPREFLIGHT_REPAIR_USERNAME";
  private static final String PASSWORD = "VPREFLIGHT_REPAIR_PASSWORD";

  /** True when the environment names one. */
  public static boolean isNamed(Environment environment) {
    return environment.get(USERNAME) != null;
  }

  /**
   * The vCenter as whoever repairs logs in there. Flags are stronger than the environment, and that
   * is stronger than the file. The password of the ordinary account is never tried for another one.
   *
   * @param flags what was said on the command line
   * @throws ConfigException with everything that is wrong
   */
  public static VCenterSettings in(
      VCenterSettings settings, RepairAccount flags, Environment environment) {
    RepairAccount file = settings.repairAccount();
    Setting username = flags.username;
    String variable = environment.get(USERNAME);
    if (username == null) {
      username = variable == null ? file.username : new Setting(variable, USERNAME);
    }
    PasswordSource password = null;
    List<Text> problems = new ArrayList<>();
    if (flags.passwordFile != null) {
      password = from(flags.passwordFile, problems);
    } else if (environment.get(PASSWORD) != null) {
      password = new PasswordSource.FromEnvironment(PASSWORD);
    } else if (file.passwordFile != null) {
      password = from(file.passwordFile, problems);
    }
    if (username == null && password != null) {
      problems.add(Text.of("config.repair-account"));
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return username == null
        ? settings
        : new VCenterSettings(
            settings.endpoint(),
            username.value(),
            password == null ? new PasswordSource.Ask() : password,
            settings.trust(),
            settings.proxy(),
            NONE);
  }

  private static PasswordSource from(Setting file, List<Text> problems) {
    return new PasswordSource.FromFile(SecretPlaces.of(file, problems), file.origin());
  }
}
