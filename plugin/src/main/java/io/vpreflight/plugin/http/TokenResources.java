// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.service.Scope;
import io.vpreflight.jobs.service.ServiceJson;
import io.vpreflight.jobs.service.TokenBook;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/tokens}: who may speak to the service. */
final class TokenResources {
  private static final long LONGEST_SECONDS = Duration.ofDays(36_500).toSeconds();

  private final TokenBook book;

  TokenResources(TokenBook book) {
    this.book = book;
  }

  Answer list(Call call) throws IOException {
    call.only();
    return Answer.json(200, out -> ServiceJson.tokens(book.list(), out));
  }

  Answer create(Call call) throws IOException {
    call.only();
    JsonObject said = Bodies.object(call.body());
    String name = Bodies.text(said.get("name"));
    if (!TokenBook.isName(name)) {
      throw new Problem(400, Text.of("http.bad-name"));
    }
    TokenBook.Made made =
        book.create(name, scopes(said.get("scopes")), validFor(said.get("validForSeconds")))
            .orElseThrow(() -> new Problem(409, Text.of("http.token-exists", name)));
    return Answer.json(201, out -> ServiceJson.token(made, out));
  }

  Answer revoke(Call call) {
    call.only();
    if (!book.revoke(call.part("name"))) {
      throw Problem.notFound();
    }
    return Answer.nothing(204);
  }

  private static Set<Scope> scopes(@Nullable JsonElement said) {
    EnumSet<Scope> scopes = EnumSet.noneOf(Scope.class);
    if (said instanceof JsonArray array) {
      for (JsonElement one : array) {
        scopes.add(Scope.of(Bodies.text(one)).orElseThrow(TokenResources::badScopes));
      }
    }
    if (scopes.isEmpty()) {
      throw badScopes();
    }
    return scopes;
  }

  private static Problem badScopes() {
    return new Problem(400, Text.of("http.bad-scopes", String.join(", ", Scope.labels())));
  }

  private static @Nullable Duration validFor(@Nullable JsonElement said) {
    if (said == null || said.isJsonNull()) {
      return null;
    }
    String number = said.isJsonPrimitive() ? said.getAsString() : "";
    if (number.matches("[1-9][0-9]{0,10}") && Long.parseLong(number) <= LONGEST_SECONDS) {
      return Duration.ofSeconds(Long.parseLong(number));
    }
    throw new Problem(400, Text.of("http.bad-span"));
  }
}
