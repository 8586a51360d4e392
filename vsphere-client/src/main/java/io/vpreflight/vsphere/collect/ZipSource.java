// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.FileProblem;
import io.vpreflight.vsphere.VSphereException.BadFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A dump in a zip. One that reaches outside of itself, holds links, or inflates to more than an
 * honest one would, is refused as a whole.
 */
final class ZipSource extends DumpSource {
  /** How far XML may be packed; that of a dump comes to about twenty. */
  private static final int MOST_INFLATED = 100;

  private static final long ALWAYS_ALLOWED = 1 << 20;

  private final ZipFile zip;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, ZipEntry> byName = new HashMap<>();

  ZipSource(Path file) {
    super(file);
    try {
      ZipDirectory directory = ZipDirectory.read(file, MOST_FILES);
      if (directory.entries() > MOST_FILES) {
        throw tooLarge("", "more than " + MOST_FILES + " entries");
      }
      if (directory.link() != null) {
        throw unsafe(directory.link(), "a symbolic link");
      }
      zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8);
    } catch (AccessDeniedException | FileNotFoundException e) {
      throw unreadable(e);
    } catch (ZipException e) {
      String detail = "not a folder, and not a zip: " + e.getMessage();
      throw new BadFile(FileProblem.WRONG_KIND, file(), "", detail, e);
    } catch (IOException e) {
      throw unreadable(e);
    }
    try {
      look();
    } catch (BadFile e) {
      close();
      throw e;
    }
  }

  private void look() {
    long packed = 0;
    long inflated = 0;
    for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
      ZipEntry entry = all.nextElement();
      String name = entry.getName();
      checkName(name);
      if (byName.put(name, entry) != null) {
        throw unsafe(name, "two entries of that name");
      }
      if (entry.getSize() > limit(entry)) {
        throw tooLarge(name, "inflates to " + entry.getSize() + " bytes");
      }
      packed += Math.max(0, entry.getCompressedSize());
      inflated += Math.max(0, entry.getSize());
      if (!entry.isDirectory()) {
        entries.add(new Entry(name, modified(entry), Math.max(0, entry.getSize())));
      }
    }
    if (inflated > LARGEST || inflated > Math.max(ALWAYS_ALLOWED, MOST_INFLATED * packed)) {
      throw tooLarge("", packed + " bytes that inflate to " + inflated);
    }
    entries.sort(Comparator.comparing(Entry::name));
  }

  private void checkName(String name) {
    boolean absolute = name.startsWith("/") || name.matches("[A-Za-z]:.*");
    if (absolute || name.contains("\\") || name.indexOf('\0') >= 0) {
      throw unsafe(name, "not a path inside the zip");
    }
    for (String part : name.split("/", -1)) {
      if (part.equals("..")) {
        throw unsafe(name, "a path that leads out of the zip");
      }
    }
  }

  private static Instant modified(ZipEntry entry) {
    return entry.getLastModifiedTime() == null
        ? Instant.EPOCH
        : entry.getLastModifiedTime().toInstant();
  }

  @Override
  List<Entry> entries() {
    return entries;
  }

  @Override
  InputStream open(Entry entry) throws IOException {
    ZipEntry found = byName.get(entry.name());
    InputStream in = found == null ? null : zip.getInputStream(found);
    if (in == null) {
      throw new IOException("no entry of that name");
    }
    return in;
  }

  @Override
  long limit(Entry entry) {
    ZipEntry found = byName.get(entry.name());
    return found == null ? 0 : limit(found);
  }

  /** What the zip says of sizes may be a lie; this is asked again while inflating. */
  private static long limit(ZipEntry entry) {
    long byRatio = MOST_INFLATED * Math.max(0, entry.getCompressedSize());
    return Math.min(LARGEST_FILE, Math.max(ALWAYS_ALLOWED, byRatio));
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      // Nothing was written and nobody reads any more.
    }
  }
}
