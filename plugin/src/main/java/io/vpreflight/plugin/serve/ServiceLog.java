// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.serve;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.plugin.App;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Each line with its time: this is what a log keeps. Safe for several threads. */
record ServiceLog(App app) {
  /** Says it. */
  void say(Text text) {
    synchronized (app.console()) {
      app.console().say(Text.of("serve.line", now(), text));
    }
  }

  /** As every log has it, whatever the language. */
  private String now() {
    return app.clock()
        .instant()
        .atZone(app.console().texts().zone())
        .truncatedTo(ChronoUnit.SECONDS)
        .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
  }
}
