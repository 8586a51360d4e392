// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * Finds the programs that the tests against a real server need, or builds them once into {@code
 * target/tools}. What cannot be had skips the test that asks for it, loudly; with {@code
 * -Dvcsim.required=true} it fails.
 */
public final class TestServers {
  private static final Map<String, Found> TOOLS = new ConcurrentHashMap<>();

  private record Found(@Nullable Path program, String problem) {}

  private TestServers() {}

  /** The test server: {@code -Dvcsim.command=FILE}, or built from {@code src/test/go/vcsim}. */
  public static Path vcsim() {
    return tool("vcsim", Tools::vcsim);
  }

  /** {@code -Dgovc.command=FILE}, or built at the version that can be had. */
  public static Path govc() {
    return tool("govc", Tools::govc);
  }

  /** A Python that has pyVmomi: {@code -Dpython.command=FILE}, or a virtual environment. */
  public static Path python() {
    return tool("python", Tools::python);
  }

  /** True when a test that lacks a server has failed, and is not left out. */
  static boolean areRequired() {
    return Boolean.getBoolean("vcsim.required");
  }

  /** Finds or builds all of them; what cannot be had is a problem of the tests that need it. */
  static void prepare() {
    TOOLS.computeIfAbsent("vcsim", name -> find(name, Tools::vcsim));
    TOOLS.computeIfAbsent("govc", name -> find(name, Tools::govc));
    TOOLS.computeIfAbsent("python", name -> find(name, Tools::python));
  }

  /** The folder of this Maven module, whoever runs the tests. */
  static Path module() {
    for (String place : List.of(System.getProperty("basedir", "."), ".", "plugin")) {
      Path module = Path.of(place).toAbsolutePath().normalize();
      if (Files.exists(module.resolve("src/test/go/vcsim/go.mod"))) {
        return module;
      }
    }
    throw new IllegalStateException("the folder of the plugin module was not found");
  }

  private static Path tool(String name, Supplier<Path> build) {
    Found found = TOOLS.computeIfAbsent(name, n -> find(n, build));
    if (found.program() != null) {
      return found.program();
    }
    if (areRequired()) {
      throw new AssertionError(found.problem());
    }
    return Assumptions.abort(found.problem());
  }

  private static Found find(String name, Supplier<Path> build) {
    Optional<String> given = Optional.ofNullable(System.getProperty(name + ".command"));
    if (given.isPresent()) {
      return new Found(Path.of(given.get()), "");
    }
    try {
      return new Found(build.get(), "");
    } catch (Tools.Missing e) {
      String problem =
          """
          The tests that need %s do not run: %s
          Install Go 1.25 or newer and Python 3.9 or newer with its venv module, and let them reach their \
          package registries once; or name a program with -D%s.command=FILE.\
          """
              .formatted(name, e.getMessage(), name);
      say("\n" + "*".repeat(90) + "\n" + problem + "\n" + "*".repeat(90));
      return new Found(null, problem);
    }
  }

  /** Progress goes to standard error at once: a first build takes a minute or two. */
  static void say(String text) {
    System.err.println(text);
  }

  /** A new folder below {@code target}, for one run of one server. */
  static Path workFolder(String prefix) throws IOException {
    Path parent = Files.createDirectories(module().resolve("target/servers"));
    return Files.createTempDirectory(parent, prefix);
  }
}
