// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Builds the programs that {@link TestServers} hands out, each once for its stamp. */
final class Tools {
  private static final String GOVC = "github.com/vmware/govmomi/govc@v0.46.3";
  private static final String PYVMOMI = "pyvmomi==9.1.1.0";
  private static final String PROMETHEUS = "prometheus_client==0.26.0";
  private static final Duration DEADLINE = Duration.ofMinutes(10);
  private static final boolean WINDOWS =
      System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

  /** What a build needs is not on this machine, or not to be reached from it. */
  static final class Missing extends RuntimeException {
    private static final long serialVersionUID = 1;

    Missing(String message) {
      super(message);
    }
  }

  private interface Build {
    void run(Path folder) throws IOException;
  }

  private Tools() {}

  static Path vcsim() {
    Path source = TestServers.module().resolve("src/test/go/vcsim");
    return once(
        "vcsim",
        digest(source),
        "vcsim" + (WINDOWS ? ".exe" : ""),
        folder -> {
          // Apart, so that a network that is not there is told from an error in our own source.
          reached(new Command(List.of("go", "mod", "download")).in(source));
          String target = folder.resolve("vcsim" + (WINDOWS ? ".exe" : "")).toString();
          List<String> build =
              List.of("go", "build", "-trimpath", "-buildvcs=false", "-o", target, ".");
          Command.Result result = run(new Command(build).in(source));
          if (!result.ok()) {
            throw new AssertionError(build + " failed in " + source + "\n" + result.errors());
          }
        });
  }

  static Path govc() {
    return once(
        "govc",
        GOVC,
        "govc" + (WINDOWS ? ".exe" : ""),
        folder -> {
          Map<String, String> bin = Map.of("GOBIN", folder.toString());
          reached(new Command(List.of("go", "install", GOVC)).with(bin));
        });
  }

  static Path python() {
    String program = WINDOWS ? "venv/Scripts/python.exe" : "venv/bin/python";
    return once(
        "python",
        PYVMOMI + " " + PROMETHEUS,
        program,
        folder -> {
          String python = WINDOWS ? "python" : "python3";
          reached(new Command(List.of(python, "-m", "venv", "--clear", "venv")).in(folder));
          String own = folder.resolve(program).toString();
          reached(
              new Command(
                  List.of(
                      own,
                      "-m",
                      "pip",
                      "install",
                      "-q",
                      "--disable-pip-version-check",
                      PYVMOMI,
                      PROMETHEUS)));
        });
  }

  /** Builds below a lock, as Maven may run modules at the same time, unless the stamp says done. */
  private static Path once(String name, String stamp, String program, Build build) {
    try {
      Path folder = Files.createDirectories(TestServers.module().resolve("target/tools/" + name));
      Path done = folder.resolve("stamp");
      Path result = folder.resolve(program);
      try (FileChannel channel =
              FileChannel.open(
                  folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (lock.isValid()
            && Files.exists(done)
            && Files.exists(result)
            && Files.readString(done).equals(stamp)) {
          return result;
        }
        Files.deleteIfExists(done);
        TestServers.say("tests: building " + name + " (once, up to two minutes) ...");
        long start = System.nanoTime();
        build.run(folder);
        long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
        TestServers.say("tests: " + name + " built in " + seconds + " s");
        Files.writeString(done, stamp);
        return result;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void reached(Command command) {
    Command.Result result = run(command);
    if (!result.ok()) {
      throw new Missing(result.output() + result.errors());
    }
  }

  private static Command.Result run(Command command) {
    try {
      return command.within(DEADLINE).showing(line -> TestServers.say("tests:   " + line)).run();
    } catch (IOException e) {
      throw new Missing(e.getMessage() + ".");
    }
  }

  private static String digest(Path source) {
    try (Stream<Path> files = Files.walk(source)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (!file.toString().endsWith(".md") && !file.toString().endsWith("_test.go")) {
          digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
          digest.update(Files.readAllBytes(file));
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
