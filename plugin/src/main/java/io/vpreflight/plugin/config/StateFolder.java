// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where plans, approvals and the journal are kept. */
public final class StateFolder {
  private StateFolder() {}

  /** What was said, else {@code $XDG_STATE_HOME/vpreflight}, else {@code ~/.local/state}. */
  public static Path of(@Nullable Path said, Environment environment) {
    if (said != null) {
      return said;
    }
    String xdg = environment.get("XDG_STATE_HOME");
    Path home =
        xdg == null ? Path.of(System.getProperty("user.home"), ".local", "state") : Path.of(xdg);
    return home.resolve("vpreflight");
  }
}
