// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes small dumps in the layout of {@code govc object.save}. */
final class ADump {
  static final String VCENTER_UUID = "7d9f2f4e-0a52-4c0c-9a2b-6f3c1d5e8a90";

  private final Map<String, String> files = new LinkedHashMap<>();
  private int number;

  /** A vCenter 8.0.3 with nothing in it, saved at 2026-11-21T12:00:00Z. */
  static ADump ofVCenter() {
    return new ADump()
        .object(
            "ServiceInstance",
            "ServiceInstance",
            property("serverClock", "xsd:dateTime", "2026-11-21T12:00:00Z"),
            serviceContent("VirtualCenter", "<instanceUuid>" + VCENTER_UUID + "</instanceUuid>"));
  }

  static String serviceContent(String apiType, String more) {
    return property(
        "content",
        "ServiceContent",
        "<rootFolder type=\"Folder\">group-d1</rootFolder>"
            + "<propertyCollector type=\"PropertyCollector\">propertyCollector</propertyCollector>"
            + "<about><name>a server</name><fullName>a server 8.0.3 build-1</fullName>"
            + "<version>8.0.3</version><build>1</build><apiType>"
            + apiType
            + "</apiType><apiVersion>8.0.3.0</apiVersion>"
            + more
            + "</about>");
  }

  /** One {@code propSet}, written as govc does. */
  static String property(String name, String type, String content) {
    return "<propSet><name>"
        + name
        + "</name><val xmlns:XMLSchema-instance=\"http://www.w3.org/2001/XMLSchema-instance\""
        + " XMLSchema-instance:type=\""
        + type
        + "\">"
        + content
        + "</val></propSet>";
  }

  /** One {@code propSet} with a reference, whose two type attributes are easily mistaken. */
  static String reference(String name, String type, String moId) {
    return "<propSet><name>"
        + name
        + "</name><val xmlns:XMLSchema-instance=\"http://www.w3.org/2001/XMLSchema-instance\""
        + " XMLSchema-instance:type=\"ManagedObjectReference\" type=\""
        + type
        + "\">"
        + moId
        + "</val></propSet>";
  }

  ADump object(String type, String moId, String... properties) {
    return file(
        name(type, moId),
        "<ObjectContent><obj type=\""
            + type
            + "\">"
            + moId
            + "</obj>"
            + String.join("", properties)
            + "</ObjectContent>");
  }

  /** A virtual machine that is on, with the properties that every one has, and more. */
  ADump vm(String moId, String name, String config, String... more) {
    return object(
        "VirtualMachine",
        moId,
        property("name", "xsd:string", name),
        reference("parent", "Folder", "group-v3"),
        property("capability", "VirtualMachineCapability", ""),
        property("guestHeartbeatStatus", "ManagedEntityStatus", "green"),
        property(
            "runtime",
            "VirtualMachineRuntimeInfo",
            "<host type=\"HostSystem\">host-1</host><connectionState>connected</connectionState>"
                + "<powerState>poweredOn</powerState>"),
        property("config", "VirtualMachineConfigInfo", config),
        String.join("", more));
  }

  ADump host(String moId, String name) {
    return object(
        "HostSystem",
        moId,
        property("name", "xsd:string", name),
        property(
            "runtime",
            "HostRuntimeInfo",
            "<connectionState>connected</connectionState><powerState>poweredOn</powerState>"),
        property("summary", "HostListSummary", "<rebootRequired>false</rebootRequired>"));
  }

  ADump file(String name, String content) {
    files.put(name, content);
    return this;
  }

  /** The name of the next file, with the moId escaped as govc does. */
  String name(String type, String moId) {
    String encoded = URLEncoder.encode(moId, StandardCharsets.UTF_8);
    return String.format(java.util.Locale.ROOT, "%04d-%s-%s.xml", number++, type, encoded);
  }

  Path folder(Path parent) {
    Path folder = parent.resolve("dump");
    try {
      for (Map.Entry<String, String> file : files.entrySet()) {
        Path path = folder.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }

  /** As a zip, below a folder or with an empty prefix at its root. */
  Path zip(Path parent, String prefix) {
    Path file = parent.resolve("dump.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, String> each : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(prefix + each.getKey()));
        zip.write(each.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }
}
