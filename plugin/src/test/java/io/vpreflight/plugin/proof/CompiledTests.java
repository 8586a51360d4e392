// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.proof;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Tags;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests of a module whose libraries are not here, so that its classes cannot be loaded. */
final class CompiledTests {
  private CompiledTests() {}

  /**
   * A test that shows a row of the matrix.
   *
   * @param row its id
   * @param name class and sentence
   * @param cases as many as there are arguments
   */
  record Found(String row, String name, int cases) {}

  /** All of them, by class and name; one with two rows comes twice. */
  static List<Found> of(Path module) {
    List<Found> found = new ArrayList<>();
    new ClassFileImporter()
        .importPath(module.resolve("target/test-classes")).stream()
            .filter(type -> type.getName().endsWith("Test"))
            .sorted(Comparator.comparing(JavaClass::getName))
            .forEach(type -> collect(type, found));
    return found;
  }

  private static void collect(JavaClass type, List<Found> found) {
    type.getMethods().stream()
        .sorted(Comparator.comparing(JavaMethod::getName))
        .forEach(
            method -> {
              for (String row : rows(method)) {
                String name =
                    "`" + type.getSimpleName() + "` " + method.getName().replace('_', ' ');
                found.add(new Found(row, name, cases(method)));
              }
            });
  }

  private static List<String> rows(JavaMethod method) {
    List<String> rows = new ArrayList<>();
    method.tryGetAnnotationOfType(Tag.class).ifPresent(tag -> rows.add(tag.value()));
    method
        .tryGetAnnotationOfType(Tags.class)
        .ifPresent(
            tags -> {
              for (Tag tag : tags.value()) {
                rows.add(tag.value());
              }
            });
    rows.removeIf(row -> !row.matches("F[0-9]+"));
    return rows;
  }

  private static int cases(JavaMethod method) {
    if (!method.isAnnotatedWith(ParameterizedTest.class)) {
      return 1;
    }
    int cases = 0;
    Optional<JavaAnnotation<JavaMethod>> values =
        method.tryGetAnnotationOfType(ValueSource.class.getName());
    if (values.isPresent()) {
      for (String form : List.of("strings", "longs", "ints")) {
        cases += values.get().get(form).map(Array::getLength).orElse(0);
      }
    } else if (method.isAnnotatedWith(CsvSource.class)) {
      cases = method.getAnnotationOfType(CsvSource.class).value().length;
    } else if (method.isAnnotatedWith(EnumSource.class)) {
      // Without a class of its own the parameter says which constants are meant.
      cases =
          (int)
              method.getRawParameterTypes().get(0).getFields().stream()
                  .filter(field -> field.getRawType().equals(field.getOwner()))
                  .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                  .count();
    }
    if (cases == 0) {
      throw new IllegalStateException("cases of " + method.getFullName() + " cannot be counted");
    }
    return cases;
  }
}
