// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.vpreflight.jobs.check.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Wishes to stop, each a small file beside the store, so that they can be made while another
 * process owns it. The owner reads them before each step, and writes what comes of them into the
 * journal. Safe for several threads and processes.
 */
public final class CancelRequests {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");

  private final Path folder;

  /** The wishes beside the store of that folder. */
  public CancelRequests(Path stateFolder) {
    folder = stateFolder.resolve("cancel");
  }

  /**
   * Asks that an operation stops; a second wish replaces the first. Durable when this returns.
   *
   * @throws StoreException when the file cannot be written
   * @throws IllegalArgumentException when that can be no operation
   */
  public void ask(CancelRequest request) {
    JsonObject json = new JsonObject();
    json.addProperty("operationId", request.operationId());
    json.addProperty("by", request.by());
    json.addProperty("reason", request.reason());
    json.addProperty("at", request.at().toString());
    Path file = file(request.operationId());
    try {
      Folders.make(folder);
      Folders.write(file, json.toString());
    } catch (IOException e) {
      throw new StoreException(
          StoreException.Kind.WRITE,
          Text.of("store.write", file.toString(), String.valueOf(e.getMessage())),
          e);
    }
  }

  /**
   * The wish about that operation. A file that cannot be understood is a wish all the same.
   *
   * @throws StoreException when the file is there and cannot be read
   */
  public Optional<CancelRequest> find(String operationId) {
    Path file = file(operationId);
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StoreException(
          StoreException.Kind.FOLDER,
          Text.of("store.read", file.toString(), String.valueOf(e.getMessage())),
          e);
    }
    try {
      JsonObject json = JsonParser.parseString(text).getAsJsonObject();
      return Optional.of(
          new CancelRequest(
              operationId,
              json.get("by").getAsString(),
              json.get("reason").getAsString(),
              Instant.parse(json.get("at").getAsString())));
    } catch (JsonParseException
        | IllegalStateException
        | NullPointerException
        | DateTimeException e) {
      return Optional.of(new CancelRequest(operationId, "", "", Instant.EPOCH));
    }
  }

  /** Forgets the wish, when the journal tells of it. */
  public void forget(String operationId) {
    Path file = file(operationId);
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new StoreException(
          StoreException.Kind.WRITE,
          Text.of("store.write", file.toString(), String.valueOf(e.getMessage())),
          e);
    }
  }

  private Path file(String operationId) {
    if (!ID.matcher(operationId).matches()) {
      throw new IllegalArgumentException("not an operation: " + operationId);
    }
    return folder.resolve(operationId + ".json");
  }
}
