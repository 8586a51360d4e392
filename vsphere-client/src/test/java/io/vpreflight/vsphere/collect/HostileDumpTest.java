// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.vsphere.CollectionProgress;
import io.vpreflight.vsphere.CollectionRequest;
import io.vpreflight.vsphere.FileProblem;
import io.vpreflight.vsphere.VSphereException.BadFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dumps that somebody made in order to hurt, or that broke on the way. */
class HostileDumpTest {
  private final Path temp;

  HostileDumpTest(@TempDir Path temp) {
    this.temp = temp;
  }

  private BadFile refused(Path dump) {
    BadFile e =
        assertThrows(
            BadFile.class,
            () ->
                new DumpCollector(dump)
                    .collect(
                        new CollectionRequest(Set.of(), Duration.ofHours(1)),
                        CollectionProgress.NONE));
    assertTrue(String.valueOf(e.getMessage()).startsWith(dump.toString()), e.getMessage());
    assertTrue(String.valueOf(e.getMessage()).endsWith(e.problem().remedy()), e.getMessage());
    return e;
  }

  private Path zipWith(String name, byte[] content) throws IOException {
    Path file = temp.resolve("hostile.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
      zip.closeEntry();
    }
    return file;
  }

  @Test
  void a_path_that_leads_out_of_the_zip_is_refused() throws IOException {
    byte[] content = "x".getBytes(StandardCharsets.UTF_8);
    for (String name :
        new String[] {"../../etc/cron.d/x", "a/../../x.xml", "/etc/passwd", "C:/x", "a\\..\\x"}) {
      BadFile e = refused(zipWith(name, content));
      assertEquals(FileProblem.UNSAFE, e.problem());
      assertEquals(name, e.place());
    }
    try (Stream<Path> written = Files.list(temp)) {
      assertEquals(1, written.count(), "something was extracted");
    }
  }

  @Test
  void a_symbolic_link_in_a_zip_is_refused() throws IOException {
    Path file =
        zipWith("0001-VirtualMachine-vm-1.xml", "/etc/passwd".getBytes(StandardCharsets.UTF_8));
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int header = 0;
    while (buffer.getInt(header) != 0x02014b50) {
      header++;
    }
    bytes[header + 5] = 3;
    buffer.putShort(header + 40, (short) 0xa1ff);
    Files.write(file, bytes);

    BadFile e = refused(file);
    assertEquals(FileProblem.UNSAFE, e.problem());
    assertEquals("0001-VirtualMachine-vm-1.xml", e.place());
  }

  @Test
  void a_symbolic_link_in_a_folder_is_refused() throws IOException {
    Path folder = ADump.ofVCenter().folder(temp);
    Path secret = Files.writeString(temp.resolve("secret"), "secret");
    Files.createSymbolicLink(folder.resolve("0001-VirtualMachine-vm-1.xml"), secret);
    BadFile e = refused(folder);
    assertEquals(FileProblem.UNSAFE, e.problem());
    assertEquals("0001-VirtualMachine-vm-1.xml", e.place());
  }

  @Test
  void a_folder_that_is_named_through_a_link_is_read() throws IOException {
    Path folder = ADump.ofVCenter().vm("vm-1", "a", "").folder(temp);
    Path link = Files.createSymbolicLink(temp.resolve("latest"), folder);
    int found =
        new DumpCollector(link)
            .collect(new CollectionRequest(Set.of(), Duration.ofHours(1)), CollectionProgress.NONE)
            .virtualMachines()
            .size();
    assertEquals(1, found);
  }

  @Test
  void a_zip_that_inflates_to_far_more_than_it_holds_is_refused() throws IOException {
    BadFile e = refused(zipWith("0001-VirtualMachine-vm-1.xml", new byte[8 << 20]));
    assertEquals(FileProblem.TOO_LARGE, e.problem());
  }

  @Test
  void a_zip_that_lies_about_its_sizes_is_refused_while_it_inflates() throws IOException {
    Path bomb = zipWith("0000-ServiceInstance-ServiceInstance.xml", new byte[8 << 20]);
    byte[] bytes = Files.readAllBytes(bomb);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int header = bytes.length - 3;
    do {
      header--;
    } while (buffer.getInt(header) != 0x02014b50);
    buffer.putInt(header + 24, 100);
    Files.write(bomb, bytes);

    assertEquals(FileProblem.TOO_LARGE, refused(bomb).problem());
  }

  @Test
  void too_many_entries_are_refused_before_they_are_looked_at() throws IOException {
    Path file = temp.resolve("many.zip");
    try (ZipOutputStream zip =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      zip.setLevel(0);
      for (int i = 0; i <= DumpSource.MOST_FILES; i++) {
        zip.putNextEntry(new ZipEntry(Integer.toString(i, 36)));
      }
    }
    BadFile e = refused(file);
    assertEquals(FileProblem.TOO_LARGE, e.problem());
    assertTrue(String.valueOf(e.getMessage()).contains("entries"), e.getMessage());
  }

  @Test
  void two_entries_of_one_name_are_refused() throws IOException {
    Path file = temp.resolve("twice.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("one.xml"));
      zip.putNextEntry(new ZipEntry("two.xml"));
    }
    String same = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    Files.write(file, same.replace("two.xml", "one.xml").getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(FileProblem.UNSAFE, refused(file).problem());
  }

  @Test
  void a_zip_that_was_cut_off_and_a_file_that_is_none_are_told_apart_from_a_dump()
      throws IOException {
    Path whole = ADump.ofVCenter().vm("vm-1", "a", "").zip(temp, "");
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = temp.resolve("cut.zip");
    for (int length : new int[] {0, 4, bytes.length / 2, bytes.length - 30}) {
      Files.write(cut, java.util.Arrays.copyOf(bytes, length));
      assertEquals(FileProblem.WRONG_KIND, refused(cut).problem(), "cut at " + length);
    }
    Path text = Files.writeString(temp.resolve("report.html"), "<html>not a dump</html>");
    assertEquals(FileProblem.WRONG_KIND, refused(text).problem());
  }
}
