// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.server;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads metrics as Prometheus' own Python client does. */
public final class Prometheus {
  private Prometheus() {}

  /** The families of that file; fails when the client does not understand it. */
  public static JsonArray families(Path exposition) {
    List<String> words =
        List.of(
            TestServers.python().toString(),
            TestServers.module().resolve("src/test/python/metrics.py").toString(),
            exposition.toString());
    Map<String, String> environment =
        Map.of("PYTHONDONTWRITEBYTECODE", "1", "PYTHONIOENCODING", "utf-8");
    return JsonParser.parseString(Govc.output(new Command(words).with(environment), words))
        .getAsJsonArray();
  }
}
