// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.history;

import io.vpreflight.simulator.model.Call;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Fault;
import io.vpreflight.simulator.model.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Counters, as far as the dump holds them. */
final class Performance {
  private static final String MOST = "config.vpxd.stats.maxQueryMetrics";

  private Performance() {}

  static List<Element> query(Call call, @Nullable Element reply) {
    int asked =
        call.arguments("querySpec").stream().mapToInt(s -> s.children("metricId").size()).sum();
    int most = most(call);
    if (most >= 0 && asked > most) {
      throw Fault.invalidArgument("querySpec.size");
    }
    List<Element> answers = new ArrayList<>();
    for (Element spec : call.arguments("querySpec")) {
      Ref entity = spec.refAt("entity");
      if (reply == null || entity == null) {
        continue;
      }
      for (Element metric : reply.children()) {
        if (entity.equals(metric.refAt("entity"))) {
          Element chosen = chosen(metric, spec.children("metricId"));
          answers.add("csv".equals(spec.textAt("format")) ? csv(chosen) : chosen);
        }
      }
    }
    return answers;
  }

  /** How many counters may be asked for in one call; -1 for any number, as where nobody says it. */
  private static int most(Call call) {
    return call.world().ofType("OptionManager").stream()
        .map(options -> options.get("setting"))
        .filter(Objects::nonNull)
        .flatMap(settings -> settings.children().stream())
        .filter(option -> MOST.equals(option.textAt("key")))
        .mapToInt(option -> Integer.parseInt(option.require("value").text()))
        .findFirst()
        .orElse(-1);
  }

  private static Element chosen(Element metric, List<Element> wanted) {
    Element copy = metric.copy("returnval");
    for (Element series : metric.children("value")) {
      boolean asked =
          wanted.isEmpty()
              || wanted.stream()
                  .anyMatch(
                      id ->
                          (series.textAt("id", "counterId") + "").equals(id.textAt("counterId"))
                              && ("*".equals(id.textAt("instance"))
                                  || (series.textAt("id", "instance") + "")
                                      .equals(id.textAt("instance"))));
      if (!asked) {
        copy.children("value").stream().filter(series::sameAs).findFirst().ifPresent(copy::remove);
      }
    }
    return copy;
  }

  private static Element csv(Element metric) {
    Element csv =
        Element.typed("returnval", "PerfEntityMetricCSV")
            .add("entity", metric.refAt("entity"))
            .add(
                "sampleInfoCSV",
                metric.children("sampleInfo").stream()
                    .map(info -> info.textAt("interval") + "," + info.textAt("timestamp"))
                    .collect(Collectors.joining(",")));
    for (Element series : metric.children("value")) {
      Element id = series.child("id");
      csv.add(
          Element.typed("value", "PerfMetricSeriesCSV")
              .add(id == null ? new Element("id") : id.copy())
              .add("value", String.join(",", Filters.texts(series, "value"))));
    }
    return csv;
  }
}
