// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

/**
 * {@code GET /}: where to go from here. The same for everybody, but for the language; it knows
 * nothing of the store.
 */
final class RootResource implements Resource {
  private static final String TYPE = "text/plain; charset=utf-8";

  @Override
  public Answer answer(Call call) {
    call.only();
    return Answer.text(200, TYPE, call.texts().say("http.root", Api.ROOT) + "\n");
  }
}
