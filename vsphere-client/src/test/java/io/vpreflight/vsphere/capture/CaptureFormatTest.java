// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmPowerState;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files outlive the version that wrote them. */
class CaptureFormatTest {
  /**
   * A component or a constant that is renamed or removed, or another type, makes files of format 1
   * unreadable or, worse, readable with a hole; so does a new component that may not be null, and a
   * new constant for older versions. Then raise {@link CaptureFile#VERSION}, read the old one too,
   * and write down what the new one holds. (Before the first release: change the list.)
   */
  @Tag("F43")
  @Test
  void what_format_1_holds_is_still_there_and_what_is_new_may_lack() throws IOException {
    Set<String> written = new TreeSet<>(resource("format-1.txt").lines().toList());
    Set<String> now = new TreeSet<>();
    Set<String> needed = new TreeSet<>();
    for (Class<?> record : Inventories.records()) {
      for (Shape.Component component : Shape.of(record).components()) {
        String line = component + " " + name(component.kind()) + (component.nullable() ? "?" : "");
        now.add(line);
        if (!component.nullable() && (component.kind() instanceof Kind.Scalar)) {
          needed.add(line);
        }
      }
    }
    Set<String> gone = new TreeSet<>(written);
    gone.removeAll(now);
    assertEquals(Set.of(), gone, "gone or changed");
    needed.removeAll(written);
    assertEquals(Set.of(), needed, "new, and every older file lacks it");
  }

  private static String name(Kind kind) {
    if (kind instanceof Kind.Nested nested) {
      return nested.type().getSimpleName();
    }
    if (kind instanceof Kind.Items items) {
      return "[" + name(items.element()) + "]";
    }
    if (kind instanceof Kind.Dictionary dictionary) {
      return "{" + name(dictionary.value()) + "}";
    }
    if (kind instanceof Kind.Words) {
      return "set";
    }
    Class<?> type = ((Kind.Scalar) kind).type();
    return type.isEnum()
        ? Arrays.stream(type.getEnumConstants())
            .map(constant -> CaptureWriter.name((Enum<?>) constant))
            .collect(Collectors.joining("|"))
        : type.getSimpleName();
  }

  @Tag("F43")
  @Test
  void a_file_of_format_1_is_read_for_ever(@TempDir Path temp) throws IOException {
    Path file = temp.resolve("old.vpf");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(resource("capture-1.json").getBytes(StandardCharsets.UTF_8));
    }
    Inventory inventory = CaptureFile.read(file);
    assertEquals("7d9f2f4e-0a52-4c0c-9a2b-6f3c1d5e8a90", inventory.vcenter().instanceUuid());
    assertEquals(Instant.parse("2026-11-21T12:00:00Z"), inventory.vcenter().collectedAt());
    assertEquals(Duration.ofSeconds(-3), inventory.vcenter().clockOffset());
    assertEquals(3, inventory.coverage().missing() + inventory.coverage().got());
    assertTrue(inventory.history().reach().doneTasks().truncated());
    assertFalse(inventory.history().reach().failedTasks().truncated());
    VirtualMachine vm = inventory.virtualMachines().get(0);
    assertEquals("web", vm.name());
    assertEquals(VmPowerState.POWERED_ON, vm.runtime().powerState());
    assertNull(vm.runtime().connectionState());
    assertNull(vm.activity().disabledMethod());
    assertTrue(vm.config().extraConfig().complete());
    assertEquals("TRUE", vm.config().extraConfig().value("scsi0:0.ctkEnabled"));
    assertEquals("NoPermission", vm.unreadable().faults().get("layoutEx"));
    assertEquals("snapshot-7", inventory.snapshots().get(0).ref().moId());
  }

  private static String resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(CaptureFormatTest.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
