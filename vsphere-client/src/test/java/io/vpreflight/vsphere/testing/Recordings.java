// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Answers of real servers, which are no part of this project: {@code -Drecordings=DIR} names the
 * folder. Without it the tests that want it say that they did not run.
 */
public final class Recordings {
  private static final String PROPERTY = "recordings";
  private static final Path USUAL = Path.of("../../shared/recordings");

  private Recordings() {}

  /**
   * A call and its answer.
   *
   * @param request the envelope
   * @param code of HTTP
   * @param reply the envelope
   */
  public record Exchange(String request, int code, String reply) {}

  /** A folder of recordings; ends the test when it is not there. */
  public static Path folder(String name) {
    Path root = Path.of(System.getProperty(PROPERTY, USUAL.toString()));
    Path folder = root.resolve(name);
    if (!Files.isDirectory(folder)) {
      String message =
          "NOT RUN: no recordings in "
              + folder.toAbsolutePath().normalize()
              + "; -D"
              + PROPERTY
              + "=DIR names their folder";
      System.err.println(message);
      Assumptions.abort(message);
    }
    return folder;
  }

  /** The files of a folder with that ending, in order. */
  public static List<Path> files(Path folder, String ending) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a recorder of HTTP for Python kept in a file. */
  public static List<Exchange> exchanges(Path file) {
    String yaml;
    try {
      yaml = Files.readString(file).replace("!!python/unicode", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    LoadSettings settings = LoadSettings.builder().setCodePointLimit(64 << 20).build();
    Map<?, ?> document = (Map<?, ?>) new Load(settings).loadFromString(yaml);
    List<Exchange> exchanges = new ArrayList<>();
    for (Object each : (List<?>) Objects.requireNonNull(document.get("interactions"))) {
      Map<?, ?> request = map(((Map<?, ?>) each).get("request"));
      Map<?, ?> response = map(((Map<?, ?>) each).get("response"));
      exchanges.add(
          new Exchange(
              String.valueOf(request.get("body")),
              ((Number) Objects.requireNonNull(map(response.get("status")).get("code"))).intValue(),
              String.valueOf(map(response.get("body")).get("string"))));
    }
    return exchanges;
  }

  private static Map<?, ?> map(@org.jspecify.annotations.Nullable Object value) {
    return (Map<?, ?>) Objects.requireNonNull(value);
  }
}
