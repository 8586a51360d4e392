// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.vpreflight.plugin.cli.Exit;
import io.vpreflight.plugin.cli.Shell;
import io.vpreflight.plugin.cli.Shell.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** A service under way; ended as a signal ends it, by interrupting what it waits for. */
final class Serving implements AutoCloseable {
  private final CompletableFuture<Result> result = new CompletableFuture<>();
  private final Path home;
  private final Thread thread;

  Serving(Path home, Path config, String... more) {
    this.home = home;
    List<String> words = new ArrayList<>(List.of("serve", "--config", config.toString()));
    words.addAll(List.of(more));
    thread =
        new Thread(
            () -> {
              try {
                result.complete(new Shell(home).run(words.toArray(String[]::new)));
              } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
              }
            });
    thread.start();
  }

  Result end() throws InterruptedException, ExecutionException {
    thread.interrupt();
    return result.get();
  }

  /** What is listed, as soon as it is as wanted; a look does not disturb the service. */
  List<JsonObject> listed(
      String command, String list, Predicate<List<JsonObject>> wanted, String... more)
      throws InterruptedException {
    while (true) {
      assertFalse(result.isDone(), () -> String.valueOf(result.getNow(null)));
      List<JsonObject> found = list(home, command, list, more);
      if (!found.isEmpty() && wanted.test(found)) {
        return found;
      }
      Thread.sleep(200);
    }
  }

  /** What is listed just now; nothing when there is no store yet. */
  static List<JsonObject> list(Path home, String command, String list, String... more) {
    List<String> words = new ArrayList<>(List.of(command, "--format", "json"));
    words.addAll(List.of(more));
    Result looked = new Shell(home).run(words.toArray(String[]::new));
    return looked.code() != Exit.OK
        ? List.of()
        : StreamSupport.stream(looked.json().getAsJsonArray(list).spliterator(), false)
            .map(JsonElement::getAsJsonObject)
            .toList();
  }

  @Override
  public void close() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }
}
