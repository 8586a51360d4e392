// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.rest;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.VSphereException.BadReply;
import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.VSphereException.Unreachable;
import io.vpreflight.vsphere.VSphereException.Unreachable.Reason;
import io.vpreflight.vsphere.inventory.VimFault;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** Tells an answer of the Automation API from anything else. All methods are stateless. */
final class RestAnswers {
  /** Ten thousand attached objects are less than 1 MB. */
  private static final long MOST = 16L << 20;

  private static final int LONGEST = 200;

  private RestAnswers() {}

  /**
   * What was answered.
   *
   * @return JSON's null for nothing at all
   * @throws VSphereException when it was refused, or is no answer
   */
  static JsonElement read(String what, Response response) throws IOException {
    int code = response.code();
    if (code == 407) {
      throw new Unreachable(Reason.PROXY, "the proxy wants a login of its own", null);
    }
    if (code == 502 || code == 503 || code == 504) {
      throw new Unreachable(Reason.UNAVAILABLE, "HTTP " + code, null);
    }
    String type = response.header("Content-Type", "no content type");
    boolean isHtml = type != null && type.toLowerCase(Locale.ROOT).contains("html");
    String fault = fault(code);
    if (code >= 200 && code < 300 && !isHtml) {
      return json(what, text(what, response));
    }
    if (fault.isEmpty()) {
      throw new BadReply(what + ": HTTP " + code + ", " + type, false, null);
    }
    String message = isHtml ? "" : message(text(what, response));
    throw new Fault(what, new VimFault(fault, List.of(), message), null, null);
  }

  /** The class of vim25 that means the same; empty when there is none. */
  private static String fault(int code) {
    return switch (code) {
      case 400 -> "InvalidArgument";
      case 401 -> "NotAuthenticated";
      case 403 -> "NoPermission";
      case 404 -> "NotFound";
      case 500 -> "SystemError";
      default -> "";
    };
  }

  private static String text(String what, Response response) throws IOException {
    BufferedSource source = response.body().source();
    if (source.request(MOST + 1)) {
      throw new BadReply(what + ": more than " + MOST + " bytes", false, null);
    }
    return source.readUtf8();
  }

  private static JsonElement json(String what, String text) {
    if (text.isBlank()) {
      return JsonNull.INSTANCE;
    }
    try {
      return JsonParser.parseString(text);
    } catch (JsonParseException | StackOverflowError e) {
      throw new BadReply(what + ": not JSON", true, e);
    }
  }

  /** The first words of what the server says about it. */
  private static String message(String text) {
    try {
      JsonElement said = JsonParser.parseString(text);
      if (said.isJsonObject()) {
        JsonObject top = said.getAsJsonObject();
        JsonElement inside = top.get("value");
        JsonObject holder =
            inside != null && inside.isJsonObject() ? inside.getAsJsonObject() : top;
        String words = first(holder.get("messages"));
        return words.length() > LONGEST ? words.substring(0, LONGEST) : words;
      }
    } catch (JsonParseException e) {
      // A refusal in words that are no JSON is a refusal all the same.
    }
    return "";
  }

  /** The text of the first message; empty when there is none. */
  static String first(@Nullable JsonElement messages) {
    if (messages != null && messages.isJsonArray()) {
      for (JsonElement each : messages.getAsJsonArray()) {
        JsonElement words =
            each.isJsonObject() ? each.getAsJsonObject().get("default_message") : null;
        if (words != null && words.isJsonPrimitive()) {
          return words.getAsString();
        }
      }
    }
    return "";
  }
}
