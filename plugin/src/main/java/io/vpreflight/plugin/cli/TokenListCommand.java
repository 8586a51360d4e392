// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.vpreflight.plugin.App;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code token list}: who may speak to the service; the tokens themselves are kept nowhere. */
@Command(name = "list", resourceBundle = Usage.BUNDLE, sortOptions = false)
final class TokenListCommand implements Callable<Integer> {
  private final App app;

  @Mixin private final DeskFlags flags = new DeskFlags();

  @Option(names = "--format", paramLabel = "text|json", descriptionKey = "shortFormat")
  private @Nullable String format;

  @Mixin final CommonFlags common = new CommonFlags();

  TokenListCommand(App app) {
    this.app = app;
  }

  @Override
  public Integer call() throws IOException {
    ShortForm form = ShortForm.of(format);
    String list = TokenDesk.of(app, flags).list();
    if (form == ShortForm.JSON) {
      app.console().out().print(list);
    } else {
      text(JsonParser.parseString(list).getAsJsonObject().getAsJsonArray("tokens"));
    }
    app.console().out().flush();
    return Exit.OK;
  }

  private void text(JsonArray tokens) {
    if (tokens.isEmpty()) {
      app.console().print("token.none");
    }
    for (JsonElement one : tokens) {
      JsonObject token = one.getAsJsonObject();
      List<String> scopes = new ArrayList<>();
      token.getAsJsonArray("scopes").forEach(scope -> scopes.add(scope.getAsString()));
      String name = token.get("name").getAsString();
      String may = String.join(", ", scopes);
      JsonElement end = token.get("expiresAt");
      String line;
      if (end.isJsonNull()) {
        line = app.console().texts().say("token.line", name, may);
      } else {
        Instant expires = Instant.parse(end.getAsString());
        boolean over = !app.clock().instant().isBefore(expires);
        String key = over ? "token.line-expired" : "token.line-until";
        line = app.console().texts().say(key, name, may, expires);
      }
      app.console().out().println(line);
    }
  }
}
