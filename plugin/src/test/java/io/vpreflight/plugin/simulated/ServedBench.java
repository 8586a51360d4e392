// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vpreflight.plugin.cli.Exit;
import io.vpreflight.plugin.cli.Hurry;
import io.vpreflight.plugin.cli.Shell;
import io.vpreflight.plugin.http.LocalAccess;
import io.vpreflight.plugin.http.ServiceClient;
import io.vpreflight.simulator.SimulatorBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A service on the store and the vCenter of a bench, in this process; ended as by a signal. */
final class ServedBench implements AutoCloseable {
  static final String REPAIRER = "repair@vsphere.local";

  /** In the file: plans are carried out. */
  static final String ON = "repair:\n  service: true\n";

  private final CompletableFuture<Shell.Result> result = new CompletableFuture<>();
  private final Hurry clock = new Hurry();
  private final RepairBench bench;
  private final Thread thread;

  ServedBench(RepairBench bench, Path config) throws Exception {
    this.bench = bench;
    String[] words = words(bench, config);
    Shell shell = new Shell(bench.home).hurrying(clock);
    thread = new Thread(() -> result.complete(shell.run(words)), "service");
    thread.start();
    while (LocalAccess.read(bench.state()).isEmpty()) {
      assertFalse(result.isDone(), () -> String.valueOf(result.getNow(null)));
      Thread.sleep(50);
    }
  }

  /** One that may repair. */
  static ServedBench on(RepairBench bench) throws Exception {
    return new ServedBench(bench, config(bench, ON, repairAccount(bench)));
  }

  /** A file for it. */
  static Path config(RepairBench bench, String more, String ofVcenter) throws IOException {
    return Files.writeString(
        bench.home.resolve("vpreflight.yaml"),
        """
        vcenters:
          - url: %s
            username: %s
            passwordFile: %s
            thumbprints: ["%s"]
        %s
        %s
        %s
        schedules:
          never:
            cron: "0 0 0 1 1 ? 2099"
        """
            .formatted(
                bench.server.url(),
                SimulatorBuilder.USER,
                bench.password(),
                bench.server.thumbprint(),
                ofVcenter,
                bench.store(),
                more));
  }

  /** The lines of a vCenter that name who repairs. */
  static String repairAccount(RepairBench bench) throws IOException {
    Path secret = bench.home.resolve("repair-password");
    if (!Files.exists(secret)) {
      Files.createFile(
          secret,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(secret, RepairBench.PASSWORD_OF_OTHERS);
    }
    return "    repairUsername: " + REPAIRER + "\n    repairPasswordFile: " + secret + "\n";
  }

  static String[] words(RepairBench bench, Path config) {
    return new String[] {
      "serve", "--config", config.toString(), "--state-dir", bench.state().toString()
    };
  }

  /** What time it is for the service. */
  Instant now() {
    return clock.instant();
  }

  String url() throws IOException {
    return LocalAccess.read(bench.state()).orElseThrow().url();
  }

  /** A new token. */
  String token(String name, String scopes) {
    Shell.Result made = command("token create --name " + name + " --scope " + scopes);
    assertEquals(Exit.OK, made.code(), made.toString());
    return made.out().strip();
  }

  /** Somebody with a new token. */
  ServiceClient as(String name, String scopes) throws IOException {
    return ServiceClient.of(URI.create(url()), token(name, scopes), null);
  }

  /** A command on the same state folder. */
  Shell.Result command(String words) {
    return command(bench, words);
  }

  static Shell.Result command(RepairBench bench, String words) {
    List<String> all = new ArrayList<>(Arrays.asList(words.split(" ", -1)));
    all.addAll(List.of("--state-dir", bench.state().toString()));
    return new Shell(bench.home).hurrying().run(all.toArray(String[]::new));
  }

  /** A command that knows no state folder. */
  Shell.Result elsewhere(String words) {
    return new Shell(bench.home.resolve("elsewhere")).hurrying().run(words.split(" ", -1));
  }

  /** Waits until it has ended by itself. */
  Shell.Result awaitEnd() throws Exception {
    return result.get();
  }

  Shell.Result end() throws Exception {
    thread.interrupt();
    return result.get();
  }

  @Override
  public void close() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }
}
