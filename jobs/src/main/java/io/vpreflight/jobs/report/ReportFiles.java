// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Puts reports into files: whole or not at all, and for their owner's eyes alone where the file
 * system knows owners. What is written lies beside its place until it is whole; a link at that
 * place is replaced, never followed.
 */
public final class ReportFiles {
  private ReportFiles() {}

  /** Something that writes itself. */
  @FunctionalInterface
  public interface Content {
    /** Writes all of it; the writer stays open. */
    void write(Writer out) throws IOException;
  }

  /**
   * Writes one file, in UTF-8.
   *
   * @param file its folder is made when it is not there
   */
  public static void write(Path file, Content content) throws IOException {
    Path whole = file.toAbsolutePath();
    Path folder = whole.getParent();
    if (folder == null || whole.getFileName() == null) {
      throw new IOException("not a file: " + file);
    }
    writeAll(folder, Map.of(whole.getFileName().toString(), content));
  }

  /**
   * Writes several files of one folder. None of them takes its place before all are written.
   *
   * @param folder made when it is not there
   * @param contents by file name, without a folder
   */
  public static void writeAll(Path folder, Map<String, Content> contents) throws IOException {
    Files.createDirectories(folder);
    Map<Path, Path> places = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, Content> entry : contents.entrySet()) {
        Path place = folder.resolve(entry.getKey());
        if (!folder.equals(place.getParent()) || Files.isDirectory(place)) {
          throw new IOException("not a file: " + place);
        }
        Path temporary = Files.createTempFile(folder, ".vpreflight-", ".tmp", ownerOnly(folder));
        places.put(temporary, place);
        fill(temporary, entry.getValue());
      }
      for (Map.Entry<Path, Path> entry : places.entrySet()) {
        Files.move(
            entry.getKey(),
            entry.getValue(),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      for (Path temporary : places.keySet()) {
        Files.deleteIfExists(temporary);
      }
    }
  }

  private static void fill(Path file, Content content) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      Writer out =
          new BufferedWriter(new OutputStreamWriter(Channels.newOutputStream(channel), UTF_8));
      content.write(out);
      out.flush();
      channel.force(true);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path folder) {
    boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
