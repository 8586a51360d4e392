// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is answered.
 *
 * @param status of HTTP
 * @param body all of it, or empty when it is a file
 * @param file its bytes follow; null when the body is all
 * @param headers besides those that every answer has
 */
// It is written once and handed on; a copy of every report would be for nothing.
@SuppressWarnings("ArrayRecordComponent")
record Answer(int status, byte[] body, @Nullable Path file, Map<String, String> headers) {
  static final String JSON = "application/json";

  Answer {
    headers = Map.copyOf(headers);
  }

  /** Something that writes itself as JSON. */
  interface Content {
    void write(Writer out) throws IOException;
  }

  static Answer json(int status, Content content) throws IOException {
    StringWriter out = new StringWriter();
    content.write(out);
    return text(status, JSON, out.toString());
  }

  static Answer text(int status, String type, String text) {
    return new Answer(
        status, text.getBytes(StandardCharsets.UTF_8), null, Map.of("Content-Type", type));
  }

  static Answer file(Path file, Map<String, String> headers) {
    return new Answer(200, new byte[0], file, headers);
  }

  static Answer nothing(int status) {
    return new Answer(status, new byte[0], null, Map.of());
  }

  Answer with(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new Answer(status, body, file, more);
  }

  @Override
  public String toString() {
    return "answer " + status;
  }
}
