// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.vpreflight.jobs.repair.run.Ending;
import io.vpreflight.jobs.repair.run.RepairOutcome;
import io.vpreflight.jobs.store.JournalEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Transcripts of rehearsals, a file each beside the store: flag, tree, change ids and task times of
 * a reset that was tried on a machine that may be lost.
 */
final class Rehearsals {
  private final Path folder;

  Rehearsals(Path stateFolder) {
    folder = stateFolder.resolve("rehearsals");
  }

  /** The versions, {@code vCenter/ESXi}, on which a reset was proven in that vCenter. */
  Set<String> versions(String vcenter) throws IOException {
    Set<String> versions = new TreeSet<>();
    if (!Files.isDirectory(folder)) {
      return versions;
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> file.toString().endsWith(".json")).toList();
    }
    for (Path file : files) {
      try {
        JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        if (json.get("vcenter").getAsString().equals(vcenter)
            && json.get("outcome").getAsString().equals(RepairOutcome.COMPLETE.id())) {
          versions.add(json.get("versions").getAsString());
        }
      } catch (JsonParseException | IllegalStateException | NullPointerException e) {
        // Whatever cannot be read proves nothing.
      }
    }
    return versions;
  }

  /** Keeps a transcript; gives its file. */
  Path write(String vcenter, String versions, Ending ending, List<JournalEntry> lines)
      throws IOException {
    JsonObject json = new JsonObject();
    json.addProperty("schemaVersion", 1);
    json.addProperty("vcenter", vcenter);
    json.addProperty("versions", versions);
    json.addProperty("outcome", ending.outcome().id());
    JsonArray steps = new JsonArray();
    for (JournalEntry line : lines) {
      JsonObject step = new JsonObject();
      step.addProperty("at", line.at().toString());
      step.addProperty("event", line.event().name());
      step.addProperty("step", line.step());
      JsonObject details = new JsonObject();
      line.details().forEach(details::addProperty);
      step.add("details", details);
      steps.add(step);
    }
    json.add("lines", steps);
    String id = lines.isEmpty() ? "none" : lines.get(0).operationId();
    Files.createDirectories(folder);
    Path file = folder.resolve(id + ".json");
    Path whole = Files.createTempFile(folder, id, ".new");
    Files.writeString(whole, json.toString());
    Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
    return file;
  }
}
