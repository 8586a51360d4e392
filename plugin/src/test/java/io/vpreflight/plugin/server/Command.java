// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs a program to its end, with a deadline, and keeps what it prints. */
final class Command {
  private final List<String> words;
  private final Map<String, String> environment = new HashMap<>();
  private @Nullable Path folder;
  private Duration deadline = Duration.ofMinutes(5);
  private Consumer<String> progress = line -> {};

  /** What a program said; {@link #output} is its standard output alone. */
  record Result(int exitCode, String output, String errors) {
    boolean ok() {
      return exitCode == 0;
    }
  }

  Command(List<String> words) {
    this.words = List.copyOf(words);
  }

  Command with(Map<String, String> variables) {
    environment.putAll(variables);
    return this;
  }

  Command in(Path folder) {
    this.folder = folder;
    return this;
  }

  Command within(Duration deadline) {
    this.deadline = deadline;
    return this;
  }

  /** Hands on every line of standard error as it comes. */
  Command showing(Consumer<String> progress) {
    this.progress = progress;
    return this;
  }

  /** Throws {@link IOException} when the program cannot be started at all. */
  Result run() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().putAll(environment);
    if (folder != null) {
      builder.directory(folder.toFile());
    }
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      CompletableFuture<String> output =
          CompletableFuture.supplyAsync(() -> drain(process.getInputStream(), line -> {}));
      CompletableFuture<String> errors =
          CompletableFuture.supplyAsync(() -> drain(process.getErrorStream(), progress));
      if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError(words + " did not end within " + deadline);
      }
      return new Result(process.exitValue(), output.join(), errors.join());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while running " + words, e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static String drain(InputStream stream, Consumer<String> progress) {
    StringBuilder text = new StringBuilder();
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        text.append(line).append('\n');
        progress.accept(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
