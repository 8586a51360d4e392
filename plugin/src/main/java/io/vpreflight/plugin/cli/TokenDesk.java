// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.service.Scope;
import io.vpreflight.jobs.service.ServiceJson;
import io.vpreflight.jobs.service.TokenBook;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StorePlace;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.http.ServiceClient;
import io.vpreflight.plugin.http.ServiceException;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tokens, through the service where one has the store, else in the store itself: same JSON. */
interface TokenDesk {
  /** All of them. */
  String list() throws IOException;

  /** A new one, with its secret. */
  String create(String name, Set<Scope> scopes, @Nullable Duration validFor) throws IOException;

  /** Makes one worthless. */
  void revoke(String name) throws IOException;

  /** The one or the other. */
  static TokenDesk of(App app, DeskFlags flags) throws IOException {
    ServiceClient service = flags.find(app).orElse(null);
    return service == null ? new Here(app, flags.place(app.environment())) : new Elsewhere(service);
  }

  /** In the store. */
  record Here(App app, StorePlace place) implements TokenDesk {
    @Override
    public String list() throws IOException {
      try (Store store = Store.look(place)) {
        StringWriter out = new StringWriter();
        ServiceJson.tokens(book(store).list(), out);
        return out.toString();
      }
    }

    @Override
    public String create(String name, Set<Scope> scopes, @Nullable Duration validFor)
        throws IOException {
      try (Store store = Store.open(place, "token create")) {
        TokenBook.Made made =
            book(store)
                .create(name, scopes, validFor)
                .orElseThrow(
                    () -> new ConfigException(List.of(Text.of("config.token-exists", name))));
        StringWriter out = new StringWriter();
        ServiceJson.token(made, out);
        return out.toString();
      }
    }

    @Override
    public void revoke(String name) throws IOException {
      try (Store store = Store.open(place, "token revoke")) {
        if (!book(store).revoke(name)) {
          throw KnownNames.noToken(name, names(book(store)));
        }
      }
    }

    private static List<String> names(TokenBook book) throws IOException {
      StringWriter out = new StringWriter();
      ServiceJson.tokens(book.list(), out);
      return KnownNames.in(out.toString(), "tokens");
    }

    private TokenBook book(Store store) {
      return new TokenBook(store.tokens(), app.clock());
    }
  }

  /** Through the service. */
  record Elsewhere(ServiceClient service) implements TokenDesk {
    private static final String PATH = "/api/v1/tokens";

    @Override
    public String list() {
      return service.get(PATH);
    }

    @Override
    public String create(String name, Set<Scope> scopes, @Nullable Duration validFor) {
      JsonObject body = new JsonObject();
      body.addProperty("name", name);
      JsonArray labels = new JsonArray();
      scopes.stream().map(Scope::label).sorted().forEach(labels::add);
      body.add("scopes", labels);
      if (validFor != null) {
        body.addProperty("validForSeconds", validFor.toSeconds());
      }
      return service.post(PATH, body.toString(), Map.of());
    }

    @Override
    public void revoke(String name) {
      try {
        service.delete(PATH + "/" + ServiceClient.part(name));
      } catch (ServiceException e) {
        throw e.missing() ? KnownNames.noToken(name, KnownNames.in(list(), "tokens")) : e;
      }
    }
  }
}
