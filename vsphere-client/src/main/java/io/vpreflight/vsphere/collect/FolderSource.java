// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** A dump in a folder, or in the only folder of it that holds one. Links are not followed. */
final class FolderSource extends DumpSource {
  private static final int DEEPEST = 3;

  private final Path folder;
  private final List<Entry> entries = new ArrayList<>();

  FolderSource(Path folder) {
    super(folder);
    try {
      this.folder = folder.toRealPath();
    } catch (IOException e) {
      throw unreadable(e);
    }
    try (Stream<Path> files = Files.walk(this.folder, DEEPEST)) {
      for (Iterator<Path> all = files.iterator(); all.hasNext(); ) {
        Path file = all.next();
        BasicFileAttributes attributes =
            Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        String name = this.folder.relativize(file).toString().replace('\\', '/');
        if (attributes.isSymbolicLink() && name.endsWith(".xml")) {
          throw unsafe(name, "a symbolic link");
        }
        if (attributes.isRegularFile()) {
          entries.add(
              new Entry(name, attributes.lastModifiedTime().toInstant(), attributes.size()));
        }
        if (entries.size() > MOST_FILES) {
          throw tooLarge("", "more than " + MOST_FILES + " files");
        }
      }
    } catch (UncheckedIOException e) {
      throw unreadable(new IOException(e.getMessage(), e));
    } catch (IOException e) {
      throw unreadable(e);
    }
    entries.sort(Comparator.comparing(Entry::name));
  }

  @Override
  List<Entry> entries() {
    return entries;
  }

  @Override
  InputStream open(Entry entry) throws IOException {
    return Files.newInputStream(folder.resolve(entry.name()), LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  long limit(Entry entry) {
    return LARGEST_FILE;
  }

  @Override
  public void close() {}
}
