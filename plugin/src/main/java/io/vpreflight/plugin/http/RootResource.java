// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.jobs.text.Texts;

/** {@code GET /}: where to go from here. The same for everybody; it knows nothing of the store. */
final class RootResource implements Resource {
  private static final String TYPE = "text/plain; charset=utf-8";

  private final Texts texts;

  RootResource(Texts texts) {
    this.texts = texts;
  }

  @Override
  public Answer answer(Call call) {
    call.only();
    return Answer.text(200, TYPE, texts.say("http.root", Api.ROOT) + "\n");
  }
}
