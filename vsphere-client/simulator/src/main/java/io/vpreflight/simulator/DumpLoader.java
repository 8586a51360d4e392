// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator;

import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.ElementReader;
import io.vpreflight.simulator.model.ManagedObject;
import io.vpreflight.simulator.model.Ref;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * Reads an object dump, a folder or a zip as {@code govc object.save} and the Scenario builder
 * write it: one {@code ObjectContent} a file, and replies of methods in folders named after their
 * object.
 */
final class DumpLoader {
  private static final Pattern OBJECT = Pattern.compile("(?:.*/)?(\\d+)-[A-Za-z]+-.+\\.xml");
  private static final Pattern REPLY =
      Pattern.compile("(?:.*/)?([A-Za-z]+)-([^/]+)/([A-Za-z]+)\\.xml");

  private final Map<Ref, ManagedObject> objects = new LinkedHashMap<>();
  private final Map<String, Element> replies = new TreeMap<>();
  private final Map<String, Element> recorded = new TreeMap<>();

  private DumpLoader() {}

  /**
   * Reads it all.
   *
   * @throws IOException when it cannot be read, or is no dump
   */
  static DumpLoader read(Path dump) throws IOException {
    DumpLoader loader = new DumpLoader();
    Map<String, byte[]> files = Files.isDirectory(dump) ? folder(dump) : zip(dump);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      loader.file(file.getKey(), file.getValue());
    }
    if (loader.objects.keySet().stream().noneMatch(r -> r.type().equals("ServiceInstance"))) {
      throw new IOException("no ServiceInstance in " + dump);
    }
    return loader;
  }

  /** Objects, in the order of their files. */
  Map<Ref, ManagedObject> objects() {
    return objects;
  }

  /** Replies of methods, by method. */
  Map<String, Element> replies() {
    return replies;
  }

  /** The reply of a method of an object, or null. */
  @Nullable Element reply(Ref object, String method) {
    return recorded.get(object + " " + method);
  }

  private void file(String name, byte[] content) throws IOException {
    Matcher reply = REPLY.matcher(name);
    boolean isObject = OBJECT.matcher(name).matches();
    if (!isObject && !reply.matches()) {
      return;
    }
    Element root;
    try {
      root = ElementReader.read(new ByteArrayInputStream(content));
    } catch (XMLStreamException e) {
      throw new IOException(name + ": " + e.getMessage(), e);
    }
    if (!isObject) {
      replies.put(reply.group(3), root);
      String id = URLDecoder.decode(reply.group(2), StandardCharsets.UTF_8);
      recorded.put(reply.group(1) + ":" + id + " " + reply.group(3), root);
      return;
    }
    Ref ref = root.refAt("obj");
    if (ref == null) {
      throw new IOException(name + ": no obj in it");
    }
    ManagedObject object = new ManagedObject(ref);
    for (Element propSet : root.children("propSet")) {
      String property = propSet.textAt("name");
      Element value = propSet.child("val");
      if (property != null && value != null) {
        object.set(property, value);
      }
    }
    objects.put(ref, object);
  }

  private static Map<String, byte[]> folder(Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder, 3)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
      }
    }
    return files;
  }

  private static Map<String, byte[]> zip(Path file) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (InputStream in = Files.newInputStream(file);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (!entry.isDirectory()) {
          files.put(entry.getName(), zip.readAllBytes());
        }
      }
    }
    return files;
  }
}
