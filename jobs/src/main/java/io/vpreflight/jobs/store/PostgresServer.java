// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import io.vpreflight.jobs.secret.SecretPlace;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A database of a PostgreSQL server, which several nodes may use.
 *
 * @param url {@code jdbc:postgresql:...}, with parameters such as those of TLS, and no password
 * @param username null when the server asks for none, or the URL says it
 * @param password its first line is the password; read for each new connection, so that a new one
 *     needs no restart. Null when the server asks for none
 */
public record PostgresServer(
    String url, @Nullable String username, @Nullable SecretPlace password) {
  /** With what every URL of PostgreSQL begins. */
  public static final String SCHEME = "jdbc:postgresql:";

  private static final Pattern SCHEMA = Pattern.compile("[?&]currentSchema=([^&,]+)");

  /** The URL without its parameters: for people. */
  public String name() {
    int parameters = url.indexOf('?');
    return parameters < 0 ? url : url.substring(0, parameters);
  }

  /** What a person types to copy the database into that folder, by the server's own means. */
  public String dumpCommand(Path folder) {
    Matcher schema = SCHEMA.matcher(url);
    return "pg_dump --format=custom --file="
        + folder.resolve("vpreflight.dump")
        + (schema.find() ? " --schema=" + schema.group(1) : "")
        + (username == null ? "" : " --username=" + username)
        + " --dbname="
        + name().substring("jdbc:".length());
  }

  @Override
  public String toString() {
    return name();
  }
}
