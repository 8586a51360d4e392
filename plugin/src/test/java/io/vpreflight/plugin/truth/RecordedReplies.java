// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.truth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Makes an object dump of the calls and answers that a recorder of HTTP for Python kept: every
 * property that was asked for, as the server wrote it.
 */
final class RecordedReplies {
  private static final Pattern PROPERTY =
      Pattern.compile("<_this[^>]*type=\"(\\w+)\"[^>]*>([^<]+)</_this><prop\\s[^>]*>(\\w+)</prop>");
  private static final Pattern ANSWER =
      Pattern.compile("<returnval(.*)</returnval>", Pattern.DOTALL);
  private static final String OBJECT =
      "<ObjectContent xmlns=\"urn:vim25\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\""
          + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
          + "<obj type=\"%s\">%s</obj>%s</ObjectContent>";

  private final Map<String, Map<String, String>> objects = new TreeMap<>();

  /** Reads all recordings of a folder. */
  RecordedReplies(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
        read(file);
      }
    }
  }

  private void read(Path file) throws IOException {
    LoadSettings settings = LoadSettings.builder().setCodePointLimit(64 << 20).build();
    String yaml = Files.readString(file).replace("!!python/unicode", "");
    for (Object each : list(map(new Load(settings).loadFromString(yaml)).get("interactions"))) {
      String request = String.valueOf(map(map(each).get("request")).get("body"));
      Map<?, ?> response = map(map(each).get("response"));
      Matcher answer = ANSWER.matcher(String.valueOf(map(response.get("body")).get("string")));
      Matcher asked = PROPERTY.matcher(request);
      if (!answer.find()) {
        continue;
      }
      if (asked.find()) {
        put(asked.group(1), asked.group(2), asked.group(3), answer.group(1));
      } else if (request.contains("<RetrieveServiceContent ")) {
        put("ServiceInstance", "ServiceInstance", "content", answer.group(1));
      }
    }
  }

  private void put(String type, String moId, String property, String answer) {
    objects
        .computeIfAbsent(type + " " + moId, key -> new TreeMap<>())
        .put(property, "<propSet><name>" + property + "</name><val" + answer + "</val></propSet>");
  }

  /** How many objects of a type were recorded. */
  long count(String type) {
    return objects.keySet().stream().filter(key -> key.startsWith(type + " ")).count();
  }

  /** Writes the dump, the service instance first as all dumps have it. */
  Path writeTo(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, Map<String, String>> each : objects.entrySet()) {
      String[] words = each.getKey().split(" ", 2);
      int number = words[0].equals("ServiceInstance") ? 0 : 1;
      Files.writeString(
          folder.resolve("%04d-%s-%s.xml".formatted(number, words[0], words[1])),
          OBJECT.formatted(words[0], words[1], String.join("", each.getValue().values())));
    }
    return folder;
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return (Map<?, ?>) Objects.requireNonNull(value);
  }

  private static List<?> list(@Nullable Object value) {
    return (List<?>) Objects.requireNonNull(value);
  }
}
