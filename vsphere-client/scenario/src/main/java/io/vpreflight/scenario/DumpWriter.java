// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Where the files of a dump go: a folder or a zip; for one thread. */
interface DumpWriter extends AutoCloseable {
  /** Writes one file; the path may have one folder in it. */
  void write(String path, String content) throws IOException;

  @Override
  void close() throws IOException;

  static DumpWriter directory(Path directory) throws IOException {
    Files.createDirectories(directory);
    try (Stream<Path> there = Files.list(directory)) {
      if (there.findAny().isPresent()) {
        throw new IOException("will not mix a dump with what is already in " + directory);
      }
    }
    return new DumpWriter() {
      @Override
      public void write(String path, String content) throws IOException {
        Path file = directory.resolve(path);
        if (path.indexOf('/') >= 0) {
          Files.createDirectories(file.getParent());
        }
        Files.write(file, content.getBytes(StandardCharsets.UTF_8));
      }

      @Override
      public void close() {}
    };
  }

  static DumpWriter zip(OutputStream out) {
    ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    // Not the first of January 1980: that one is written with the time zone of the machine.
    LocalDateTime fixed = LocalDateTime.of(1980, 2, 1, 0, 0);
    return new DumpWriter() {
      @Override
      public void write(String path, String content) throws IOException {
        ZipEntry entry = new ZipEntry(path);
        entry.setTimeLocal(fixed);
        zip.putNextEntry(entry);
        zip.write(content.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }

      @Override
      public void close() throws IOException {
        zip.finish();
        zip.flush();
      }
    };
  }
}
