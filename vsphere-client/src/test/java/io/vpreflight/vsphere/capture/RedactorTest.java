// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactorTest {
  private static final byte[] KEY = "a key of the tests only".getBytes(StandardCharsets.UTF_8);

  private final Redactor redactor = new Redactor(KEY, List.of());
  private final Words words = new Words(KEY, List.of());

  /** Something that each rule is about, always another one, and always telling of somebody. */
  private static String secret(Rule rule, int n) {
    String hex = String.format(Locale.ROOT, "%012x", 0x5ec4e7000000L + n);
    return switch (rule) {
      case KEEP -> "kept" + n;
      case NAME -> "ZqSecret " + n + "_replica";
      case HOST_NAME -> "zqsecret" + n + ".zqsecret.example:8443";
      case ADDRESS -> "10.77." + (n >> 8) + "." + (n & 255);
      case MAC -> "00:50:56:9e:" + hex.substring(8, 10) + ":" + hex.substring(10);
      case UUID -> "501f5ec4-0000-4000-8000-" + hex;
      case CHANGE_ID ->
          "52 66 5e c4 00 00 40 00-80 00 " + hex.replaceAll("(..)(?!$)", "$1 ") + "/7";
      case MO_ID -> "HaNetwork-ZqSecret " + n;
      case PATH -> "[ZqSecret" + n + "] zqsecret" + n + "/zqsecret" + n + "_1-000002-ctk.vmdk";
      case USER -> "ZQSECRET" + n + "\\zqsecret" + n;
      case TEXT -> "ask zqsecret" + n + " before Veeam, tel. " + n;
      case MESSAGE -> "zqsecret" + n + ": [NFC ERROR] Out of memory";
      case MESSAGE_KEY -> "zqsecret.is.not.a.key" + n;
      case SCHEMA -> "Kind of:zqsecret " + n;
      case CONFIG_VALUE -> "zqsecret" + n;
      case DETAIL -> "zqsecret" + n;
      case RESOURCE_POOL -> "host/user/zqsecret" + n;
    };
  }

  private static String secret(Shape.Component component, int n) {
    return secret(rule(component, false), n);
  }

  private static String secretKey(Shape.Component component, int n) {
    return secret(rule(component, true), n);
  }

  private static Rule rule(Shape.Component component, boolean keys) {
    return Objects.requireNonNull(Redactor.rule(component, keys), component.toString());
  }

  private static Inventory rich() {
    return Inventories.full(RedactorTest::secret, RedactorTest::secretKey);
  }

  @Test
  void no_original_text_survives_anywhere_in_the_file(@TempDir Path temp) throws IOException {
    Set<String> originals = new HashSet<>();
    Inventory rich =
        Inventories.full(
            (component, n) -> noted(secret(component, n), originals),
            (component, n) -> noted(secretKey(component, n), originals));
    Path file = temp.resolve("redacted.vpf");
    CaptureFile.write(file, redactor.redact(rich));
    String json;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertTrue(originals.size() > 100, "only " + originals.size());
    for (String original : originals) {
      assertFalse(json.contains(original.replace("\\", "\\\\")), original);
    }
    String lower = json.toLowerCase(Locale.ROOT);
    int at = lower.indexOf("zqsecret");
    assertEquals(-1, at, at < 0 ? "" : json.substring(Math.max(0, at - 200), at + 40));
    assertTrue(json.contains("\"kept"), "what is kept was lost");
  }

  private static String noted(String text, Set<String> originals) {
    if (!text.startsWith("kept")) {
      originals.add(text);
    }
    return text;
  }

  @Test
  void every_text_of_every_record_has_a_rule_and_every_rule_a_text() throws IOException {
    Set<String> needed = new TreeSet<>();
    for (Class<?> record : Inventories.records()) {
      for (Shape.Component component : Shape.of(record).components()) {
        Kind kind = component.kind();
        Kind inner = kind;
        if (kind instanceof Kind.Dictionary dictionary) {
          needed.add(component + "#key");
          inner = dictionary.value();
        }
        while (inner instanceof Kind.Items items) {
          inner = items.element();
        }
        boolean text = inner instanceof Kind.Scalar scalar && scalar.type() == String.class;
        if (text || inner instanceof Kind.Words) {
          needed.add(component.toString());
        }
      }
    }
    try (InputStream in = Redactor.class.getResourceAsStream("redaction-rules.txt")) {
      assertTrue(in != null);
      Set<String> ruled =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .map(line -> line.substring(0, line.indexOf(' ')))
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(needed, ruled);
    }
  }

  @Test
  void nulls_empties_and_numbers_stay_as_they_are() {
    for (int depth = 0; depth < 4; depth++) {
      Inventory inventory = Inventories.filledTo(depth);
      assertEquals(inventory, redactor.redact(inventory));
    }
    Inventory rich = rich();
    Inventory redacted = redactor.redact(rich);
    assertEquals(rich.vcenter().collectedAt(), redacted.vcenter().collectedAt());
    assertEquals(
        disks(rich.virtualMachines().get(0)).map(disk -> "" + disk.capacityInBytes()),
        disks(redacted.virtualMachines().get(0)).map(disk -> "" + disk.capacityInBytes()));
  }

  @Test
  void the_same_key_gives_the_same_and_another_redactor_something_else() {
    Inventory rich = rich();
    assertEquals(redactor.redact(rich), new Redactor(KEY, List.of()).redact(rich));
    assertNotEquals(redactor.redact(rich), new Redactor().redact(rich));
    assertNotEquals(new Redactor().redact(rich), new Redactor().redact(rich));
    assertThrows(IllegalArgumentException.class, () -> new Redactor(new byte[15], List.of()));
  }

  @Test
  void duplicates_and_shared_datastores_are_as_many_as_before_in_all_vcenters() {
    List<Inventory> before = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      // Numbers that come again and again make duplicates, within an inventory and across both.
      before.add(
          Inventories.full((component, n) -> secret(component, n % 7), RedactorTest::secretKey));
    }
    List<Inventory> after = before.stream().map(redactor::redact).toList();
    List<Function<VirtualMachine, String>> facts =
        List.of(
            vm -> String.valueOf(vm.config().instanceUuid()),
            vm -> String.valueOf(vm.config().uuid()),
            VirtualMachine::name,
            vm -> String.valueOf(vm.guest().ipAddress()),
            vm -> vm.placement().datastore().toString(),
            vm -> store(String.valueOf(vm.config().origin().vmPathName())),
            vm -> disks(vm).map(disk -> String.valueOf(disk.backing().uuid())),
            vm -> disks(vm).map(disk -> store(String.valueOf(disk.backing().fileName()))));
    for (Function<VirtualMachine, String> fact : facts) {
      assertEquals(groups(before, fact), groups(after, fact));
    }
  }

  private static Disks disks(VirtualMachine vm) {
    return new Disks(vm.config().hardware() == null ? List.of() : vm.config().hardware().disks());
  }

  private record Disks(List<VirtualDisk> disks) {
    String map(Function<VirtualDisk, String> of) {
      return disks.stream().map(of).collect(Collectors.joining(","));
    }
  }

  private static String store(String path) {
    return path.substring(0, path.indexOf(']') + 1);
  }

  /** How many virtual machines share a value, whatever it is. */
  private static List<Integer> groups(
      List<Inventory> inventories, Function<VirtualMachine, String> fact) {
    Map<String, Integer> groups = new HashMap<>();
    inventories.stream()
        .flatMap(inventory -> inventory.virtualMachines().stream())
        .forEach(vm -> groups.merge(fact.apply(vm), 1, Integer::sum));
    return groups.values().stream().sorted().toList();
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3, '10\\..*'",
    "172.20.1.1, '172\\.(1[6-9]|2\\d|3[01])\\..*'",
    "192.168.7.9, '192\\.168\\..*'",
    "169.254.3.4, '169\\.254\\..*'",
    "100.70.1.1, '100\\.(6[4-9]|[7-9]\\d|1[01]\\d|12[0-7])\\..*'",
    "239.1.2.3, '239\\..*'",
    "127.0.0.1, '127\\.0\\.0\\.1'",
    "0.0.0.0, '0\\.0\\.0\\.0'",
    "255.255.255.255, '255\\.255\\.255\\.255'",
    "fe80::250:56ff:fe80:270f, 'fe80:0:0:0:[0-9a-f:]+'",
    "fe80::1%4, 'fe80:.*%4'",
    "FD12:3456::1, 'fd[0-9a-f]{2}:.*'",
    "2a01:e0a::5, '2001:db8:.*'",
    "ff02::1, 'ff02:.*'",
    "::1, '0:0:0:0:0:0:0:1'",
    "::, '0:0:0:0:0:0:0:0'",
    "::ffff:10.1.2.3, '::ffff:10\\..*'",
    "::ffff:0a01:0203, '::ffff:10\\..*'",
    "10.1.2.300, 'n[a-z2-7]{12}'",
    "12:zz::, 'n[a-z2-7]{12}'"
  })
  void addresses_keep_their_class(String address, String expected) {
    String made = words.replace(Rule.ADDRESS, address, "");
    assertTrue(made.matches(expected), address + " became " + made);
  }

  @Test
  void different_addresses_stay_different_and_public_ones_public() {
    Set<String> private24 = new HashSet<>();
    Set<String> macs = new HashSet<>();
    for (int i = 0; i < 65_536; i++) {
      String low = (i >> 8) + "." + (i & 255);
      private24.add(words.replace(Rule.ADDRESS, "192.168." + low, ""));
      macs.add(
          words.replace(
              Rule.MAC, String.format(Locale.ROOT, "00:50:56:00:%02x:%02x", i >> 8, i & 255), ""));
    }
    assertEquals(65_536, private24.size());
    assertEquals(65_536, macs.size());
    for (int i = 0; i < 1000; i++) {
      String made = words.replace(Rule.ADDRESS, "8.8." + (i >> 8) + "." + (i & 255), "");
      int first = Integer.parseInt(made.substring(0, made.indexOf('.')));
      assertTrue(first > 0 && first < 224 && first != 10 && first != 127, made);
      assertFalse(made.startsWith("192.168.") || made.startsWith("169.254."), made);
    }
  }

  @Test
  void mac_addresses_keep_their_maker_and_their_form() {
    String made = words.replace(Rule.MAC, "00:50:56:AB:CD:EF", "");
    assertTrue(made.matches("00:50:56(:[0-9a-f]{2}){3}"), made);
    assertEquals(made, words.replace(Rule.MAC, "00:50:56:ab:cd:ef", ""));
    assertEquals(made.replace(':', '-'), words.replace(Rule.MAC, "00-50-56-ab-cd-ef", ""));
    assertEquals("00:00:00:00:00:00", words.replace(Rule.MAC, "00:00:00:00:00:00", ""));
  }

  @Test
  void a_uuid_is_the_same_in_whatever_form_and_nobody_is_called_zero() {
    String made = words.replace(Rule.UUID, "501F0A2C-1111-4222-8333-444455556666", "");
    assertTrue(made.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"), made);
    assertEquals(made, words.replace(Rule.UUID, "501f0a2c-1111-4222-8333-444455556666", ""));
    assertEquals(
        made.replace("-", ""), words.replace(Rule.UUID, "501f0a2c111142228333444455556666", ""));
    String zero = "00000000-0000-0000-0000-000000000000";
    assertEquals(zero, words.replace(Rule.UUID, zero, ""));
  }

  @Test
  void a_change_id_keeps_its_counter_and_tells_whether_its_uuid_is_another() {
    String epoch = "52 66 80 a9 81 0f 29 07-48 3f 0c 4c 3d 24 b2 b5";
    String made = words.replace(Rule.CHANGE_ID, epoch + "/249", "");
    assertTrue(made.endsWith("/249"), made);
    assertEquals(made.replace("/249", "/250"), words.replace(Rule.CHANGE_ID, epoch + "/250", ""));
    assertFalse(made.startsWith("52 66"), made);
    assertEquals("*", words.replace(Rule.CHANGE_ID, "*", ""));
  }

  @Test
  void paths_keep_their_structure_and_agree_with_the_names() {
    String store = words.replace(Rule.NAME, "SAN 01", "");
    String vm = words.replace(Rule.NAME, "web01", "");
    Map<String, String> expected =
        Map.of(
            "[SAN 01] web01/web01.vmdk", "[S] V/V.vmdk",
            "[SAN 01] web01/web01_1-000002.vmdk", "[S] V/V_1-000002.vmdk",
            "[SAN 01] web01/web01-000004-delta.vmdk", "[S] V/V-000004-delta.vmdk",
            "[SAN 01] web01/web01-000001-ctk.vmdk", "[S] V/V-000001-ctk.vmdk",
            "[SAN 01] web01/web01-000001-sesparse.vmdk", "[S] V/V-000001-sesparse.vmdk",
            "[SAN 01] web01/web01-Snapshot12.vmsn", "[S] V/V-Snapshot12.vmsn",
            "[SAN 01] web01/web01-rdmp.vmdk", "[S] V/V-rdmp.vmdk",
            "[SAN 01] web01/web01.vmx", "[S] V/V.vmx",
            "[SAN 01]", "[S]",
            "/vmfs/volumes/web01/web01.vmx", "/vmfs/volumes/V/V.vmx");
    expected.forEach(
        (path, pattern) ->
            assertEquals(
                pattern
                    .replace("S]", store + "]")
                    .replace("V/", vm + "/")
                    .replaceAll("/V([._-])", "/" + vm + "$1"),
                words.replace(Rule.PATH, path, ""),
                path));
  }

  @Test
  void the_volume_of_a_stand_alone_host_is_one_in_its_url_its_reference_and_its_paths() {
    String volume = "64d4b065-879077de-6dfb-5254000ed68e";
    String made = words.replace(Rule.MO_ID, volume, "");
    assertNotEquals(volume, made);
    assertEquals(
        "ds:///vmfs/volumes/" + made + "/",
        words.replace(Rule.PATH, "ds:///vmfs/volumes/" + volume + "/", ""));
    assertEquals(
        "ds:///vmfs/volumes/vsan:" + made + "/",
        words.replace(Rule.PATH, "ds:///vmfs/volumes/vsan:" + volume + "/", ""));
    assertEquals(
        "HaNetwork-" + words.replace(Rule.NAME, "VM Network", ""),
        words.replace(Rule.MO_ID, "HaNetwork-VM Network", ""));
    for (String plain :
        List.of("vm-42", "group-v3", "10", "10-snapshot-3", "ha-host", "ha-folder-vm")) {
      assertEquals(plain, words.replace(Rule.MO_ID, plain, ""));
    }
  }

  @Test
  void a_host_name_is_one_name_in_its_domain_whatever_its_case() {
    String made = words.replace(Rule.HOST_NAME, "vc01.corp.example", "");
    assertEquals(made, words.replace(Rule.HOST_NAME, "VC01.Corp.Example", ""));
    assertEquals(made + ":8443", words.replace(Rule.HOST_NAME, "vc01.corp.example:8443", ""));
    String other = words.replace(Rule.HOST_NAME, "vc02.corp.example", "");
    assertEquals(made.substring(made.indexOf('.')), other.substring(other.indexOf('.')));
    assertNotEquals(made, other);
    // The appliance of a vCenter is known by having the name or the address of the vCenter.
    assertEquals(
        words.replace(Rule.ADDRESS, "10.9.8.7", ""), words.replace(Rule.HOST_NAME, "10.9.8.7", ""));
    assertEquals(
        "localhost.localdomain", words.replace(Rule.HOST_NAME, "localhost.localdomain", ""));
  }

  @Test
  void what_roles_and_leftovers_are_known_by_is_kept_in_its_place() {
    String name = words.replace(Rule.NAME, "web01", "");
    assertEquals(name + "_replica", words.replace(Rule.NAME, "web01_replica", ""));
    assertEquals("vCLS", words.replace(Rule.NAME, "vCLS", ""));
    assertTrue(words.replace(Rule.NAME, "vCLS-4c4c-77", "").matches("vCLS-n[a-z2-7]{12}"));

    Map<String, String> texts =
        Map.of(
            "VEEAM BACKUP TEMPORARY SNAPSHOT", "VEEAM BACKUP TEMPORARY SNAPSHOT",
            "Consolidate Helper- 0", "Consolidate Helper- 0",
            "__GX_BACKUP__", "__GX_BACKUP__",
            "migratekit", "migratekit",
            "Please do not delete. It is being used by Veeam Backup.",
                "n[a-z2-7]{12}\\. It is being used by Veeam Backup\\.",
            "Restore Point 11-19-2026 22:00:05", "Restore Point n[a-z2-7]{12}",
            "forklift-migration-precopy-web01", "forklift-migration-precopy-n[a-z2-7]{12}",
            "VMware vCenter Server Appliance of ACME", "VMware vCenter Server n[a-z2-7]{12}",
            "before the patch of Bob", "n[a-z2-7]{12}");
    texts.forEach(
        (text, expected) -> {
          String made = words.replace(Rule.TEXT, text, "");
          assertTrue(made.matches(expected), made);
        });
    assertEquals("DPMServer", words.replace(Rule.TEXT, "DPMServer", ""));
  }

  @Test
  void the_marks_that_the_caller_names_are_kept_too() {
    Words more = new Words(KEY, List.of(Pattern.compile("ACME Backup \\d+")));
    String made = more.replace(Rule.TEXT, "by ACME Backup 7 for Bob", "");
    assertTrue(made.matches("n[a-z2-7]{12} ACME Backup 7 n[a-z2-7]{12}"), made);
  }

  @Test
  void messages_keep_what_was_wrong_and_not_with_what() {
    assertEquals(
        "2026-11-21T10:00:00.123Z …]: [NFC ERROR] …: Memory allocation failed. Out of memory.",
        words.replace(
            Rule.MESSAGE,
            "2026-11-21T10:00:00.123Z warning hostd[2100]: [NFC ERROR] disk of web01:"
                + " Memory allocation failed. Out of memory.",
            ""));
    assertEquals(
        "msg.hbacommon.corruptredo:…",
        words.replace(Rule.MESSAGE, "msg.hbacommon.corruptredo:The redo log of web01", ""));
    assertEquals("…", words.replace(Rule.MESSAGE, "Geheimnis von web01", ""));
    assertEquals(
        "msg.snapshot.error-QUIESCINGERROR",
        words.replace(Rule.MESSAGE_KEY, "msg.snapshot.error-QUIESCINGERROR", ""));
  }

  @Test
  void users_keep_their_form_and_those_that_everybody_has() {
    assertEquals("root", words.replace(Rule.USER, "root", ""));
    assertEquals(
        "VSPHERE.LOCAL\\Administrator",
        words.replace(Rule.USER, "VSPHERE.LOCAL\\Administrator", ""));
    assertEquals("com.vmware.vcha", words.replace(Rule.USER, "com.vmware.vcha", ""));
    String made = words.replace(Rule.USER, "CORP\\jdoe", "");
    assertTrue(made.matches("n[a-z2-7]{12}\\\\n[a-z2-7]{12}"), made);
    String mail = words.replace(Rule.USER, "jdoe@CORP", "");
    assertEquals(made.substring(made.indexOf('\\') + 1), mail.substring(0, mail.indexOf('@')));
  }

  @Test
  void fields_of_events_are_known_by_what_they_look_like() {
    String uuid = "501f0a2c-1111-4222-8333-444455556666";
    assertEquals(
        words.replace(Rule.UUID, uuid, ""), words.replace(Rule.DETAIL, uuid, "instanceUuid"));
    String mac = "00:50:56:ab:cd:ef";
    assertEquals(words.replace(Rule.MAC, mac, ""), words.replace(Rule.DETAIL, mac, "mac"));
    assertEquals("vm-42", words.replace(Rule.DETAIL, "vm-42", "conflictedVm.vm"));
    assertEquals("true", words.replace(Rule.DETAIL, "true", "configSpec.changeTrackingEnabled"));
    assertEquals(
        "2000", words.replace(Rule.DETAIL, "2000", "configSpec.deviceChange[0].device.key"));
    assertEquals("add", words.replace(Rule.DETAIL, "add", "configSpec.deviceChange[0].operation"));
    assertEquals("userRequest", words.replace(Rule.DETAIL, "userRequest", "reason"));
    assertEquals(
        words.replace(Rule.NAME, "web01", ""),
        words.replace(Rule.DETAIL, "web01", "conflictedVm.name"));
    assertEquals(
        words.replace(Rule.PATH, "[ds] web01/web01_1.vmdk", ""),
        words.replace(Rule.DETAIL, "[ds] web01/web01_1.vmdk", "x.device.backing.fileName"));
  }
}
