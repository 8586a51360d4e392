// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.metrics;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Writes the text format of Prometheus, version 0.0.4. Used by one thread. */
final class Exposition {
  private final StringBuilder out = new StringBuilder(4_096);
  private String name = "";
  private List<Double> bounds = List.of();

  /** Begins a family of gauges; its samples follow. */
  Exposition gauge(String family, String help) {
    return family(family, "gauge", help);
  }

  /** Begins a family of counters, which only grow; its samples follow. */
  Exposition counter(String family, String help) {
    return family(family, "counter", help);
  }

  /** Begins a family of sums and counts; its samples follow, by {@link #summed}. */
  Exposition summary(String family, String help) {
    return family(family, "summary", help);
  }

  /**
   * Begins a family of distributions; its samples follow, by {@link #distributed}.
   *
   * @param bounds of its buckets, ascending
   */
  Exposition histogram(String family, String help, List<Double> bounds) {
    this.bounds = bounds;
    return family(family, "histogram", help);
  }

  /**
   * The samples of a distribution.
   *
   * @param counts of each bucket alone, and of what is beyond the last bound
   */
  Exposition distributed(List<Long> counts, double sum, String... labels) {
    String[] withBound = Arrays.copyOf(labels, labels.length + 2);
    withBound[labels.length] = "le";
    long upTo = 0;
    for (int i = 0; i < counts.size(); i++) {
      upTo += counts.get(i);
      withBound[labels.length + 1] = i < bounds.size() ? number(bounds.get(i)) : "+Inf";
      sample("_bucket", (double) upTo, withBound);
    }
    return summed(sum, upTo, labels);
  }

  private Exposition family(String family, String type, String help) {
    name = family;
    out.append("# HELP ").append(family).append(' ').append(help(help)).append('\n');
    out.append("# TYPE ").append(family).append(' ').append(type).append('\n');
    return this;
  }

  /** The two samples of a summary. */
  Exposition summed(double sum, long count, String... labels) {
    return sample("_sum", sum, labels).sample("_count", (double) count, labels);
  }

  /**
   * A sample of the family that was begun last.
   *
   * @param labels names and values, in turn
   */
  Exposition sample(double value, String... labels) {
    return sample("", value, labels);
  }

  private Exposition sample(String suffix, double value, String... labels) {
    out.append(name).append(suffix);
    char begin = '{';
    for (int i = 0; i < labels.length; i += 2) {
      // For Prometheus an empty label is none.
      if (!labels[i + 1].isEmpty()) {
        out.append(begin).append(labels[i]).append("=\"");
        out.append(label(labels[i + 1])).append('"');
        begin = ',';
      }
    }
    if (begin == ',') {
      out.append('}');
    }
    out.append(' ').append(number(value)).append('\n');
    return this;
  }

  /** A moment, in seconds since 1970. */
  static double seconds(Instant at) {
    return at.getEpochSecond() + at.getNano() / 1e9;
  }

  /** A span, in seconds. */
  static double seconds(Duration span) {
    return span.toMillis() / 1e3;
  }

  private static String number(double value) {
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }

  private static String help(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n");
  }

  private static String label(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"");
  }

  /** All of it. */
  @Override
  public String toString() {
    return out.toString();
  }
}
