// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** govmomi's command line, as a second opinion and to put a {@link Vcsim} into a state. */
public final class Govc {
  private Govc() {}

  /** Runs govc to its end and returns its standard output; another exit code than 0 fails. */
  public static String run(TestServer server, String... arguments) {
    List<String> words = new ArrayList<>(List.of(TestServers.govc().toString()));
    words.addAll(List.of(arguments));
    Map<String, String> environment =
        Map.of(
            "GOVC_URL", server.url().toString(),
            "GOVC_USERNAME", server.username(),
            "GOVC_PASSWORD", server.password(),
            "GOVC_INSECURE", "true",
            "GOVC_PERSIST_SESSION", "false");
    return output(new Command(words).with(environment), words);
  }

  /** Saves everything that a server has into a new folder, to be edited and loaded. */
  public static Path save(TestServer server, Path folder) {
    run(server, "object.save", "-f", "-d", folder.toString());
    return folder;
  }

  static String output(Command command, List<String> words) {
    try {
      Command.Result result = command.run();
      if (!result.ok()) {
        throw new AssertionError(words + " ended with " + result.exitCode() + "\n" + result);
      }
      return result.output();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
