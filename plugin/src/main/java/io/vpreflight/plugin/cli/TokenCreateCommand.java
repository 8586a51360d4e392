// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.service.Scope;
import io.vpreflight.jobs.service.TokenBook;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.config.Spans;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code token create}: makes a token and shows it, this once. */
@Command(name = "create", resourceBundle = Usage.BUNDLE, sortOptions = false)
final class TokenCreateCommand implements Callable<Integer> {
  private final App app;

  @Option(names = "--name", paramLabel = "NAME", required = true, descriptionKey = "tokenName")
  private String name = "";

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      required = true,
      split = ",",
      descriptionKey = "tokenScope")
  private List<String> scopes = new ArrayList<>();

  @Option(names = "--expires", paramLabel = "SPAN", descriptionKey = "tokenExpires")
  private @Nullable String expires;

  @Mixin private final DeskFlags flags = new DeskFlags();

  @Option(names = "--format", paramLabel = "text|json", descriptionKey = "shortFormat")
  private @Nullable String format;

  @Mixin final CommonFlags common = new CommonFlags();

  TokenCreateCommand(App app) {
    this.app = app;
  }

  @Override
  public Integer call() throws IOException {
    ShortForm form = ShortForm.of(format);
    List<Text> problems = new ArrayList<>();
    if (!TokenBook.isName(name)) {
      problems.add(Text.of("config.bad-value", "--name", name));
    }
    Set<Scope> wanted = EnumSet.noneOf(Scope.class);
    for (String scope : scopes) {
      Scope.of(scope)
          .ifPresentOrElse(
              wanted::add,
              () ->
                  problems.add(
                      Text.of("config.bad-scope", scope, String.join(", ", Scope.labels()))));
    }
    Duration span = expires == null ? null : Spans.of(expires);
    if (expires != null && (span == null || span.isZero())) {
      problems.add(Text.of("config.bad-span", "--expires", expires));
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    String made = TokenDesk.of(app, flags).create(name, wanted, span);
    if (form == ShortForm.JSON) {
      app.console().out().print(made);
    } else {
      JsonObject said = JsonParser.parseString(made).getAsJsonObject();
      app.console().say("token.made", name);
      // Alone on the output, so that it can go into a file.
      app.console().out().println(said.get("token").getAsString());
    }
    app.console().out().flush();
    return Exit.OK;
  }
}
