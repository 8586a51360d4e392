// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.scenario.VCenterScenario;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class DemoCompanyTest {
  private static final Pattern NAME = Pattern.compile("<name>name</name><val[^>]*>([^<]*)</val>");
  private static final Pattern INSTANCE_UUID =
      Pattern.compile("<name>config</name>.*?<instanceUuid>([^<]+)</instanceUuid>", Pattern.DOTALL);

  private static byte[] zip(VCenterScenario vcenter) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    vcenter.writeZip(out);
    return out.toByteArray();
  }

  private static Map<String, String> files(VCenterScenario vcenter) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(zip(vcenter)))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return files;
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }

  @Test
  void every_topic_names_an_object_that_is_there() throws IOException {
    Map<String, Set<String>> names = new TreeMap<>();
    for (VCenterScenario vcenter : DemoCompany.now().vcenters()) {
      Set<String> its = new HashSet<>();
      files(vcenter).values().forEach(xml -> its.add(first(NAME, xml)));
      names.put(vcenter.name(), its);
    }
    for (DemoTopics.Topic topic : DemoTopics.ALL) {
      assertTrue(
          names.getOrDefault("vcenter-" + topic.site(), Set.of()).contains(topic.object()),
          topic.toString());
    }
  }

  @Test
  void there_are_about_500_machines_and_every_file_is_well_formed() throws Exception {
    int machines = 0;
    for (VCenterScenario vcenter : DemoCompany.now().vcenters()) {
      for (Map.Entry<String, String> file : files(vcenter).entrySet()) {
        machines += file.getKey().contains("-VirtualMachine-") ? 1 : 0;
        byte[] bytes = file.getValue().getBytes(StandardCharsets.UTF_8);
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(bytes));
      }
    }
    assertTrue(machines > 480 && machines < 530, machines + " machines");
  }

  @Test
  void only_the_intended_machines_share_an_instance_uuid() throws IOException {
    Map<String, Set<String>> byUuid = new TreeMap<>();
    for (VCenterScenario vcenter : DemoCompany.now().vcenters()) {
      for (Map.Entry<String, String> file : files(vcenter).entrySet()) {
        if (file.getKey().contains("-VirtualMachine-")) {
          String uuid = first(INSTANCE_UUID, file.getValue());
          if (file.getValue().contains("<name>config</name>")) {
            byUuid.computeIfAbsent(uuid, key -> new HashSet<>()).add(file.getKey());
          }
        }
      }
    }
    long shared = byUuid.values().stream().filter(files -> files.size() > 1).count();

    assertFalse(byUuid.containsKey(""));
    assertEquals(5, shared);
  }

  @Test
  void two_writings_are_equal() throws IOException {
    assertArrayEquals(
        zip(DemoCompany.now().vcenters().get(0)), zip(DemoCompany.now().vcenters().get(0)));
  }

  @Test
  void the_earlier_state_has_the_same_machines() throws IOException {
    Set<String> now = new HashSet<>();
    files(DemoCompany.now().vcenters().get(0)).values().forEach(xml -> now.add(first(NAME, xml)));
    Set<String> earlier = new HashSet<>();
    files(DemoCompany.twoHoursEarlier().vcenters().get(0))
        .values()
        .forEach(xml -> earlier.add(first(NAME, xml)));

    assertEquals(now, earlier);
  }
}
