// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.jobs.check.Text;
import java.io.IOException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What is no request at all is answered as every other problem is: no page, no stack. */
final class Rejected extends ErrorHandler {
  private final ProblemAnswers problems;

  Rejected(ProblemAnswers problems) {
    this.problems = problems;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    int status = response.getStatus() < 400 ? 400 : response.getStatus();
    Text detail = Text.of(status < 500 ? "http.bad-request" : "http.broke");
    FrontDoor.write(response, callback, problems.of(new Problem(status, detail), "/", request));
    return true;
  }
}
