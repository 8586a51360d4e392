// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.plugin.App;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code service reload}: has the running service read its file again. */
@Command(name = "reload", resourceBundle = Usage.BUNDLE, sortOptions = false)
final class ServiceReloadCommand implements Callable<Integer> {
  private final App app;

  @Mixin private final ServiceFlags service = new ServiceFlags();

  @Option(names = "--format", paramLabel = "text|json", descriptionKey = "shortFormat")
  private @Nullable String format;

  @Mixin final CommonFlags common = new CommonFlags();

  ServiceReloadCommand(App app) {
    this.app = app;
  }

  @Override
  public Integer call() throws IOException {
    ShortForm form = ShortForm.of(format);
    String answer = service.need(app).post("/api/v1/reload", null, Map.of());
    PrintWriter out = app.console().out();
    Texts texts = app.console().texts();
    if (form == ShortForm.JSON) {
      out.print(answer);
    } else {
      List<String> changed = new ArrayList<>();
      for (JsonElement key :
          JsonParser.parseString(answer).getAsJsonObject().getAsJsonArray("changed")) {
        changed.add(key.getAsString());
      }
      out.println(
          changed.isEmpty()
              ? texts.say("service.reloaded-same")
              : texts.say("service.reloaded", String.join(", ", changed)));
    }
    out.flush();
    return Exit.OK;
  }
}
