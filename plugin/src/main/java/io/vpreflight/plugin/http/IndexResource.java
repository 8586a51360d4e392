// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.List;

/** {@code GET /api/v1}: what there is. */
final class IndexResource implements Resource {
  private static final List<String> LISTS =
      List.of(
          "audits", "baselines", "findings", "journal", "plans", "schedules", "tokens", "vcenters");

  private final String version;

  IndexResource(String version) {
    this.version = version;
  }

  @Override
  public Answer answer(Call call) throws IOException {
    call.only();
    return Answer.json(
        200,
        out -> {
          JsonWriter json = new JsonWriter(out);
          json.setIndent("  ");
          json.beginObject();
          json.name("schemaVersion").value(1);
          json.name("version").value(version);
          json.name("links").beginObject();
          for (String list : LISTS) {
            json.name(list).value(Api.ROOT + "/" + list);
          }
          json.endObject();
          json.endObject();
          json.flush();
          out.write("\n");
        });
  }
}
