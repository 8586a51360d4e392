// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.text.Problems;
import io.vpreflight.vsphere.VSphereException;
import java.util.List;
import java.util.Map;

/**
 * A request that cannot be answered as asked; becomes {@code application/problem+json} (RFC 9457).
 */
final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient Text detail;
  private final transient Map<String, String> headers;

  Problem(int status, Text detail) {
    this(status, detail, Map.of());
  }

  Problem(int status, Text detail, Map<String, String> headers) {
    super(status + " " + detail.key(), null, false, false);
    this.status = status;
    this.detail = detail;
    this.headers = Map.copyOf(headers);
  }

  /** Everything that is wrong, in one sentence after the other. */
  static Problem of(int status, List<Text> problems) {
    Text all = problems.get(0);
    for (Text next : problems.subList(1, problems.size())) {
      all = Text.of("http.and", all, next);
    }
    return new Problem(status, all);
  }

  /** A vCenter that could not be had. */
  static Problem of(VSphereException problem) {
    return new Problem(502, Problems.of("vCenter", problem));
  }

  static Problem notFound() {
    return new Problem(404, Text.of("http.not-found"));
  }

  int status() {
    return status;
  }

  Text detail() {
    return detail;
  }

  Map<String, String> headers() {
    return headers;
  }
}
