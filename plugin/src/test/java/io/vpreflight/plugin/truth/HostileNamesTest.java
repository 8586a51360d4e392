// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.vpreflight.plugin.cli.Shell.Result;
import io.vpreflight.plugin.server.Vcsim;
import io.vpreflight.plugin.server.VcsimOptions;
import io.vpreflight.scenario.DatacenterScenario;
import io.vpreflight.scenario.Scenario;
import io.vpreflight.scenario.VCenterScenario;
import io.vpreflight.vsphere.CollectionProgress;
import io.vpreflight.vsphere.CollectionRequest;
import io.vpreflight.vsphere.capture.CaptureCollector;
import io.vpreflight.vsphere.inventory.Inventory;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * A vCenter in which everything that a person can name has a name that means harm, read over HTTPS.
 * The names are those that XML can carry: no vCenter can send others.
 */
class HostileNamesTest {
  private static final Instant NOW = Instant.parse("2026-11-20T06:00:00Z");
  private static final List<String> NAMES =
      List.of(
          "=cmd|' /C calc'!A0",
          "@SUM(1+1)*cmd|' /C calc'!A0",
          "+1+1",
          "-2+3",
          "\t=1+1",
          "\u200b=1+1",
          "＝1+1",
          "<script>alert(1)</script>",
          "\"><img src=x onerror=alert(1)>",
          "' onmouseover='alert(1)",
          "</style></title><h1>x",
          "<![CDATA[x]]>&amp;&#10;",
          "two\nlines",
          "x\r\n2026-11-20 INFO approved",
          "bell\u0085next\u009b31mred\u007f",
          "line\u2028and\u2029paragraph",
          "\u202egnp.exe\u2066x",
          "x".repeat(4096),
          "a%2fb%5c%25c",
          "{0}{1,choice}'",
          "${jndi:ldap://x.invalid}{{7*7}}%s%n",
          "a;b,\"c\"",
          "💾 база 数据库 قاعدة");

  @TempDir static Path temp;
  private static Vcsim server;

  @BeforeAll
  static void start() throws IOException {
    VCenterScenario vcenter = Scenario.vcenter("vcenter-hostile", NOW);
    DatacenterScenario paris = vcenter.datacenter("Paris");
    for (String name : NAMES) {
      paris
          .folder("folder " + NAMES.indexOf(name))
          .name(name)
          .vm(name)
          .storedOn(paris.datastore("datastore " + name))
          .connectedTo(paris.network("network " + name))
          .annotation(name)
          .customValue("owner", name)
          .snapshot(name, NOW.minus(Duration.ofDays(40)), s -> s.description(name));
    }
    Path folder = temp.resolve("dump");
    vcenter.writeTo(folder);
    server =
        Vcsim.start(VcsimOptions.dump(folder).clockOffset(Duration.between(Instant.now(), NOW)));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private Result audit(String... words) throws IOException {
    String[] all = Stream.concat(Stream.of("audit"), Stream.of(words)).toArray(String[]::new);
    Result result = new Audits(temp).on(server, all);
    assertTrue(result.code() < 2, result.toString());
    return result;
  }

  @Test
  void json_gives_every_name_back_as_it_was() throws IOException {
    Result result = audit("--format", "json");
    SchemaTest.assertDescribed(result);
    JsonObject json = Audits.json(result);
    assertSame(names(Audits.all(json, "vms").stream()));
    assertSame(
        names(
            Audits.all(json, "findings").stream()
                .filter(f -> Audits.word(f, "check").equals("vm.snapshot.age"))));
  }

  /** Every name once, as vCenter stores it, and no other; told so that one can read it. */
  private static void assertSame(Stream<String> names) {
    List<String> found = names.map(HostileNamesTest::typed).toList();
    assertEquals(List.of(), found.stream().filter(name -> !NAMES.contains(name)).toList());
    assertEquals(
        List.of(),
        NAMES.stream()
            .filter(name -> !found.contains(name))
            .map(n -> n.substring(0, Math.min(20, n.length())))
            .toList());
    assertEquals(NAMES.size(), found.size());
  }

  private static String typed(String stored) {
    return stored.replace("%2f", "/").replace("%5c", "\\").replace("%25", "%");
  }

  private static Stream<String> names(Stream<JsonObject> objects) {
    return objects.map(o -> Audits.word(o.has("object") ? o.getAsJsonObject("object") : o, "name"));
  }

  @Test
  void text_cannot_steer_the_terminal_nor_forge_a_line() throws IOException {
    for (String language : List.of("en", "fr")) {
      Result result = audit("--lang", language);
      for (String text : List.of(result.out(), result.err())) {
        text.codePoints().forEach(c -> assertHarmless(c, text));
        assertFalse(text.lines().anyMatch(line -> line.startsWith("2026-11-20 INFO")), text);
        assertTrue(text.lines().allMatch(line -> line.length() < 1000), text);
      }
      // Of a long list the text shows the first few.
      for (String name :
          List.of("${jndi:ldap://x.invalid}{{7*7}}%s%n", "·=1+1", "</style></title><h1>x")) {
        assertTrue(result.out().contains("/Paris/" + name + "/" + name), result.out());
      }
    }
  }

  private static void assertHarmless(int c, String text) {
    boolean harmful =
        c != '\n'
            && (Character.getType(c) == Character.CONTROL
                || Character.getType(c) == Character.LINE_SEPARATOR
                || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069));
    assertFalse(harmful, () -> "U+%04X in %s".formatted(c, text));
  }

