// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A PKCS12 key store with passwords in it, as an administrator makes it: with keytool. */
public final class KeyStoreOfTests {
  private final Path file;
  private final Path password;

  private KeyStoreOfTests(Path folder) {
    file = folder.resolve("secrets.p12");
    password = folder.resolve("secrets.password");
  }

  /** An empty one. */
  public static KeyStoreOfTests in(Path folder, String password) throws IOException {
    KeyStoreOfTests made = new KeyStoreOfTests(folder);
    made.password(password);
    return made;
  }

  /** The key store. */
  public Path file() {
    return file;
  }

  /** Writes another one into the file of its password. */
  public void password(String value) throws IOException {
    Files.writeString(password, value + "\n");
    mode(password, "rw-------");
  }

  /** Puts an entry there, be it in the place of an older one. */
  public void put(String alias, String secret) throws IOException {
    if (Files.exists(file)) {
      keytool("", true, "-delete", "-alias", alias);
    }
    keytool(secret + "\n", false, "-importpass", "-alias", alias);
    mode(file, "rw-------");
  }

  /** Puts a key with its certificate there, which is no password. */
  public void putKey(String alias) throws IOException {
    keytool("", false, "-genkeypair", "-alias", alias, "-dname", "CN=" + alias, "-keyalg", "EC");
  }

  /** Who may read and write it. */
  public void mode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  /** What names it in a configuration. */
  public String section() {
    return "secrets:\n  store: \"%s\"\n  passwordFile: \"%s\"\n".formatted(file, password);
  }

  private void keytool(String input, boolean mayFail, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(args));
    command.addAll(List.of("-storetype", "PKCS12", "-keystore", file.toString()));
    command.addAll(List.of("-storepass:file", password.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (Writer in = process.outputWriter(StandardCharsets.UTF_8)) {
      in.write(input);
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(300, TimeUnit.SECONDS) || (process.exitValue() != 0 && !mayFail)) {
        throw new IOException(command + ": " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
