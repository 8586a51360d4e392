// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

/** {@code GET /health}: the process lives. Says nothing of what it knows. */
final class HealthResource implements Resource {
  @Override
  public Answer answer(Call call) {
    return Answer.text(200, Answer.JSON, "{\"status\":\"alive\"}\n");
  }
}
