// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives answers a tag, so that whoever has the same already need not get it again. */
final class Tags {
  private Tags() {}

  /** The answer with its tag, or that nothing has changed. Only what is JSON is tagged. */
  static Answer of(Answer answer, @Nullable String known) {
    if (answer.status() != 200 || !Answer.JSON.equals(answer.headers().get("Content-Type"))) {
      return answer;
    }
    String tag = "\"" + digest(answer.body()) + "\"";
    Map<String, String> headers = Map.of("ETag", tag, "Cache-Control", "private, no-cache");
    if (known != null && has(known, tag)) {
      return new Answer(304, new byte[0], null, headers);
    }
    return answer.with("ETag", tag).with("Cache-Control", "private, no-cache");
  }

  private static boolean has(String known, String tag) {
    return Arrays.stream(known.split(",", -1))
        .map(String::strip)
        .map(one -> one.startsWith("W/") ? one.substring(2) : one)
        .anyMatch(one -> one.equals("*") || one.equals(tag));
  }

  private static String digest(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, 18));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
