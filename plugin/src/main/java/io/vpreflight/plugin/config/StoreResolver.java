// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.secret.SecretPlace;
import io.vpreflight.jobs.store.PostgresServer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes a checked place of the store; everything that is wrong is told at once. */
public final class StoreResolver {
  /** Keys of {@code store}. */
  public static final Set<String> KEYS = Set.of("url", "username", "passwordFile");

  /** Parameters that are secrets. */
  private static final Pattern PASSWORD =
      Pattern.compile("[?&](ssl)?password=", Pattern.CASE_INSENSITIVE);

  /** A user before the host, as other programs have it, maybe with a password. */
  private static final Pattern USER = Pattern.compile("//[^/?]*@");

  private final List<Text> problems;

  /** Problems are added to the list. */
  public StoreResolver(List<Text> problems) {
    this.problems = problems;
  }

  /**
   * The server; to be used only if no problem was added.
   *
   * @param said by key
   * @return null when nothing says that the store is anywhere but in the state folder
   */
  public @Nullable PostgresServer resolve(Map<String, Setting> said) {
    Setting url = said.get("url");
    if (url == null) {
      said.values().stream()
          .findFirst()
          .ifPresent(one -> problems.add(Text.of("config.store-no-url", one.origin())));
      return null;
    }
    // What may hold a password is not repeated.
    if (PASSWORD.matcher(url.value()).find() || USER.matcher(url.value()).find()) {
      problems.add(Text.of("config.store-password", url.origin()));
      return null;
    }
    if (!url.value().startsWith(PostgresServer.SCHEME)) {
      problems.add(Text.of("config.store-url", url.origin(), url.value()));
      return null;
    }
    Setting username = said.get("username");
    Setting passwordFile = said.get("passwordFile");
    SecretPlace password = passwordFile == null ? null : SecretPlaces.of(passwordFile, problems);
    if (passwordFile != null && username == null) {
      problems.add(Text.of("config.store-no-username", passwordFile.origin()));
    }
    return new PostgresServer(url.value(), username == null ? null : username.value(), password);
  }
}
