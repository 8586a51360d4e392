// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.demo;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Everything that a living demo writes: a folder of its own, so that nobody's plans and journal are
 * touched. It is {@code vpreflight-demo}, or the next name that is free.
 *
 * @param path as it is to be typed
 */
public record DemoFolder(Path path) {
  /**
   * Makes one in that folder.
   *
   * @param where empty for the working directory
   */
  public static DemoFolder in(Path where) throws IOException {
    for (int number = 1; ; number++) {
      Path path = where.resolve(number == 1 ? "vpreflight-demo" : "vpreflight-demo-" + number);
      try {
        return new DemoFolder(Files.createDirectory(path));
      } catch (FileAlreadyExistsException e) {
        // Another demo runs, or was killed; what it left is not ours to remove.
      }
    }
  }

  /** Holds the password. */
  public Path password() {
    return path.resolve("password");
  }

  /** Says where the vCenter is and how to get in, for {@code --config}. */
  public Path config() {
    return path.resolve("vcenter.yaml");
  }

  /** The same with a timetable, for {@code serve --config}. */
  public Path service() {
    return path.resolve("service.yaml");
  }

  /** Plans, approvals and the journal, for {@code --state-dir}. */
  public Path state() {
    return path.resolve("state");
  }

  /** Where mail of the service goes. */
  public Path mail() {
    return path.resolve("mail");
  }

  /** Where the plan of the demo goes. */
  public Path plan() {
    return path.resolve("plan.json");
  }

  /**
   * Removes it with everything in it.
   *
   * @throws IOException when something is still being written there
   */
  public void remove() throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
