// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import com.google.gson.stream.JsonWriter;
import io.vpreflight.jobs.text.Texts;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;

/** Problems as RFC 9457 has them, in the language of whoever asked. */
final class ProblemAnswers {
  static final String TYPE = "application/problem+json";

  private final Tongues tongues;

  ProblemAnswers(Tongues tongues) {
    this.tongues = tongues;
  }

  /** The answer to that request. */
  Answer of(Problem problem, String path, Request request) {
    Texts texts = tongues.of(request.getHeaders().get(HttpHeader.ACCEPT_LANGUAGE));
    StringWriter out = new StringWriter();
    try {
      JsonWriter json = new JsonWriter(out);
      json.setIndent("  ");
      json.beginObject();
      json.name("type").value("about:blank");
      json.name("title").value(HttpStatus.getMessage(problem.status()));
      json.name("status").value(problem.status());
      json.name("detail").value(texts.say(problem.detail()));
      json.name("instance").value(path);
      json.endObject();
      json.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Answer answer =
        Answer.text(problem.status(), TYPE, out + "\n")
            .with("Content-Language", texts.locale().getLanguage());
    for (var header : problem.headers().entrySet()) {
      answer = answer.with(header.getKey(), header.getValue());
    }
    return answer;
  }
}
