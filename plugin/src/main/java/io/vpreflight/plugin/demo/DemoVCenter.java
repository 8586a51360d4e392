// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.demo;

import io.vpreflight.plugin.connect.DemoCompany;
import io.vpreflight.simulator.MutationLog;
import io.vpreflight.simulator.Simulator;
import io.vpreflight.simulator.SimulatorBuilder;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.ManagedObject;
import io.vpreflight.simulator.model.Ref;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.function.Consumer;

/**
 * Paris of the demo company as a vCenter that answers on this machine, and what one needs to speak
 * to it: a password that is new every time, in a file for its owner only, and a configuration.
 */
public final class DemoVCenter implements AutoCloseable {
  private final DemoFolder folder;
  private final Simulator simulator;

  /**
   * Something that was changed in it.
   *
   * @param at by its clock
   * @param method as vim25 calls it
   * @param object name of the machine, else the reference of what was changed; empty for events
   * @param outcome {@code ok} with the task that was begun, or the type of the fault
   */
  public record Change(Instant at, String method, String object, String outcome) {}

  private DemoVCenter(DemoFolder folder, Simulator simulator) {
    this.folder = folder;
    this.simulator = simulator;
  }

  /**
   * Starts it; it answers when this returns.
   *
   * @param pace how long a task takes
   * @param port 0 for any that is free
   * @param folder made anew, with the password and all that the demo leaves behind
   * @throws IOException when the port is taken, or nothing can be written
   */
  public static DemoVCenter start(DemoFolder folder, Duration pace, int port) throws IOException {
    byte[] random = new byte[12];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    secret(folder.password(), password);
    Path dump = Files.createTempFile("vpreflight-paris", ".zip");
    try {
      Files.delete(dump);
      DemoCompany.copyParis(dump);
      Simulator simulator =
          Simulator.load(dump)
              .shiftedToNow()
              .user(SimulatorBuilder.USER, password)
              .pace(pace)
              .port(port)
              .start();
      DemoVCenter demo = new DemoVCenter(folder, simulator);
      Files.writeString(folder.config(), demo.configuration());
      return demo;
    } finally {
      Files.deleteIfExists(dump);
    }
  }

  private static void secret(Path file, String text) throws IOException {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] attributes =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Files.createFile(file, attributes);
    Files.writeString(file, text);
  }

  /** Where it answers. */
  public String url() {
    return simulator.url().toString();
  }

  /** Who may do everything there. */
  public String user() {
    return SimulatorBuilder.USER;
  }

  /** SHA-256 of its certificate. */
  public String thumbprint() {
    return simulator.thumbprint();
  }

  /** Its version, such as {@code 8.0.3}. */
  public String version() {
    String version =
        simulator
            .world()
            .locked(
                () ->
                    simulator
                        .world()
                        .get(new Ref("ServiceInstance", "ServiceInstance"))
                        .textAt("content", "about", "version"));
    return String.valueOf(version);
  }

  /** How many virtual machines it has. */
  public int machines() {
    return simulator.world().locked(() -> simulator.world().ofType("VirtualMachine").size());
  }

  /** Tells of each change that somebody asks it for; called by its own threads. */
  public void changes(Consumer<Change> listener) {
    simulator
        .mutations()
        .listen(
            entry -> {
              if (entry.kind().equals("call")) {
                listener.accept(change(entry));
              }
            });
  }

  private Change change(MutationLog.Entry entry) {
    String[] parts = entry.target().split(":", 2);
    Ref ref = parts.length == 2 ? new Ref(parts[0], parts[1]) : null;
    return new Change(
        entry.at(),
        entry.method(),
        ref == null || ref.type().endsWith("Manager") ? "" : name(ref),
        entry.outcome());
  }

  /** Of a snapshot: that of its machine. */
  private String name(Ref ref) {
    ManagedObject object = simulator.world().find(ref);
    Element vm = object == null ? null : object.get("vm");
    Ref owner = vm == null ? null : vm.ref();
    ManagedObject named = owner == null ? object : simulator.world().find(owner);
    String name = named == null ? null : named.textAt("name");
    return name == null ? ref.toString() : name;
  }

  private String configuration() {
    return "vcenters:\n"
        + ("  - url: " + url() + "\n")
        + ("    username: " + user() + "\n")
        + ("    passwordFile: \"" + folder.password().toString().replace("\\", "\\\\") + "\"\n")
        + "    thumbprints:\n"
        + ("      - \"" + thumbprint() + "\"\n");
  }

  @Override
  public void close() {
    simulator.close();
  }
}
