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

/**
 * Wishes to stop, each a small file beside the store, so that they can be made while another
 * process owns it.
 */
final class CancelFiles implements CancelRequests {
  private final Path folder;

  /** The wishes beside the store of that folder. */
  CancelFiles(Path stateFolder) {
    folder = stateFolder.resolve("cancel");
  }

  @Override
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

  @Override
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

  @Override
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
    return folder.resolve(CancelRequests.checked(operationId) + ".json");
  }
}
