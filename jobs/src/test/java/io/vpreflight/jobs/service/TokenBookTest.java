// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StoredToken;
import io.vpreflight.jobs.testing.AStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(AStore.class)
class TokenBookTest {
  private static final Instant NOW = Instant.parse("2026-11-20T01:00:00Z");

  private final AStore kept;
  @TempDir Path temp;

  TokenBookTest(AStore kept) {
    this.kept = kept;
  }

  private static TokenBook book(Store store, Instant now) {
    return new TokenBook(store.tokens(), Clock.fixed(now, ZoneOffset.UTC));
  }

  @Test
  void a_token_is_known_again_after_a_restart_and_not_when_it_is_revoked() {
    TokenBook.Made made;
    try (Store store = kept.open(temp)) {
      made = book(store, NOW).create("grafana", Set.of(Scope.READ), null).orElseThrow();
      assertTrue(made.secret().matches("vp_[A-Za-z0-9_-]{43}"), made.secret());
    }
    try (Store store = kept.open(temp)) {
      TokenBook book = book(store, NOW);
      assertEquals(made.token(), book.find(made.secret()).orElseThrow());
      assertEquals(List.of("grafana"), book.list().stream().map(StoredToken::name).toList());
      assertTrue(book.find(made.secret() + "x").isEmpty());
      assertTrue(book.find("").isEmpty());
      assertTrue(book.revoke("grafana"));
      assertFalse(book.revoke("grafana"));
      assertTrue(book.find(made.secret()).isEmpty());
    }
  }

  @Test
  void a_token_ends_when_its_time_is_over() {
    try (Store store = kept.open(temp)) {
      Duration ninety = Duration.ofDays(90);
      TokenBook.Made made =
          book(store, NOW).create("grafana", Set.of(Scope.READ), ninety).orElseThrow();
      assertTrue(book(store, NOW.plus(ninety).minusSeconds(1)).find(made.secret()).isPresent());
      assertTrue(book(store, NOW.plus(ninety)).find(made.secret()).isEmpty());
    }
  }

  @Test
  void a_name_is_given_once() {
    try (Store store = kept.open(temp)) {
      TokenBook book = book(store, NOW);
      TokenBook.Made first = book.create("one", Set.of(Scope.READ), null).orElseThrow();
      assertTrue(book.create("one", Set.of(Scope.ADMIN), null).isEmpty());
      assertEquals(Set.of("read"), book.find(first.secret()).orElseThrow().scopes());
    }
  }

  @Tag("F50")
  @Test
  void the_token_itself_is_nowhere_on_the_disk() throws IOException {
    TokenBook.Made made;
    try (Store store = kept.open(temp)) {
      made = book(store, NOW).create("one", Set.of(Scope.READ), null).orElseThrow();
      assertFalse(made.toString().contains(made.secret()));
    }
    try (Stream<Path> files = Files.walk(temp)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertFalse(bytes.contains(made.secret().substring(3)), file.toString());
      }
    }
  }
}
