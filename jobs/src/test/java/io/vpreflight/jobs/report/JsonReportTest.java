// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.audit.CheckRun;
import io.vpreflight.jobs.audit.Eligibility;
import io.vpreflight.jobs.audit.FailedSource;
import io.vpreflight.jobs.audit.Incompleteness.Cause;
import io.vpreflight.jobs.audit.NotObservable;
import io.vpreflight.jobs.audit.Pattern;
import io.vpreflight.jobs.audit.Waiver;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnAudit;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class JsonReportTest {
  private static final Texts ENGLISH = Texts.in(Locale.ENGLISH, ZoneOffset.UTC);
  private static final Texts FRENCH = Texts.in(Locale.FRENCH, ZoneOffset.UTC);
  private static final Path SCHEMA = Path.of("../docs/audit.schema.json");

  private static String json(Audit audit, Texts texts) throws IOException {
    StringWriter json = new StringWriter();
    new JsonReport(new Tool("vpreflight", "0.1.0"), texts).write(audit, json);
    return json.toString();
  }

  private static List<String> problems(String json) throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(SCHEMA), InputFormat.JSON);
    return schema.validate(json, InputFormat.JSON).stream().map(Error::toString).toList();
  }

  /** An audit in which everything that a report can say is said. */
  private static AnAudit everything() {
    AVm template = AVm.named("golden");
    template.template = true;
    AVm unset = AVm.named("orphan");
    unset.instanceUuid = null;
    unset.powerState = null;
    unset.connectionState = null;
    unset.unknown("config.firmware", "GuestOsDescriptorFirmwareType:coreboot");
    AnInventory inventory = AnInventory.of(AVm.named("web01"), template, unset);
    inventory.clockOffset = Duration.ofSeconds(-94);
    inventory.unknownSchema.put("GuestOsDescriptorFirmwareType:coreboot", 1);
    inventory.viewEvidence = Map.of("rootFolder.effectiveRole", "System.View");
    AnAudit audit = AnAudit.of(inventory);
    audit.verdict(Eligibility.NOT_ELIGIBLE, "web01").verdict(Eligibility.ELIGIBLE, "orphan");
    audit.findings.add(
        AnAudit.aFinding(
            Severity.CRITICAL,
            AnAudit.machine("web01"),
            Map.of("flag", true, "number", 3L, "list", List.of("a", 1), "text", "unset")));
    audit.waived(
        Severity.WARNING,
        "web01",
        new Waiver("*", Pattern.of("*"), "ada", "known", LocalDate.of(2026, 12, 31)));
    audit.undetermined("orphan", Text.of("reason.unset", "config.instanceUuid"));
    audit.notObservable.add(
        new NotObservable(AnAudit.CHECK, 3, Text.of("reason.not-collected", "x")));
    audit.incomplete(Cause.UNREACHABLE, Text.of("incomplete.unreachable", "vc02"));
    audit.failed.add(
        new FailedSource(
            "vc02",
            new VSphereException.Unreachable(
                VSphereException.Unreachable.Reason.UNKNOWN_HOST, "no address", null)));
    audit.remembered.add(AnInventory.of());
    audit.runs.add(
        new CheckRun("vm.x", 1, 0, 0, 0, 0, Map.of(), Duration.ZERO, "NullPointerException: y"));
    return audit;
  }

  @Test
  void what_is_written_is_what_the_schema_describes() throws IOException {
    assertEquals(List.of(), problems(json(everything().build(), ENGLISH)));
    assertEquals(List.of(), problems(json(everything().build(), FRENCH)));
    assertEquals(List.of(), problems(json(AnAudit.of().build(), ENGLISH)));
  }

  @Test
  void what_is_said_of_some_objects_has_the_same_shape() throws IOException {
    StringWriter json = new StringWriter();
    new JsonReport(new Tool("vpreflight", "0.1.0"), ENGLISH)
        .write(everything().build(), object -> object.name().equals("web01"), json);
    assertEquals(List.of(), problems(json.toString()));
    JsonObject one = JsonParser.parseString(json.toString()).getAsJsonObject();
    for (String list : List.of("findings", "waived", "verdicts", "disks", "vms")) {
      assertEquals(1, one.getAsJsonArray(list).size(), list);
    }
    assertEquals(0, one.getAsJsonArray("undetermined").size());
    assertEquals(1, one.getAsJsonArray("coverage").size());
  }

  @Test
  void the_schema_refuses_what_it_does_not_describe() throws IOException {
    JsonObject json = JsonParser.parseString(json(everything().build(), ENGLISH)).getAsJsonObject();
    json.getAsJsonArray("findings").get(0).getAsJsonObject().addProperty("colour", "red");
    assertFalse(problems(json.toString()).isEmpty());
    json = JsonParser.parseString(json(everything().build(), ENGLISH)).getAsJsonObject();
    json.getAsJsonObject("audit").addProperty("startedAt", "yesterday");
    assertFalse(problems(json.toString()).isEmpty());
  }

  @Test
  void keys_are_those_of_the_golden_file_in_every_language() throws IOException {
    Set<String> golden =
        new TreeSet<>(
            Files.readAllLines(
                Path.of("src/test/resources/io/vpreflight/jobs/report/audit-keys.txt")));
    for (Texts texts : List.of(ENGLISH, FRENCH)) {
      Set<String> keys = new TreeSet<>();
      collect("", JsonParser.parseString(json(everything().build(), texts)), keys);
      assertEquals(String.join("\n", golden), String.join("\n", keys));
    }
  }

  @Test
  void only_texts_change_with_the_language() throws IOException {
    JsonObject english =
        JsonParser.parseString(json(everything().build(), ENGLISH)).getAsJsonObject();
    JsonObject french =
        JsonParser.parseString(json(everything().build(), FRENCH)).getAsJsonObject();
    for (String key :
        List.of("checks", "vms", "coverage", "methods", "unknownSchema", "broke", "disks")) {
      assertEquals(english.get(key), french.get(key));
    }
    JsonObject one = english.getAsJsonArray("findings").get(0).getAsJsonObject();
    JsonObject other = french.getAsJsonArray("findings").get(0).getAsJsonObject();
    assertNotEquals(one.remove("summary"), other.remove("summary"));
    assertNotEquals(one.remove("remedy"), other.remove("remedy"));
    assertEquals(one, other);
  }

  @Test
  void a_verdict_has_its_reasons_and_a_disk_its_state() throws IOException {
    JsonObject json = JsonParser.parseString(json(everything().build(), ENGLISH)).getAsJsonObject();
    JsonObject verdict = json.getAsJsonArray("verdicts").get(0).getAsJsonObject();
    assertEquals("not-eligible", verdict.get("verdict").getAsString());
    assertEquals(
        AnAudit.CHECK,
        verdict.getAsJsonArray("reasons").get(0).getAsJsonObject().get("check").getAsString());
    assertEquals(2, json.getAsJsonObject("notJudged").get("template").getAsInt());
    JsonObject disk = json.getAsJsonArray("disks").get(0).getAsJsonObject();
    assertEquals("Hard disk 1", disk.get("label").getAsString());
    assertEquals("2000", disk.get("key").getAsString());
    assertEquals("on", disk.get("state").getAsString());
    assertEquals(
        true, disk.getAsJsonObject("evidence").get("config.changeTrackingEnabled").getAsBoolean());
  }

  @Test
  void disks_are_left_out_where_their_state_was_not_read() throws IOException {
    AnInventory inventory =
        AnInventory.of(AVm.named("web01")).without(VmProperty.CHANGE_TRACKING_ENABLED);
    JsonObject json =
        JsonParser.parseString(json(AnAudit.of(inventory).build(), ENGLISH)).getAsJsonObject();
    assertEquals(0, json.getAsJsonArray("disks").size());
  }

  @Test
  void an_audit_that_is_not_whole_says_so_and_why() throws IOException {
    JsonObject audit =
        JsonParser.parseString(json(everything().build(), ENGLISH))
            .getAsJsonObject()
            .getAsJsonObject("audit");
    assertFalse(audit.get("complete").getAsBoolean());
    assertEquals(
        "unreachable",
        audit.getAsJsonArray("incomplete").get(0).getAsJsonObject().get("cause").getAsString());
  }

  @Test
  void hostile_names_come_back_as_they_were() throws IOException {
    AnAudit audit = AnAudit.of(new AnInventory());
    Hostile.NAMES.forEach(
        name ->
            audit.findings.add(
                AnAudit.aFinding(
                    Severity.ERROR, AnAudit.machine(name, "/" + name), Map.of(name, name))));
    String json = json(audit.build(), ENGLISH);
    assertEquals(List.of(), problems(json));
    assertFalse(json.contains("<"), "a page that holds this JSON must not end its script here");
    JsonArray findings = JsonParser.parseString(json).getAsJsonObject().getAsJsonArray("findings");
    for (int i = 0; i < findings.size(); i++) {
      String name = Hostile.NAMES.get(i);
      JsonObject finding = findings.get(i).getAsJsonObject();
      JsonObject object = finding.getAsJsonObject("object");
      assertEquals(name, object.get("name").getAsString());
      assertEquals("/" + name, object.get("path").getAsString());
      assertEquals(name, finding.getAsJsonObject("evidence").get(name).getAsString());
    }
  }

  private static void collect(String path, JsonElement element, Set<String> keys) {
    if (element.isJsonArray()) {
      element.getAsJsonArray().forEach(child -> collect(path + "[]", child, keys));
    } else if (element.isJsonObject()) {
      element
          .getAsJsonObject()
          .entrySet()
          .forEach(
              entry -> {
                keys.add(path + "." + entry.getKey());
                collect(path + "." + entry.getKey(), entry.getValue(), keys);
              });
    }
  }
}
