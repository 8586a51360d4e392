// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.testing;

import io.vpreflight.jobs.secret.SecretFile;
import io.vpreflight.jobs.store.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A PostgreSQL server of this process, started when the first test wants it and ended with the
 * process. Where none is installed, tests say so and end, or fail with {@code
 * -Dvcsim.required=true}.
 */
public final class PostgresOfTests {
  private static final String USER = "vpreflight";
  private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
  private static final AtomicInteger SCHEMAS = new AtomicInteger();
  private static @Nullable PostgresOfTests running;

  private final List<String> as;
  private final Path programs;
  private final Path folder;
  private final Path passwordFile;
  private final String password = UUID.randomUUID().toString();
  private final int port;

  private PostgresOfTests(Path programs) throws IOException, InterruptedException {
    this.programs = programs;
    folder = Files.createTempDirectory("vpreflight-postgres-");
    passwordFile = folder.resolve("password");
    Files.writeString(passwordFile, password + "\n");
    as = otherUser();
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    if (!as.isEmpty()) {
      // It refuses to run as root.
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      run(List.of("chown", "-R", user(), folder.toString()));
    }
    run(
        command(
            "initdb",
            "--pgdata=" + data(),
            "--username=" + USER,
            "--pwfile=" + passwordFile,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--no-locale"));
    Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end of PostgreSQL"));
    run(
        command(
            "pg_ctl",
            "--pgdata=" + data(),
            "--log=" + folder.resolve("log"),
            "--options=-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=",
            "--wait",
            "start"));
  }

  /** An empty schema of its own. */
  public static synchronized PostgresServer schema() {
    PostgresOfTests server = running;
    if (server == null) {
      server = start();
      running = server;
    }
    String name = "test" + SCHEMAS.incrementAndGet();
    server.execute("create schema " + name);
    return new PostgresServer(
        server.url() + "?currentSchema=" + name, USER, new SecretFile(server.passwordFile));
  }

  /** Runs a statement as somebody who may do everything; the schema is to be named in it. */
  public static synchronized void sql(String statement) {
    if (running == null) {
      throw new IllegalStateException("nobody has a schema");
    }
    running.execute(statement);
  }

  private static PostgresOfTests start() {
    Path programs = installed();
    if (programs == null) {
      String missing = "PostgreSQL is missing: nothing was tested with it";
      Assertions.assertFalse(Boolean.getBoolean("vcsim.required"), missing);
      System.err.println("WARNING: " + missing);
      return Assumptions.abort(missing);
    }
    try {
      return new PostgresOfTests(programs);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The newest that Debian has installed. */
  private static @Nullable Path installed() {
    if (!Files.isDirectory(INSTALLED)) {
      return null;
    }
    try (Stream<Path> versions = Files.list(INSTALLED)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(programs -> Files.isExecutable(programs.resolve("initdb")))
          .max(Comparator.naturalOrder())
          .orElse(null);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> otherUser() {
    return System.getProperty("user.name").equals("root")
        ? List.of("setpriv", "--reuid=" + user(), "--regid=" + user(), "--clear-groups")
        : List.of();
  }

  /** Who has it is made by Debian's package. */
  private static String user() {
    return "postgres";
  }

  private List<String> command(String program, String... options) {
    List<String> command = new ArrayList<>(as);
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(options));
    return command;
  }

  private void run(List<String> command) throws IOException, InterruptedException {
    Path said = Files.createTempFile("vpreflight-postgres-", ".log");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    int code = process.waitFor();
    String words = Files.readString(said);
    Files.delete(said);
    if (code != 0) {
      throw new IllegalStateException(command + " ended with " + code + ": " + words);
    }
  }

  private Path data() {
    return folder.resolve("data");
  }

  private String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  private void execute(String statement) {
    Instant until = Instant.now().plus(Duration.ofSeconds(30));
    while (true) {
      try (Connection connection = DriverManager.getConnection(url(), USER, password);
          Statement one = connection.createStatement()) {
        one.execute(statement);
        return;
      } catch (SQLException e) {
        // Too many connections while a test before this one is ending.
        boolean later = "53300".equals(e.getSQLState()) && Instant.now().isBefore(until);
        if (!later) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  private void end() {
    try {
      run(command("pg_ctl", "--pgdata=" + data(), "--mode=immediate", "--wait", "stop"));
    } catch (IOException | InterruptedException | IllegalStateException e) {
      System.err.println("PostgreSQL did not end: " + e.getMessage());
    }
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : all) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      System.err.println("left behind: " + folder);
    }
  }
}
