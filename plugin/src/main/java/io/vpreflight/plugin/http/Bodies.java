// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.vpreflight.jobs.check.Text;
import org.jspecify.annotations.Nullable;

/** What stands in the body of a request. */
final class Bodies {
  private Bodies() {}

  /**
   * The object that a body is.
   *
   * @throws Problem 400 when it is none
   */
  static JsonObject object(String body) {
    try {
      return JsonParser.parseString(body).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      throw new Problem(400, Text.of("http.bad-json"));
    }
  }

  /** A text; empty when there is none. */
  static String text(@Nullable JsonElement said) {
    return said instanceof JsonPrimitive one && one.isString() ? one.getAsString() : "";
  }

  /**
   * The reason that a body gives, which may have nothing besides; no body gives none.
   *
   * @throws Problem 400 when it is something else
   */
  static String reason(String body) {
    if (body.isBlank()) {
      return "";
    }
    JsonObject said = object(body);
    for (String key : said.keySet()) {
      if (!key.equals("reason") || !(said.get(key) instanceof JsonPrimitive)) {
        throw new Problem(400, Text.of("http.unknown-member", key, "reason"));
      }
    }
    return text(said.get("reason")).strip();
  }
}
