// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.vpreflight.jobs.check.Check;
import io.vpreflight.vsphere.soap.Tls;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules of this module that a reader relies on and a compiler does not know. */
class ArchitectureTest {
  private static final JavaClasses JOBS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.vpreflight.jobs");
  private static final String CHECKS = "io.vpreflight.jobs.check..";
  private static final DescribedPredicate<JavaClass> A_CHECK =
      assignableTo(Check.class)
          .and(DescribedPredicate.describe("not abstract", c -> !c.isInterface()))
          .as("checks");

  /** A table that comes with a check is read from the class path; files are out of reach. */
  private static final DescribedPredicate<JavaClass> READING_THE_CLASS_PATH =
      belongToAnyOf(
          BufferedReader.class,
          InputStream.class,
          InputStreamReader.class,
          Reader.class,
          IOException.class,
          UncheckedIOException.class,
          Charset.class,
          StandardCharsets.class);

  @Test
  void checks_see_inventories_and_nothing_else() {
    classes()
        .that()
        .resideInAPackage(CHECKS)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                    CHECKS,
                    "io.vpreflight.vsphere.inventory",
                    "java.lang..",
                    "java.util..",
                    "java.time..",
                    "org.jspecify.annotations")
                .or(READING_THE_CLASS_PATH)
                .as("are inventories, other things of checks, or plain Java"))
        .check(JOBS);
  }

  @Test
  void checks_know_no_transport() {
    noClasses()
        .that()
        .resideInAPackage(CHECKS)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "okhttp3..",
            "com.vmware..",
            "io.vpreflight.vsphere.soap..",
            "io.vpreflight.vsphere.collect..",
            "io.vpreflight.vsphere.vim..")
        .check(JOBS);
  }

  @Test
  void no_job_speaks_to_vcenter_past_the_ports() {
    // Who tells people speaks to others, by the same rules of trust.
    noClasses()
        .that()
        .resideOutsideOfPackage("io.vpreflight.jobs.notify..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("okhttp3..", "com.vmware..", "io.vpreflight.vsphere.soap..")
        .check(JOBS);
  }

  @Test
  void who_tells_people_takes_nothing_of_the_client_but_its_trust() {
    noClasses()
        .that()
        .resideInAPackage("io.vpreflight.jobs.notify..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "com.vmware..",
                    "io.vpreflight.vsphere.soap..",
                    "io.vpreflight.vsphere.collect..")
                .and(
                    DescribedPredicate.not(
                        DescribedPredicate.describe("Tls", c -> c.isEquivalentTo(Tls.class))))
                .as("are of the client, but not its trust"))
        .check(JOBS);
  }

  @Test
  void checks_have_no_clock_and_no_chance() {
    noClasses()
        .that()
        .resideInAPackage(CHECKS)
        .should(callMethodWhere(readsTheClockOrChance()))
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.time.Clock")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.Date")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.Random")
        .check(JOBS);
  }

  @Test
  void checks_are_final_and_keep_nothing() {
    classes().that(A_CHECK).should().haveModifier(JavaModifier.FINAL).check(JOBS);
    classes().that(A_CHECK).should().haveOnlyFinalFields().check(JOBS);
  }

  @Test
  void no_check_uses_another() {
    classes().that(A_CHECK).should(useNoOther()).check(JOBS);
  }

  @Test
  void rooms_are_free_of_cycles() {
    slices().matching("io.vpreflight.jobs.(**)").should().beFreeOfCycles().check(JOBS);
  }

  private static DescribedPredicate<JavaMethodCall> readsTheClockOrChance() {
    Set<String> names = Set.of("currentTimeMillis", "nanoTime", "randomUUID");
    return DescribedPredicate.describe(
        "read the clock or chance",
        call ->
            names.contains(call.getTarget().getName())
                || (call.getTarget().getName().equals("now")
                    && call.getTargetOwner().getPackageName().startsWith("java.time")));
  }

  private static ArchCondition<JavaClass> useNoOther() {
    return new ArchCondition<>("use no other check") {
      @Override
      public void check(JavaClass check, ConditionEvents events) {
        for (Dependency dependency : check.getDirectDependenciesFromSelf()) {
          JavaClass target = dependency.getTargetClass();
          if (A_CHECK.test(target) && !target.equals(check)) {
            events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
          }
        }
      }
    };
  }
}