  @Test
  void csv_has_one_record_a_machine_and_no_cell_that_is_a_formula() throws IOException {
    Path folder = temp.resolve("csv");
    audit("--format", "csv", "--out", folder.toString());
    List<NamedCsvRecord> machines = read(folder.resolve("vms.csv"));
    assertSame(machines.stream().map(row -> unguarded(unspelled(row.getField("name")))));
    int tables = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        tables++;
        for (NamedCsvRecord row : read(file)) {
          row.getFields().forEach(HostileNamesTest::assertNoFormula);
        }
      }
    }
    assertEquals(10, tables);
  }

  private static List<NamedCsvRecord> read(Path file) throws IOException {
    try (CsvReader<NamedCsvRecord> csv =
        CsvReader.builder().ofNamedCsvRecord(Files.readString(file))) {
      return csv.stream().toList();
    }
  }

  /** What cannot be seen is spelled in a cell. */
  private static String unspelled(String cell) {
    return Pattern.compile("\\\\u([0-9a-f]{4})")
        .matcher(cell)
        .replaceAll(
            one ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(one.group(1), 16))));
  }

  private static String unguarded(String cell) {
    boolean guarded = cell.startsWith("'") && NAMES.contains(typed(cell.substring(1)));
    return guarded ? cell.substring(1) : cell;
  }

  private static void assertNoFormula(String cell) {
    boolean number = cell.matches("-?\\d+([.,]\\d+)?");
    String seen = cell.replaceFirst("^[\\s\\p{Cf}\\p{Cc}\\u00a0]+", "");
    assertTrue(number || seen.isEmpty() || "=+-@＝＋－＠".indexOf(seen.charAt(0)) < 0, cell);
  }

  @Test
  void html_has_no_element_and_no_attribute_that_came_from_a_name() throws Exception {
    Path file = temp.resolve("report.html");
    for (String profile : SchemaTest.PROFILES) {
      audit("--format", "html", "--profile", profile, "--out", file.toString());
      Document page = parse(Files.readString(file));
      NodeList elements = page.getElementsByTagName("*");
      StringBuilder text = new StringBuilder(page.getDocumentElement().getTextContent());
      for (int i = 0; i < elements.getLength(); i++) {
        Element element = (Element) elements.item(i);
        String tag = element.getTagName();
        assertFalse(Set.of("script", "img", "iframe", "object").contains(tag), tag);
        NamedNodeMap attributes = element.getAttributes();
        for (int a = 0; a < attributes.getLength(); a++) {
          String name = attributes.item(a).getNodeName();
          assertFalse(name.startsWith("on"), tag + " " + name);
          assertFalse(attributes.item(a).getNodeValue().startsWith("javascript:"), tag);
          text.append('\n').append(attributes.item(a).getNodeValue());
        }
      }
      assertEquals(1, page.getElementsByTagName("h1").getLength(), profile);
      for (String name :
          List.of("=cmd|' /C calc'!A0", "<script>alert(1)</script>", "{0}{1,choice}'")) {
        assertTrue(text.indexOf(name) >= 0, name + " in " + profile);
      }
    }
  }

  private static Document parse(String html) throws IOException, SAXException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setExpandEntityReferences(false);
      return factory.newDocumentBuilder().parse(new InputSource(new StringReader(html)));
    } catch (ParserConfigurationException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void a_capture_gives_every_name_back_and_one_under_other_names_none() throws IOException {
    Audits audits = new Audits(temp);
    Inventory inventory =
        new CaptureCollector(audits.capture(server, "plain"))
            .collect(new CollectionRequest(Set.of(), Duration.ZERO), CollectionProgress.NONE);
    assertSame(inventory.virtualMachines().stream().map(vm -> vm.name()));
    Path redacted = audits.capture(server, "redacted", "--redact");
    String text;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(redacted))) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    for (String part :
        List.of(
            "calc",
            "alert",
            "onmouseover",
            "approved",
            "gnp.exe",
            "xxxxxxxx",
            "jndi",
            "choice",
            "база",
            "nlines",
            "style",
            "CDATA",
            "%2f",
            "\\u202e",
            "\u202e")) {
      assertFalse(text.contains(part), part);
    }
    Result result = audits.run("audit", "--from", redacted.toString(), "--format", "json");
    assertEquals(NAMES.size(), Audits.all(Audits.json(result), "vms").size(), result.err());
  }
}
