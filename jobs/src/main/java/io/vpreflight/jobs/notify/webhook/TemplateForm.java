// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify.webhook;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.notify.Notice;
import io.vpreflight.jobs.notify.Notice.Group;
import io.vpreflight.jobs.notify.Notice.Part;
import io.vpreflight.jobs.notify.NoticeText;
import io.vpreflight.jobs.notify.Rules;
import io.vpreflight.jobs.notify.Sample;
import io.vpreflight.jobs.notify.Turn;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A form that an admin wrote: JSON in which <code>${name}</code> stands for a value. Values are
 * escaped as JSON has it inside of quotes, whatever they hold.
 */
public final class TemplateForm implements Form {
  /** The names that may stand there. */
  public static final Set<String> NAMES =
      new TreeSet<>(
          Set.of(
              "back",
              "belowMinimum",
              "better",
              "critical",
              "elsewhere",
              "error",
              "id",
              "info",
              "lang",
              "new",
              "report",
              "resolved",
              "schedule",
              "severity",
              "startedAt",
              "status",
              "subject",
              "test",
              "text",
              "undetermined",
              "vms",
              "warning",
              "worse"));

  private static final Pattern PLACE = Pattern.compile("\\$\\{([^}\\n]*)}");
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private final String template;
  private final NoticeText text;

  /** With the text of the template, in the language of the channel. */
  public TemplateForm(String template, Rules rules) {
    this.template = template;
    text = new NoticeText(rules);
  }

  /**
   * A placeholder that stands for nothing.
   *
   * @param line in which it stands, from 1
   * @param name as it was written
   */
  public record Unknown(int line, String name) {}

  /** Placeholders that stand for nothing. */
  public static List<Unknown> unknown(String template) {
    List<Unknown> found = new ArrayList<>();
    Matcher places = PLACE.matcher(template);
    while (places.find()) {
      if (!NAMES.contains(places.group(1))) {
        int line =
            1 + (int) template.substring(0, places.start()).chars().filter(c -> c == '\n').count();
        found.add(new Unknown(line, places.group(1)));
      }
    }
    return found;
  }

  /** True when it becomes JSON when it is filled. */
  public static boolean isJson(String template, Rules rules) {
    String filled = new TemplateForm(template, rules).fill(Sample.of(rules, Instant.EPOCH));
    try (JsonReader reader = new JsonReader(new StringReader(filled))) {
      reader.setStrictness(Strictness.STRICT);
      boolean isSomething = !JsonParser.parseReader(reader).isJsonNull();
      return isSomething && reader.peek() == JsonToken.END_DOCUMENT;
    } catch (JsonParseException | IOException e) {
      return false;
    }
  }

  @Override
  public List<String> bodies(Notice notice) {
    return List.of(fill(notice));
  }

  private String fill(Notice notice) {
    Map<String, String> values = values(notice);
    return PLACE
        .matcher(template)
        .replaceAll(
            place -> Matcher.quoteReplacement(escaped(values.getOrDefault(place.group(1), ""))));
  }

  /** As JSON has it between the quotes. */
  private static String escaped(String value) {
    String quoted = GSON.toJson(value);
    return quoted.substring(1, quoted.length() - 1);
  }

  private Map<String, String> values(Notice notice) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("id", notice.id());
    values.put("lang", notice.lang());
    values.put("test", String.valueOf(notice.isTest()));
    values.put("subject", text.subject(notice));
    values.put("text", text.plain(notice));
    values.put("status", notice.isBad() ? "firing" : "resolved");
    values.put("severity", worst(notice));
    values.put("schedule", joined(notice, Part::schedule));
    values.put("report", joined(notice, Part::report));
    values.put("startedAt", notice.parts().isEmpty() ? "" : notice.parts().get(0).at());
    for (Turn turn : Turn.values()) {
      values.put(turn.label(), sum(notice, part -> part.count(turn)));
    }
    values.put("belowMinimum", sum(notice, Part::belowMinimum));
    values.put("elsewhere", sum(notice, Part::elsewhere));
    values.put("vms", sum(notice, part -> part.counts().vms()));
    values.put("critical", sum(notice, part -> part.counts().critical()));
    values.put("error", sum(notice, part -> part.counts().error()));
    values.put("warning", sum(notice, part -> part.counts().warning()));
    values.put("info", sum(notice, part -> part.counts().info()));
    values.put("undetermined", sum(notice, part -> part.counts().undetermined()));
    return values;
  }

  private static String worst(Notice notice) {
    return notice.parts().stream()
        .flatMap(part -> part.groups().stream())
        .filter(group -> group.turn().isBad())
        .map(Group::level)
        .max(Severity::compareTo)
        .orElse(notice.isBad() ? Severity.ERROR : Severity.INFO)
        .label();
  }

  private static String joined(Notice notice, java.util.function.Function<Part, String> value) {
    return notice.parts().stream()
        .map(value)
        .filter(one -> !one.isEmpty())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String sum(Notice notice, ToIntFunction<Part> value) {
    return String.valueOf(notice.parts().stream().mapToInt(value).sum());
  }
}
