// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.capture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.vsphere.CollectionProgress;
import io.vpreflight.vsphere.CollectionRequest;
import io.vpreflight.vsphere.FileProblem;
import io.vpreflight.vsphere.VSphereException.BadFile;
import io.vpreflight.vsphere.inventory.DiskBacking;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.SnapshotInfo;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmActivity;
import io.vpreflight.vsphere.inventory.VmConfig;
import io.vpreflight.vsphere.inventory.VmPowerState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureFileTest {
  private static final String HOSTILE =
      "=cmd|' /C calc'!A0 <script>alert(1)</script> \"quoted\" \\ / \n\r\t\u0000\u001b[31m "
          + "\u202e\u2028\u2029\ufeff é ü 漢字 \ud83d\ude80 %2f {\"a\":[1,null]} ";

  private final Path temp;

  CaptureFileTest(@TempDir Path temp) {
    this.temp = temp;
  }

  private Path write(Inventory inventory) throws IOException {
    Path file = temp.resolve("capture.vpf");
    CaptureFile.write(file, inventory);
    return file;
  }

  private static Inventory rich() {
    return Inventories.full(
        (component, number) -> component + HOSTILE + number,
        (component, number) -> component + HOSTILE + number);
  }

  private static String json(Path file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Path packed(String json) throws IOException {
    Path file = temp.resolve("packed.vpf");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(json.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  private static BadFile refused(Path file) {
    BadFile e = assertThrows(BadFile.class, () -> CaptureFile.read(file));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.startsWith(file.toString()), message);
    assertTrue(message.endsWith(e.problem().remedy()), message);
    return e;
  }

  @Test
  void a_rich_inventory_comes_back_as_it_was() throws IOException {
    Inventory inventory = rich();
    assertEquals(inventory, CaptureFile.read(write(inventory)));
  }

  @Test
  void every_component_of_every_record_has_something_to_lose_in_that_test() {
    Set<Shape.Component> filled = new java.util.HashSet<>();
    walk(rich(), filled);
    for (Class<?> record : Inventories.records()) {
      for (Shape.Component component : Shape.of(record).components()) {
        assertTrue(filled.contains(component), component + " is nowhere filled");
      }
    }
    assertTrue(filled.size() > 200, "only " + filled.size());
  }

  private static void walk(@Nullable Object value, Set<Shape.Component> filled) {
    if (value instanceof Collection<?> items) {
      items.forEach(item -> walk(item, filled));
    } else if (value != null && value.getClass().isRecord() && !(value instanceof MoRef)) {
      for (Shape.Component component : Shape.of(value.getClass()).components()) {
        Object inside = component.of(value);
        boolean empty =
            inside == null
                || (inside instanceof Collection<?> items && items.isEmpty())
                || (inside instanceof Map<?, ?> map && map.isEmpty());
        if (!empty) {
          filled.add(component);
        }
        walk(inside, filled);
      }
    }
  }

  @Test
  void nothing_comes_back_as_nothing_and_not_as_zero_or_false() throws IOException {
    for (int depth = 0; depth < 5; depth++) {
      Inventory inventory = Inventories.filledTo(depth);
      assertEquals(inventory, CaptureFile.read(write(inventory)), "filled to " + depth);
    }
    assertFalse(json(write(Inventories.filledTo(3))).contains("null"));
  }

  @Test
  void an_empty_list_that_vcenter_gave_is_not_an_unset_one() throws IOException {
    Inventory inventory = Inventories.filledTo(3);
    VirtualMachine vm = inventory.virtualMachines().get(0);
    VirtualMachine known =
        new VirtualMachine(
            vm.ref(),
            vm.name(),
            vm.placement(),
            vm.config(),
            vm.runtime(),
            vm.guest(),
            new SnapshotInfo(null, List.of()),
            vm.layoutEx(),
            vm.capability(),
            new VmActivity(List.of(), List.of()),
            Map.of(),
            vm.unreadable());
    VirtualMachine back = back(known);
    assertEquals(known, back);
    assertEquals(List.of(), back.activity().disabledMethod());
    assertNotNull(back.snapshot());
  }

  private VirtualMachine back(VirtualMachine vm) throws IOException {
    Inventory empty = Inventories.filledTo(0);
    Inventory inventory =
        new Inventory(
            empty.vcenter(),
            empty.coverage(),
            List.of(vm),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            empty.history());
    return CaptureFile.read(write(inventory)).virtualMachines().get(0);
  }

  @Test
  void a_chain_as_deep_as_a_reply_may_be_comes_back() throws IOException {
    SnapshotNode tree = node(List.of());
    for (int i = 0; i < 390; i++) {
      tree = node(List.of(tree));
    }
    DiskBacking backing = backing(null);
    for (int i = 0; i < 390; i++) {
      backing = backing(backing);
    }
    VirtualDisk disk = new VirtualDisk(2000, "Hard disk 1", null, null, null, backing, List.of());
    VirtualMachine vm = Inventories.filledTo(3).virtualMachines().get(0);
    VirtualMachine deep =
        new VirtualMachine(
            vm.ref(),
            vm.name(),
            vm.placement(),
            withDisk(vm.config(), disk),
            vm.runtime(),
            vm.guest(),
            new SnapshotInfo(null, List.of(tree)),
            vm.layoutEx(),
            vm.capability(),
            vm.activity(),
            vm.customValues(),
            vm.unreadable());
    VirtualMachine back = back(deep);
    assertNotNull(back.snapshot());
    assertEquals(391, back.snapshot().depth());
    assertEquals(deep, back);
  }

  private static DiskBacking backing(@Nullable DiskBacking parent) {
    return new DiskBacking("t", null, null, null, null, null, null, null, null, null, null, parent);
  }

  private static VmConfig withDisk(VmConfig config, VirtualDisk disk) {
    return new VmConfig(
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        config.origin(),
        config.options(),
        null,
        new Hardware(null, null, List.of(disk), List.of(), List.of(), List.of()),
        config.extraConfig());
  }

  private static SnapshotNode node(List<SnapshotNode> children) {
    return new SnapshotNode(
        new MoRef("VirtualMachineSnapshot", "s"),
        "n",
        null,
        1,
        Instant.EPOCH,
        VmPowerState.POWERED_OFF,
        null,
        children);
  }

  @Test
  void equal_inventories_give_equal_files() throws IOException {
    byte[] first = Files.readAllBytes(write(rich()));
    assertArrayEquals(first, Files.readAllBytes(write(CaptureFile.read(write(rich())))));
  }

  @Test
  void constants_are_written_under_their_vim25_names_and_references_short() throws IOException {
    String json = json(write(rich()));
    assertTrue(json.startsWith("{\"format\":\"vpreflight-capture\",\"version\":1,"), json);
    assertTrue(json.contains("\"powerState\":\"poweredO"), "no vim25 constant");
    assertFalse(json.contains("POWERED_"));
    assertTrue(json.contains("\"ref\":\"VirtualMachine:vm-"), "no short reference");
  }

  @Test
  void only_the_owner_may_read_it_and_an_older_one_is_replaced() throws IOException {
    Path file = Files.writeString(temp.resolve("capture.vpf"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    CaptureFile.write(file, rich());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertTrue(CaptureFile.isCapture(file));
    try (Stream<Path> files = Files.list(temp)) {
      assertEquals(List.of(file), files.toList(), "something was left beside it");
    }
  }

  @Test
  void a_link_is_replaced_and_what_it_points_to_stays_as_it_was() throws IOException {
    Path victim = Files.writeString(temp.resolve("victim"), "precious");
    Path link = Files.createSymbolicLink(temp.resolve("capture.vpf"), victim);
    CaptureFile.write(link, Inventories.filledTo(0));
    assertEquals("precious", Files.readString(victim));
    assertFalse(Files.isSymbolicLink(link));
  }

  @Tag("F38")
  @Test
  void a_write_that_fails_leaves_nothing_behind() throws IOException {
    Path folder = Files.createDirectory(temp.resolve("folder"));
    assertThrows(
        FileAlreadyExistsException.class, () -> CaptureFile.write(folder, Inventories.filledTo(0)));
    assertThrows(
        NoSuchFileException.class,
        () -> CaptureFile.write(temp.resolve("no/where.vpf"), Inventories.filledTo(0)));
    try (Stream<Path> files = Files.list(temp)) {
      assertEquals(List.of(folder), files.toList());
    }
  }

  @Tag("F43")
  @Test
  void a_newer_format_is_refused_with_the_two_versions() throws IOException {
    BadFile e = refused(packed("{\"format\":\"vpreflight-capture\",\"version\":2,\"other\":[{]]]"));
    assertEquals(FileProblem.NEWER, e.problem());
    assertTrue(String.valueOf(e.getMessage()).contains("format 2"), e.getMessage());
  }

  @Tag("F43")
  @Test
  void fields_that_we_do_not_know_are_ignored() throws IOException {
    Inventory inventory = rich();
    String json = json(write(inventory));
    String more =
        json.replace("\"inventory\":{", "\"inventory\":{\"later\":{\"x\":[1,{\"y\":null}]},")
            .replace("\"placement\":{", "\"placement\":{\"rack\":\"7\",");
    assertEquals(inventory, CaptureFile.read(packed(more)));
  }

  @Test
  void a_field_that_must_be_there_is_missed_with_its_place() throws IOException {
    String json = json(write(rich())).replaceFirst("\"collectedAt\":\"[^\"]*\",", "");
    BadFile e = refused(packed(json));
    assertEquals(FileProblem.CORRUPT, e.problem());
    assertTrue(e.place().startsWith("$.inventory.vcenter"), e.place());
    assertTrue(String.valueOf(e.getMessage()).contains("collectedAt is missing"), e.getMessage());
  }

  @Test
  void wrong_values_are_named_with_their_place() throws IOException {
    String json = json(write(rich()));
    Map<String, String> wrong =
        Map.of(
            "\"asked\":[0-9]+", "\"asked\":\"many\"",
            "\"collectedAt\":\"[^\"]*\"", "\"collectedAt\":\"yesterday\"",
            "\"ref\":\"VirtualMachine:", "\"ref\":\"",
            "\"powerState\":\"[A-Za-z]+\"", "\"powerState\":\"asleep\"",
            "\"view\":\"[A-Z_]+\"", "\"view\":null",
            "\"virtualMachines\":\\[", "\"virtualMachines\":[null,");
    for (Map.Entry<String, String> each : wrong.entrySet()) {
      String changed = json.replaceFirst(each.getKey(), each.getValue());
      assertFalse(changed.equals(json), each.getKey());
      BadFile e = refused(packed(changed));
      assertEquals(FileProblem.CORRUPT, e.problem(), each.getKey());
      assertTrue(e.place().startsWith("$.inventory."), e.place());
    }
  }

  @Test
  void one_that_was_cut_off_anywhere_is_refused() throws IOException {
    byte[] whole = Files.readAllBytes(write(rich()));
    Path cut = temp.resolve("cut.vpf");
    for (int length = 0; length < whole.length; length += 1 + whole.length / 61) {
      Files.write(cut, Arrays.copyOf(whole, length));
      FileProblem problem = refused(cut).problem();
      assertTrue(problem == FileProblem.CORRUPT || length < 2, problem + " at " + length);
    }
    Files.write(cut, Arrays.copyOf(whole, whole.length - 1));
    assertEquals(FileProblem.CORRUPT, refused(cut).problem());
  }

  @Test
  void one_that_was_damaged_never_comes_back_as_something_else() throws IOException {
    Inventory inventory = rich();
    byte[] whole = Files.readAllBytes(write(inventory));
    Path damaged = temp.resolve("damaged.vpf");
    for (int at = 10; at < whole.length; at += 1 + whole.length / 61) {
      byte[] bytes = whole.clone();
      bytes[at] ^= 0x20;
      Files.write(damaged, bytes);
      try {
        assertEquals(inventory, CaptureFile.read(damaged), "damaged at " + at);
      } catch (BadFile e) {
        assertTrue(
            Set.of(FileProblem.CORRUPT, FileProblem.TOO_LARGE, FileProblem.WRONG_KIND)
                .contains(e.problem()),
            e.problem().name());
      }
    }
  }

  @Test
  void a_text_that_grows_out_of_almost_nothing_is_refused() throws IOException {
    String start = "{\"format\":\"vpreflight-capture\",\"version\":1,\"inventory\":{\"x\":";
    Path file = temp.resolve("bomb.vpf");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(start.getBytes(StandardCharsets.UTF_8));
      byte[] spaces = new byte[1 << 20];
      Arrays.fill(spaces, (byte) ' ');
      for (int i = 0; i < 64; i++) {
        out.write(spaces);
      }
    }
    assertEquals(FileProblem.TOO_LARGE, refused(file).problem());
  }

  @Test
  void a_string_that_never_ends_is_refused_before_it_fills_the_memory() throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(
        "{\"format\":\"vpreflight-capture\",\"version\":1,\"inventory\":{\"vcenter\":{\"name\":\""
            .getBytes(StandardCharsets.UTF_8));
    byte[] noise = new byte[CaptureLimits.LONGEST_STRING + 10];
    new java.util.Random(1).nextBytes(noise);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (byte) ('a' + (noise[i] & 15));
    }
    content.writeBytes(noise);
    Path file = temp.resolve("string.vpf");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      content.writeTo(out);
    }
    BadFile e = refused(file);
    assertEquals(FileProblem.TOO_LARGE, e.problem());
    assertTrue(e.place().startsWith("$.inventory.vcenter"), e.place());
  }

  @Test
  void brackets_without_end_are_refused() throws IOException {
    String start = "{\"format\":\"vpreflight-capture\",\"version\":1,\"inventory\":{\"x\":";
    assertEquals(FileProblem.CORRUPT, refused(packed(start + "[".repeat(100_000))).problem());
  }

  @Test
  void what_is_no_capture_is_told_apart() throws IOException {
    assertEquals(FileProblem.MISSING, refused(temp.resolve("nowhere")).problem());
    assertEquals(FileProblem.UNREADABLE, refused(temp).problem());
    Path text = Files.writeString(temp.resolve("text"), "{\"format\":\"vpreflight-capture\"}");
    assertEquals(FileProblem.WRONG_KIND, refused(text).problem());
    assertEquals(FileProblem.WRONG_KIND, refused(packed("{\"format\":\"other\"}")).problem());
    assertEquals(FileProblem.CORRUPT, refused(packed("<xml/>")).problem());
    assertEquals(FileProblem.CORRUPT, refused(packed("")).problem());
    Path broken = temp.resolve("latin1.vpf");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(broken))) {
      out.write("{\"format\":\"é\"".getBytes(StandardCharsets.ISO_8859_1));
    }
    assertEquals(FileProblem.CORRUPT, refused(broken).problem());
  }

  @Test
  void something_behind_the_inventory_is_refused() throws IOException {
    String json = json(write(Inventories.filledTo(1)));
    assertEquals(FileProblem.CORRUPT, refused(packed(json + "{}")).problem());
  }

  @Test
  void the_collector_gives_what_was_saved_and_tells_how_much() throws IOException {
    Inventory inventory = rich();
    Path file = write(inventory);
    List<String> told = new ArrayList<>();
    CollectionProgress progress = (stage, done, total) -> told.add(stage + " " + done);
    assertEquals(
        inventory,
        new CaptureCollector(file)
            .collect(new CollectionRequest(Set.of(), Duration.ZERO), progress));
    assertEquals(List.of("LIST 0", "VIRTUAL_MACHINES 2"), told);
  }
}
