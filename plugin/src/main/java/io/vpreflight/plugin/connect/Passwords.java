// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.connect;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.secret.SecretPlace;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.config.Environment;
import io.vpreflight.plugin.config.SecretPlaces;
import io.vpreflight.plugin.config.VCenterResolver;
import io.vpreflight.plugin.config.VCenterSettings;
import io.vpreflight.plugin.config.VCenterSettings.PasswordSource;
import io.vpreflight.plugin.terminal.Console;
import io.vpreflight.vsphere.Secret;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fetches passwords from where they are kept, or asks for them. */
final class Passwords {
  private final Environment environment;
  private final Console console;

  Passwords(Environment environment, Console console) {
    this.environment = environment;
    this.console = console;
  }

  /**
   * The password for a vCenter, from wherever it is kept.
   *
   * @return null when somebody is to be asked for it
   * @throws ConfigException if there is none and nobody to ask, or if others could read it too
   */
  @Nullable Secret kept(VCenterSettings settings) {
    PasswordSource source = settings.password();
    if (source instanceof PasswordSource.FromFile file) {
      return secret(fromPlace(file.place(), file.origin()), file.origin());
    }
    if (source instanceof PasswordSource.FromEnvironment variable) {
      String name = variable.variable();
      return secret(given(environment.get(name), name), name);
    }
    if (source instanceof PasswordSource.FromGovcUrl) {
      return secret(given(VCenterResolver.govcPassword(environment), "GOVC_URL"), "GOVC_URL");
    }
    if (console.input() == null) {
      throw problem(Text.of("config.no-password", settings.endpoint().name()));
    }
    return null;
  }

  /**
   * Asks for it.
   *
   * @throws ConfigException if nothing is answered
   */
  Secret asked(VCenterSettings settings, String username) {
    char[] chars =
        console.askSecret(Text.of("cli.ask.password", username, settings.endpoint().name()));
    if (chars == null) {
      throw problem(Text.of("config.no-password", settings.endpoint().name()));
    }
    return secret(chars, "terminal");
  }

  private static Secret secret(char[] chars, String origin) {
    try {
      return new Secret(chars);
    } catch (IllegalArgumentException e) {
      throw problem(Text.of("config.bad-password", origin, String.valueOf(e.getMessage())));
    }
  }

  private static char[] given(@Nullable String value, String origin) {
    if (value == null) {
      throw problem(Text.of("config.bad-password", origin, "empty"));
    }
    return value.toCharArray();
  }

  private static char[] fromPlace(SecretPlace place, String origin) {
    Text wrong = SecretPlaces.problem(place, origin);
    if (wrong != null) {
      throw problem(wrong);
    }
    try {
      return place.read();
    } catch (CharacterCodingException e) {
      throw problem(Text.of("config.bad-password", origin, "not UTF-8"));
    } catch (IOException e) {
      throw problem(Text.of("config.unreadable", origin, place.toString()));
    }
  }

  private static ConfigException problem(Text text) {
    return new ConfigException(List.of(text));
  }
}
