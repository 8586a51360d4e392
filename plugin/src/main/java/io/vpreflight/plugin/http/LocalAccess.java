// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonWriter;
import io.vpreflight.jobs.report.ReportFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How commands on this machine reach the service that has a state folder: a file in that folder,
 * which nobody but its owner can read, and which is there as long as the service is.
 *
 * @param url where it answers
 * @param token that it made for this purpose when it began; it is worth nothing after its end
 * @param pid of the service
 */
public record LocalAccess(String url, String token, long pid) {
  private static final String FILE = "service.json";

  /** Writes the file, which names its folder: of a copy of the folder it says nothing. */
  public void write(Path state) throws IOException {
    String folder = state.toRealPath().toString();
    ReportFiles.write(
        state.resolve(FILE),
        out -> {
          JsonWriter json = new JsonWriter(out);
          json.beginObject();
          json.name("folder").value(folder);
          json.name("url").value(url);
          json.name("token").value(token);
          json.name("pid").value(pid);
          json.endObject();
          json.flush();
        });
  }

  /** Removes the file. */
  public static void remove(Path state) throws IOException {
    Files.deleteIfExists(state.resolve(FILE));
  }

  /**
   * What the file says; empty when no service has that folder, when what is there is none of ours,
   * and when it was written for another folder, of which this one is a copy.
   */
  public static Optional<LocalAccess> read(Path state) throws IOException {
    Path file = state.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      JsonObject said = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
      if (!said.get("folder").getAsString().equals(state.toRealPath().toString())) {
        return Optional.empty();
      }
      return Optional.of(
          new LocalAccess(
              said.get("url").getAsString(),
              said.get("token").getAsString(),
              said.get("pid").getAsLong()));
    } catch (JsonParseException | IllegalStateException | NullPointerException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return url;
  }
}
