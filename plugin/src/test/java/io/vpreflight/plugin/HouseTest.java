// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.vpreflight.vsphere.ConnectionOptions;
import io.vpreflight.vsphere.MutationPermit;
import io.vpreflight.vsphere.ServerTrust;
import io.vpreflight.vsphere.VCenterEndpoint;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.rest.RestTransport;
import io.vpreflight.vsphere.soap.SoapTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The rules of the whole house, as {@code docs/architecture.md} tells them. */
class HouseTest {
  private static final int LONGEST = 400;
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("io.vpreflight.vsphere", "io.vpreflight.jobs", "io.vpreflight.plugin");

  private static final JavaClasses SIMULATOR =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.vpreflight.simulator");

  @Test
  void plugin_stands_on_jobs_and_jobs_on_the_client_never_back() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("plugin")
        .definedBy("io.vpreflight.plugin..")
        .layer("jobs")
        .definedBy("io.vpreflight.jobs..")
        .layer("client")
        .definedBy("io.vpreflight.vsphere..")
        .whereLayer("plugin")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("jobs")
        .mayOnlyBeAccessedByLayers("plugin")
        .whereLayer("client")
        .mayOnlyBeAccessedByLayers("plugin", "jobs")
        .check(ALL);
  }

  @Test
  void the_rooms_of_the_client_look_in_one_direction() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("inventory")
        .definedBy("io.vpreflight.vsphere.inventory")
        .layer("ports")
        .definedBy("io.vpreflight.vsphere")
        .layer("soap")
        .definedBy("io.vpreflight.vsphere.soap")
        .layer("vim")
        .definedBy("io.vpreflight.vsphere.vim")
        .layer("collect")
        .definedBy("io.vpreflight.vsphere.collect")
        .layer("rest")
        .definedBy("io.vpreflight.vsphere.rest")
        .layer("capture")
        .definedBy("io.vpreflight.vsphere.capture")
        .whereLayer("ports")
        .mayOnlyBeAccessedByLayers("soap", "vim", "collect", "rest", "capture")
        .whereLayer("soap")
        .mayOnlyBeAccessedByLayers("vim", "collect", "rest")
        .whereLayer("vim")
        .mayOnlyBeAccessedByLayers("collect")
        .whereLayer("collect")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("rest")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("capture")
        .mayNotBeAccessedByAnyLayer()
        .check(ALL);
  }

  @Test
  void the_rooms_of_the_plugin_look_in_one_direction() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("http")
        .definedBy("io.vpreflight.plugin.http..")
        .layer("audit")
        .definedBy("io.vpreflight.plugin.audit..")
        .layer("repair")
        .definedBy("io.vpreflight.plugin.repair..")
        .layer("serve")
        .definedBy("io.vpreflight.plugin.serve..")
        .layer("demo")
        .definedBy("io.vpreflight.plugin.demo..")
        .layer("cli")
        .definedBy("io.vpreflight.plugin.cli..")
        .whereLayer("http")
        .mayOnlyBeAccessedByLayers("repair", "serve", "cli")
        .whereLayer("audit")
        .mayOnlyBeAccessedByLayers("repair", "serve", "cli")
        .whereLayer("repair")
        .mayOnlyBeAccessedByLayers("serve", "cli")
        .whereLayer("serve")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("demo")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .check(ALL);
  }

  @Test
  void the_simulator_knows_nothing_of_us_and_its_rooms_look_in_one_direction() {
    // What it gets wrong must not be what the client gets wrong.
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.vpreflight.vsphere..",
            "io.vpreflight.jobs..",
            "io.vpreflight.plugin..",
            "com.vmware..")
        .check(SIMULATOR);
    onlyIn("io.vpreflight.simulator..", "io.vpreflight.plugin.demo..");
    slices().matching("io.vpreflight.simulator.(*)..").should().beFreeOfCycles().check(SIMULATOR);
  }

  @Test
  void yavijava_is_seen_by_one_room() {
    onlyIn("com.vmware..", "io.vpreflight.vsphere.vim..");
  }

  @Test
  void the_wire_is_touched_by_one_room_and_by_who_tells_people() {
    onlyIn(
        "okhttp3..",
        "io.vpreflight.vsphere.soap..",
        "io.vpreflight.vsphere.rest..",
        "io.vpreflight.jobs.notify.webhook..");
    // yavijava's client must be able to name a trust manager; ours refuses to have one. Our own
    // service is no vCenter: commands that speak to it may be told its authority.
    noClasses()
        .that()
        .resideOutsideOfPackages("io.vpreflight.vsphere.soap..", "io.vpreflight.jobs.notify..")
        .and()
        .doNotHaveFullyQualifiedName("io.vpreflight.vsphere.vim.VimClient")
        .and()
        .doNotHaveFullyQualifiedName("io.vpreflight.plugin.http.ServiceClient")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("javax.net.ssl..")
        .check(ALL);
    onlyIn("javax.xml.stream..", "io.vpreflight.vsphere.soap..");
  }

  @Test
  void only_repairs_give_leave_to_change_anything_and_only_the_wire_uses_it_up() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.vpreflight.jobs.repair..")
        .and()
        .doNotHaveFullyQualifiedName(MutationPermit.class.getName())
        .should()
        .callConstructorWhere(
            describe(
                "a permit is made",
                call -> call.getTargetOwner().isEquivalentTo(MutationPermit.class)))
        .check(ALL);
    noClasses()
        .that()
        .resideOutsideOfPackage("io.vpreflight.vsphere.soap..")
        .should()
        .callMethod(MutationPermit.class, "spend", String.class, MoRef.class)
        .check(ALL);
  }

  @Test
  void a_transport_that_can_change_anything_is_made_in_one_room() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.vpreflight.plugin.connect..")
        .should()
        .callMethod(
            SoapTransport.class,
            "forRepairs",
            VCenterEndpoint.class,
            ServerTrust.class,
            ConnectionOptions.class,
            Set.class,
            String.class)
        .check(ALL);
  }

  @Test
  void a_session_that_can_write_back_is_made_in_one_room() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.vpreflight.plugin.connect..")
        .should()
        .callMethod(
            SoapTransport.class,
            "forWriteBack",
            VCenterEndpoint.class,
            ServerTrust.class,
            ConnectionOptions.class,
            String.class)
        .orShould()
        .callConstructorWhere(
            describe(
                "a REST session is made",
                call -> call.getTargetOwner().isEquivalentTo(RestTransport.class)))
        .check(ALL);
  }

  @Test
  void libraries_stay_in_the_rooms_that_need_them() {
    onlyIn("picocli..", "io.vpreflight.plugin.cli..");
    onlyIn("gg.jte..", "io.vpreflight.jobs.report..", "io.vpreflight.jobs.notify.mail..");
    onlyIn("jakarta.mail..", "io.vpreflight.jobs.notify.mail..");
    onlyIn("org.quartz..", "io.vpreflight.jobs.schedule..");
    for (String library : List.of("java.sql..", "javax.sql..")) {
      // Quartz brings its own SQL, and is lent connections.
      onlyIn(library, "io.vpreflight.jobs.store..", "io.vpreflight.jobs.schedule..");
    }
    for (String library :
        List.of("org.h2..", "org.postgresql..", "org.jdbi..", "org.flywaydb..", "com.zaxxer..")) {
      onlyIn(library, "io.vpreflight.jobs.store..");
    }
    onlyIn("de.siegmar..", "io.vpreflight.jobs.report..");
    onlyIn(
        "com.google.gson..",
        "io.vpreflight.vsphere.capture..",
        "io.vpreflight.vsphere.rest..",
        "io.vpreflight.jobs.notify..",
        "io.vpreflight.jobs.report..",
        "io.vpreflight.jobs.service..",
        "io.vpreflight.jobs.repair.plan..",
        "io.vpreflight.jobs.store..",
        "io.vpreflight.plugin.cli..",
        "io.vpreflight.plugin.http..",
        "io.vpreflight.plugin.repair..",
        "io.vpreflight.plugin.serve..");
    onlyIn("org.eclipse.jetty..", "io.vpreflight.plugin.http..");
  }

  @Test
  void one_class_knows_each_database() {
    onlyBy("org.h2..", "H2");
    onlyBy("org.postgresql..", "PostgreSql");
    onlyBy("com.zaxxer..", "Database");
  }

  private static void onlyBy(String library, String name) {
    noClasses()
        .that()
        .haveNameNotMatching("io\\.vpreflight\\.jobs\\.store\\." + name + "(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(ALL);
  }

  @Test
  void no_statement_changes_the_journal() throws IOException {
    Path room = Path.of("../jobs/src/main");
    Pattern changes =
        Pattern.compile(
            "(update|delete\\s+from|truncate\\s+(table)?|merge\\s+into)\\s+journal\\b",
            Pattern.CASE_INSENSITIVE);
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(room)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.toString();
        if ((name.endsWith(".java") || name.endsWith(".sql"))
            && changes.matcher(Files.readString(file)).find()) {
          found.add(name);
        }
      }
    }
    assertEquals(List.of(), found);
  }

  @Test
  void the_inventory_is_plain_java() {
    classes()
        .that()
        .resideInAPackage("io.vpreflight.vsphere.inventory")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("io.vpreflight.vsphere.inventory", "java..", "org.jspecify..")
        .check(ALL);
  }

  @Test
  void rooms_are_free_of_cycles() {
    slices().matching("io.vpreflight.(*).(*)..").should().beFreeOfCycles().check(ALL);
  }

  @Test
  void nobody_can_switch_trust_off_or_change_it_for_the_whole_process() {
    noClasses()
        .should()
        .callMethod(
            javax.net.ssl.HttpsURLConnection.class,
            "setDefaultHostnameVerifier",
            javax.net.ssl.HostnameVerifier.class)
        .orShould()
        .callMethod(
            javax.net.ssl.HttpsURLConnection.class,
            "setDefaultSSLSocketFactory",
            javax.net.ssl.SSLSocketFactory.class)
        .orShould()
        .callMethod(javax.net.ssl.SSLContext.class, "setDefault", javax.net.ssl.SSLContext.class)
        .check(ALL);
    List<String> managers =
        ALL.stream()
            .filter(c -> c.isAssignableTo(javax.net.ssl.TrustManager.class))
            .map(JavaClass::getName)
            .toList();
    assertEquals(List.of("io.vpreflight.vsphere.soap.Tls$Manager"), managers);
  }

  @Test
  void every_package_says_where_null_may_be() {
    TreeSet<String> unmarked = new TreeSet<>();
    Stream.concat(ALL.stream(), SIMULATOR.stream())
        .forEach(
            c -> {
              boolean marked =
                  c.getPackage().tryGetAnnotationOfType(NullMarked.class).isPresent()
                      || c.getPackageName().endsWith(".template");
              if (!marked) {
                unmarked.add(c.getPackageName());
              }
            });
    assertEquals(List.of(), List.copyOf(unmarked));
  }

  @Test
  void no_file_is_longer_than_it_should_be() throws IOException {
    List<String> tooLong = new ArrayList<>();
    Path root = Path.of("..");
    for (String module : List.of("vsphere-client", "jobs", "plugin")) {
      try (Stream<Path> files = Files.walk(root.resolve(module))) {
        for (Path file : files.filter(HouseTest::isSource).toList()) {
          if (Files.readAllLines(file).size() > LONGEST) {
            tooLong.add(file.toString());
          }
        }
      }
    }
    assertEquals(List.of(), tooLong);
  }

  private static boolean isSource(Path file) {
    String name = file.toString();
    return name.endsWith(".java") && name.contains("/src/main/");
  }

  private static void onlyIn(String library, String... rooms) {
    noClasses()
        .that()
        .resideOutsideOfPackages(rooms)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(ALL);
  }
}
