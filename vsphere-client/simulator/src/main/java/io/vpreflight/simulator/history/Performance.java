// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.history;

import io.vpreflight.simulator.model.Call;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Counters, as far as the dump holds them. */
final class Performance {
  private Performance() {}

  static List<Element> query(Call call, @Nullable Element reply) {
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
