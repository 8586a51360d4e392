// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.proof;

import io.vpreflight.jobs.check.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The tests of the checks on records, in the module jobs; read as sources: their classes are not
 * seen here.
 */
final class JobsTests {
  private final Map<String, String> sources = new TreeMap<>();

  JobsTests(Path module) throws IOException {
    Path tests = module.resolveSibling("jobs").resolve("src/test/java/io/vpreflight/jobs/check");
    try (Stream<Path> files = Files.walk(tests)) {
      for (Path file : files.filter(f -> f.toString().endsWith("Test.java")).toList()) {
        String name = file.getFileName().toString();
        sources.put(name.substring(0, name.length() - ".java".length()), Files.readString(file));
      }
    }
  }

  /** True when there is such a test: {@code Class.method}. */
  boolean has(String test) {
    int dot = test.indexOf('.');
    String source = dot < 0 ? null : sources.get(test.substring(0, dot));
    return source != null && source.contains("  void " + test.substring(dot + 1) + "()");
  }

  /** The classes that test a check and name that kind of its findings. */
  Set<String> naming(Check check, String kind) {
    Pattern made = Pattern.compile("new " + check.getClass().getSimpleName() + "\\(");
    Pattern named = Pattern.compile("\"([^\"\n]*[^\"\n\\w-])?" + kind + "([^\"\n\\w-][^\"\n]*)?\"");
    Set<String> naming = new TreeSet<>();
    sources.forEach(
        (name, source) -> {
          if (made.matcher(source).find() && named.matcher(source).find()) {
            naming.add(name);
          }
        });
    return naming;
  }
}
