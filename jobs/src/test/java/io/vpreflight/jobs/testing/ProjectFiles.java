// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of this module and of the docs, for tests that hold them together. */
public final class ProjectFiles {
  /** The folder of this module. */
  public static final Path MODULE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();

  /** The docs of the whole project. */
  public static final Path DOCS = MODULE.resolveSibling("docs");

  private ProjectFiles() {}

  /** The lines of a file. */
  public static List<String> lines(Path file) {
    return text(file).lines().toList();
  }

  /** The text of a file. */
  public static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a file. */
  public static void write(Path file, String text) {
    try {
      Files.writeString(file, text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** True when there is such a file. */
  public static boolean exists(Path file) {
    return Files.isRegularFile(file);
  }

  /** Every file below a folder whose name ends so, sorted; none when there is no such folder. */
  public static List<Path> below(Path folder, String ending) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
