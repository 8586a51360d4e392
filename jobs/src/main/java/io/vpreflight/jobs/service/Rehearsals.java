// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.service;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.vpreflight.jobs.repair.run.Ending;
import io.vpreflight.jobs.repair.run.RepairOutcome;
import io.vpreflight.jobs.repair.run.Unfinished;
import io.vpreflight.jobs.store.Journal;
import io.vpreflight.jobs.store.JournalEntry;
import io.vpreflight.jobs.store.JournalEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Transcripts of rehearsals, a file each beside the store: flag, tree, change ids and task times of
 * a reset that was tried on a machine that may be lost. That a plan is one, and for which versions,
 * the journal knows, so that its transcript is kept whoever carries it out.
 */
public final class Rehearsals {
  /** Detail of the line that says that a plan was made. */
  static final String VERSIONS = "rehearsal";

  private final Path folder;

  /** Those beside the store in that folder. */
  public Rehearsals(Path stateFolder) {
    folder = stateFolder.resolve("rehearsals");
  }

  /** The versions, {@code vCenter/ESXi}, on which a reset was proven in that vCenter. */
  public Set<String> versions(String vcenter) throws IOException {
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

  /** The transcript of that plan; empty when it is no rehearsal, or has none yet. */
  Optional<Path> of(Journal journal, String digest) {
    List<JournalEntry> lines = journal.ofPlan(digest);
    return versions(lines).isEmpty()
        ? Optional.empty()
        : lines.stream()
            .map(JournalEntry::operationId)
            .filter(id -> !id.isEmpty())
            .map(this::file)
            .filter(Files::isRegularFile)
            .findFirst();
  }

  /** Keeps the transcript of that plan, if it is a rehearsal and came to an end, be it for now. */
  void keep(Journal journal, String digest) throws IOException {
    String versions = versions(journal.ofPlan(digest));
    if (versions.isEmpty()) {
      return;
    }
    for (Unfinished.Begun one : Unfinished.ofPlan(journal, digest).values()) {
      List<JournalEntry> lines = journal.of(one.id());
      Ending ending = Ending.of(lines);
      if (ending != null) {
        write(one.id(), one.vcenter(), versions, ending, lines);
      }
    }
  }

  private static String versions(List<JournalEntry> lines) {
    return lines.stream()
        .filter(line -> line.event() == JournalEvent.PLANNED && line.operationId().isEmpty())
        .map(line -> line.details().getOrDefault(VERSIONS, ""))
        .filter(versions -> !versions.isEmpty())
        .findFirst()
        .orElse("");
  }

  private Path file(String operation) {
    return folder.resolve(operation + ".json");
  }

  private void write(
      String id, String vcenter, String versions, Ending ending, List<JournalEntry> lines)
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
    Files.createDirectories(folder);
    Path whole = Files.createTempFile(folder, id, ".new");
    Files.writeString(whole, json.toString());
    Files.move(whole, file(id), StandardCopyOption.REPLACE_EXISTING);
  }
}
