// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** {@code docs/openapi.yaml}: what is answered is held to it. */
final class Contract {
  private final Map<String, Object> root;

  Contract() throws IOException {
    String text = Files.readString(Path.of("../docs/openapi.yaml"));
    root = map(new Load(LoadSettings.builder().build()).loadFromString(text));
  }

  /** Every operation, as {@code GET /path}. */
  Set<String> operations() {
    TreeSet<String> all = new TreeSet<>();
    map(root.get("paths"))
        .forEach(
            (path, methods) ->
                map(methods).keySet().stream()
                    .filter(method -> !method.equals("parameters"))
                    .forEach(method -> all.add(method.toUpperCase(Locale.ROOT) + " " + path)));
    return all;
  }

  /** Fails unless the contract has that answer, of that type and shape. */
  void check(String method, String template, int status, @Nullable String type, String body) {
    String what = method + " " + template + " " + status;
    Map<String, Object> operation =
        map(map(map(root.get("paths")).get(template)).get(method.toLowerCase(Locale.ROOT)));
    Object said = map(operation.get("responses")).get(String.valueOf(status));
    assertNotNull(said, what + " is not in the contract");
    Object ref = map(said).get("$ref");
    Map<String, Object> response = ref == null ? map(said) : resolve(ref.toString());
    Object content = response.get("content");
    if (content == null) {
      assertEquals("", body, what);
      return;
    }
    assertNotNull(type, what);
    String plain = type.split(";", 2)[0];
    Map<String, Object> types = map(content);
    assertTrue(types.containsKey(plain) || types.containsKey("*/*"), what + ": " + type);
    if (plain.endsWith("json") && types.containsKey(plain)) {
      assertEquals(List.of(), problems(map(map(types.get(plain)).get("schema")), body), what);
    }
  }

  private List<String> problems(Map<String, Object> wanted, String body) {
    Map<String, Object> schema = new LinkedHashMap<>(wanted);
    schema.put("components", root.get("components"));
    Schema compiled =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(new Gson().toJson(schema), InputFormat.JSON);
    return compiled.validate(body, InputFormat.JSON).stream().map(Error::toString).toList();
  }

  private Map<String, Object> resolve(String ref) {
    Map<String, Object> place = root;
    for (String step : ref.substring(2).split("/", -1)) {
      place = map(place.get(step));
    }
    return place;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(@Nullable Object node) {
    if (node instanceof Map) {
      return (Map<String, Object>) node;
    }
    throw new AssertionError("not a map: " + node);
  }
}
