// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.store.Store;
import io.vpreflight.plugin.cli.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupCommandTest {
  @TempDir Path temp;

  private Result backup(String... more) {
    Stream<String> args =
        Stream.concat(
            Stream.of("backup", "--state-dir", temp.resolve("state").toString()), Stream.of(more));
    return new Shell(temp).run(args.toArray(String[]::new));
  }

  @Test
  void a_store_that_is_in_use_is_copied_and_the_copy_can_be_looked_at() throws IOException {
    Path into = temp.resolve("backups");
    try (Store store = Store.open(temp.resolve("state"), "test")) {
      Result made = backup("--to", into.toString(), "--keep", "1");
      assertEquals(0, made.code(), made.toString());
      assertTrue(store.journal().verify().good());
    }
    List<Path> copies;
    try (Stream<Path> files = Files.list(into)) {
      copies = files.toList();
    }
    assertEquals(1, copies.size(), copies.toString());
    Result verified =
        new Shell(temp).run("journal", "verify", "--state-dir", copies.get(0).toString());
    assertEquals(0, verified.code(), verified.toString());
  }

  @Test
  void a_copy_is_gone_back_to_and_what_was_there_is_named() throws IOException {
    Path state = temp.resolve("state");
    Store.open(state, "test").close();
    Path into = temp.resolve("backups");
    Result made = backup("--to", into.toString());
    assertEquals(0, made.code(), made.toString());
    Path copy;
    try (Stream<Path> files = Files.list(into)) {
      copy = files.findFirst().orElseThrow();
    }
    String[] restore = {"restore", "--from", copy.toString(), "--state-dir", state.toString()};
    assertTrue(
        made.out().strip().endsWith("vpreflight restore --from " + copy + " --state-dir " + state),
        made.out());
    try (Store store = Store.open(state, "serve")) {
      Result taken = new Shell(temp).run(restore);
      assertEquals(2, taken.code(), taken.toString());
      assertTrue(taken.err().contains("serve"), taken.err());
      assertTrue(store.journal().verify().good());
    }
    Result done = new Shell(temp).run(restore);
    assertEquals(0, done.code(), done.toString());
    assertTrue(done.out().contains(state.resolve("replaced-").toString()), done.out());
    Result none = new Shell(temp).run("restore", "--from", temp.toString());
    assertEquals(2, none.code(), none.toString());
  }

  @Test
  void nothing_is_deleted_for_a_number_that_is_none() {
    Result refused = backup("--to", temp.toString(), "--keep", "0");
    assertEquals(2, refused.code(), refused.toString());
    assertTrue(refused.err().contains("--keep"), refused.err());
  }

  @Test
  void a_folder_without_a_store_is_wrong_usage() {
    Result refused = backup("--to", temp.resolve("backups").toString());
    assertEquals(2, refused.code(), refused.toString());
  }

  @Test
  void a_store_in_postgresql_is_left_to_the_server_and_the_command_is_said() throws IOException {
    Path config =
        Files.writeString(
            temp.resolve("v.yaml"),
            """
            store:
              url: jdbc:postgresql://db.example.org/ops?sslmode=verify-full&currentSchema=preflight
              username: ada
            """);
    Path into = temp.resolve("backups");
    Result refused = backup("--to", into.toString(), "--config", config.toString());
    assertEquals(2, refused.code(), refused.toString());
    String command =
        "pg_dump --format=custom --file=%s/vpreflight.dump --schema=preflight --username=ada"
                .formatted(into)
            + " --dbname=postgresql://db.example.org/ops";
    assertTrue(refused.err().contains(command), refused.err());
    assertTrue(Files.notExists(into));
  }
}
