// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.truth;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.vpreflight.plugin.cli.Shell;
import io.vpreflight.plugin.cli.Shell.Result;
import io.vpreflight.plugin.server.Vcsim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs the commands of an admin against servers and files, and reads what they say. */
final class Audits {
  private final Path folder;

  /** A folder for passwords and reports. */
  Audits(Path folder) {
    this.folder = folder;
  }

  /** Runs a command against a server, whose options are added. */
  Result on(Vcsim server, String... words) throws IOException {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(
        List.of(
            "--vcenter",
            server.url().toString(),
            "--username",
            server.username(),
            "--thumbprint",
            server.thumbprint()));
    return new Shell(folder)
        .with("VPREFLIGHT_PASSWORD", server.password())
        .run(all.toArray(String[]::new));
  }

  /** Runs a command. */
  Result run(String... words) {
    return new Shell(folder).run(words);
  }

  /** Writes a capture of a server. */
  Path capture(Vcsim server, String name, String... more) throws IOException {
    Path file = folder.resolve(name + ".vpreflight");
    List<String> words = new ArrayList<>(List.of("capture", "--out", file.toString()));
    words.addAll(List.of(more));
    Result result = on(server, words.toArray(String[]::new));
    assertTrue(Files.exists(file), result.toString());
    return file;
  }

  /** The JSON that a command printed. */
  static JsonObject json(Result result) {
    assertTrue(result.out().startsWith("{"), result.toString());
    return JsonParser.parseString(result.out()).getAsJsonObject();
  }

  /** The elements of an array. */
  static List<JsonObject> all(JsonObject audit, String name) {
    return audit.getAsJsonArray(name).asList().stream().map(JsonElement::getAsJsonObject).toList();
  }

  /** What is wrong and what could not be known, with everything that tells one from another. */
  static List<String> results(JsonObject audit) {
    List<String> found = new ArrayList<>();
    for (JsonObject finding : all(audit, "findings")) {
      found.add(
          "%s/%s %s %s %s %s %s"
              .formatted(
                  word(finding, "check"),
                  word(finding, "kind"),
                  word(finding, "severity"),
                  moId(finding),
                  finding.get("key"),
                  word(finding, "summary"),
                  finding.get("evidence")));
    }
    for (JsonObject unknown : all(audit, "undetermined")) {
      found.add("%s %s %s".formatted(word(unknown, "check"), moId(unknown), unknown.get("reason")));
    }
    return found.stream().sorted().toList();
  }

  /** How many findings of each kind there are, and how many could not be known. */
  static Map<String, Integer> counts(JsonObject audit) {
    Map<String, Integer> counts = new TreeMap<>();
    for (JsonObject finding : all(audit, "findings")) {
      String kind = word(finding, "check") + "/" + word(finding, "kind");
      counts.merge(kind + " " + word(finding, "severity"), 1, Integer::sum);
    }
    for (JsonObject unknown : all(audit, "undetermined")) {
      counts.merge(word(unknown, "check") + " undetermined", 1, Integer::sum);
    }
    return counts;
  }

  static String word(JsonObject object, String key) {
    return object.get(key).getAsString();
  }

  private static String moId(JsonObject result) {
    return word(result.getAsJsonObject("object"), "moId");
  }
}
