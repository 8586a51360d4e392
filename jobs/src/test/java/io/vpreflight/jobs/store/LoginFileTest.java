// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import static io.vpreflight.jobs.store.Attempts.IN;
import static io.vpreflight.jobs.store.Attempts.NOT_KNOWN;
import static io.vpreflight.jobs.store.Attempts.NOT_TRIED;
import static io.vpreflight.jobs.store.Attempts.WRONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.vsphere.LoginMemory.Outcome;
import io.vpreflight.vsphere.LoginMemory.Tried;
import io.vpreflight.vsphere.soap.LoginGuard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands of one user know of each other's logins. */
@Timeout(600)
class LoginFileTest {
  private static final String PARIS = "paris:443";
  private static final String CANARY = "C4n4ry-Zw1tsch";

  @TempDir Path temp;
  private final Attempts attempts = new Attempts().server(PARIS, "right");

  private LoginFile memory() {
    return new LoginFile(
        temp.resolve("state"),
        LoginGuard.WINDOW,
        attempts.clock,
        text -> attempts.told.add(text.key()));
  }

  private Path file() {
    return temp.resolve("state").resolve(LoginFile.NAME);
  }

  /** As one command after the other does it. */
  private String login(String password) {
    return attempts.login(attempts.command(memory()), PARIS, password);
  }

  @Tag("F14")
  @Test
  void f14_the_third_command_with_a_wrong_password_sends_none_and_says_when_it_may_be_tried() {
    assertEquals(WRONG, login("wrong"));
    attempts.clock.passes(Duration.ofSeconds(60));
    assertEquals(WRONG, login("wrong"));
    Instant first = attempts.clock.now.minusSeconds(60);
    attempts.clock.passes(Duration.ofSeconds(60));
    assertEquals(NOT_TRIED, login("wrong"));
    assertEquals(
        first.plusSeconds(181), Objects.requireNonNull(attempts.refusal).until(), "by the first");
    assertEquals(IN, login("right"), "another one is another try");
    attempts.clock.now = first.plusSeconds(180);
    assertEquals(NOT_TRIED, login("wrong"));
    attempts.clock.now = first.plusSeconds(181);
    assertEquals(WRONG, login("wrong"));
    assertEquals(NOT_TRIED, login("wrong"), "the second and the third");
    assertEquals(4, attempts.sent.get());
    assertEquals(List.of(), attempts.told.stream().filter(one -> one.startsWith("f")).toList());
  }

  @Test
  void nothing_is_left_of_a_login_that_succeeded() {
    assertEquals(IN, login("right"));
    assertFalse(Files.exists(file()));
    login("wrong");
    assertTrue(Files.exists(file()));
    attempts.clock.passes(Duration.ofMinutes(4));
    assertEquals(IN, login("right"));
    assertFalse(Files.exists(file()));
  }

  @Tag("F50")
  @Test
  void f50_the_file_is_its_owners_alone_and_holds_no_password() throws IOException {
    login(CANARY);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
    String text = Files.readString(file());
    assertTrue(text.contains("pbkdf2-sha256:"), text);
    assertFalse(text.contains(CANARY), text);
  }

  @Tag("F14")
  @Test
  void f14_commands_at_once_try_a_wrong_password_twice_together_and_a_right_one_all() {
    assertEquals(2, at("wrong", WRONG));
    attempts.clock.passes(Duration.ofMinutes(4));
    assertEquals(6, at("right", IN));
  }

  private int at(String password, String wanted) {
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      List<Future<String>> all = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        all.add(threads.submit(() -> login(password)));
      }
      int count = 0;
      for (Future<String> one : all) {
        count += one.get().equals(wanted) ? 1 : 0;
      }
      return count;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      threads.shutdownNow();
    }
  }

  @Tag("F14")
  @Test
  void f14_whoever_waits_for_commands_that_were_killed_is_told_until_when() {
    Instant at = attempts.clock.now;
    memory()
        .replace(
            Attempts.ACCOUNT,
            all ->
                List.of(
                    new Tried("a", PARIS, Outcome.OPEN, at, null),
                    new Tried("b", PARIS, Outcome.OPEN, at.plusSeconds(5), null)));
    attempts.clock.step = Duration.ofSeconds(4);
    assertEquals(NOT_KNOWN, login("right"));
    assertEquals(0, attempts.sent.get());
    assertEquals(at.plusSeconds(181), Objects.requireNonNull(attempts.refusal).until());
    attempts.clock.now = at.plusSeconds(181);
    assertEquals(IN, login("right"));
  }

  @Tag("F36")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"version\":2,\"accounts\":{}}",
        "{\"version\":1}",
        "{\"version\":1,\"accounts\":[]}",
        "{\"version\":1,\"accounts\":{\"audit@vsphere.local\":[{\"id\":\"a\"}]}}",
        "{\"version\":1,\"accounts\":{\"audit@vsphere.local\":[{\"id\":\"a\",\"server\":\"b\","
            + "\"outcome\":\"LOST\",\"at\":\"2026-11-22T02:00:00Z\"}]}}",
        "\uD83D\uDE00"
      })
  void f36_a_file_that_cannot_be_understood_is_begun_anew_and_told(String text) throws IOException {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), text);
    assertEquals(WRONG, login("wrong"));
    assertEquals(List.of("store.logins-damaged"), attempts.told);
    assertEquals(WRONG, login("wrong"));
    assertEquals(NOT_TRIED, login("wrong"));
    assertEquals(1, attempts.told.stream().filter(one -> one.startsWith("store")).count());
  }

  @Tag("F35")
  @Test
  void f35_a_folder_that_cannot_be_made_costs_a_warning_where_a_password_was_refused()
      throws IOException {
    Files.writeString(temp.resolve("state"), "a file where the folder should be");
    assertEquals(IN, login("right"));
    assertEquals(List.of(), attempts.told);
    LoginGuard guard = attempts.command(memory());
    assertEquals(WRONG, attempts.login(guard, PARIS, "wrong"));
    assertEquals(WRONG, attempts.login(guard, PARIS, "wrong"));
    assertEquals(NOT_TRIED, attempts.login(guard, PARIS, "wrong"));
    assertEquals(2, attempts.told.size(), attempts.told.toString());
    assertTrue(attempts.told.get(0).startsWith("forgets "), attempts.told.toString());
  }

  @Tag("F39")
  @Test
  void f39_a_clock_that_was_set_back_a_day_does_not_lock_anybody_out_for_a_day() {
    login("wrong");
    login("wrong");
    assertEquals(NOT_TRIED, login("wrong"));
    attempts.clock.passes(Duration.ofDays(-1));
    assertEquals(WRONG, login("wrong"));
  }

  @Test
  void a_login_that_ends_with_everything_is_known_all_the_same() {
    LoginGuard guard = attempts.command(memory());
    Thread.currentThread().interrupt();
    assertEquals(IN, attempts.login(guard, PARIS, "right"));
    assertTrue(Thread.interrupted(), "it is still to end");
    assertFalse(Files.exists(file()));
  }
}
