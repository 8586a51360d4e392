// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.FileProblem;
import io.vpreflight.vsphere.VSphereException.BadFile;
import io.vpreflight.vsphere.inventory.MoRef;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which file of a dump is about what, by the names that {@code govc object.save} gives: {@code
 * 0042-VirtualMachine-vm-7.xml} for an object, {@code PerformanceManager-PerfMgr/QueryPerf.xml} for
 * the reply of a method. Anything else is left alone.
 */
final class DumpFiles {
  private static final Pattern OBJECT = Pattern.compile("(\\d{1,9})-([A-Za-z]{1,80})-(.+)\\.xml");
  private static final Pattern REPLY =
      Pattern.compile("([A-Za-z]{1,80})-([^/]+)/([A-Za-z]{1,80})\\.xml");
  private static final String ROOT = "-ServiceInstance-ServiceInstance.xml";

  private final Map<String, List<ObjectFile>> objects = new HashMap<>();
  private final List<ReplyFile> replies = new ArrayList<>();
  private final Instant newest;

  /** A file with one object. */
  record ObjectFile(int number, MoRef ref, DumpSource.Entry entry) {}

  /** A file with the reply of a method of an object. */
  record ReplyFile(MoRef ref, String method, DumpSource.Entry entry) {}

  DumpFiles(DumpSource source) {
    String root = root(source);
    Instant latest = Instant.EPOCH;
    for (DumpSource.Entry entry : source.entries()) {
      if (!entry.name().startsWith(root)) {
        continue;
      }
      String name = entry.name().substring(root.length());
      Matcher object = OBJECT.matcher(name);
      Matcher reply = REPLY.matcher(name);
      if (name.indexOf('/') < 0 && object.matches()) {
        MoRef ref = ref(object.group(2), object.group(3));
        objects
            .computeIfAbsent(ref.type(), type -> new ArrayList<>())
            .add(new ObjectFile(Integer.parseInt(object.group(1)), ref, entry));
        latest = entry.modified().isAfter(latest) ? entry.modified() : latest;
      } else if (reply.matches()) {
        replies.add(new ReplyFile(ref(reply.group(1), reply.group(2)), reply.group(3), entry));
      }
    }
    objects
        .values()
        .forEach(
            files ->
                files.sort(
                    Comparator.comparingInt(ObjectFile::number).thenComparing(ObjectFile::ref)));
    newest = latest;
  }

  /** Objects of that type, in the order in which they were saved. */
  List<ObjectFile> of(String type) {
    return objects.getOrDefault(type, List.of());
  }

  /** Replies of that method. */
  List<ReplyFile> replies(String method) {
    return replies.stream().filter(reply -> reply.method().equals(method)).toList();
  }

  /** Number of files with objects. */
  int count() {
    return objects.values().stream().mapToInt(List::size).sum();
  }

  /** When the newest file was written. */
  Instant newest() {
    return newest;
  }

  /** The folder inside the source that holds the dump, with a slash at its end; often empty. */
  private static String root(DumpSource source) {
    TreeSet<String> roots = new TreeSet<>();
    for (DumpSource.Entry entry : source.entries()) {
      String name = entry.name();
      String last = name.substring(name.lastIndexOf('/') + 1);
      if (last.endsWith(ROOT) && OBJECT.matcher(last).matches()) {
        roots.add(name.substring(0, name.length() - last.length()));
      }
    }
    if (roots.isEmpty()) {
      throw new BadFile(
          FileProblem.INCOMPLETE, source.file(), "", "no file NNNN" + ROOT + " in it", null);
    }
    if (roots.size() > 1) {
      String detail = roots.size() + " dumps in it: name one of " + roots;
      throw new BadFile(FileProblem.WRONG_KIND, source.file(), "", detail, null);
    }
    return roots.first();
  }

  private static MoRef ref(String type, String encoded) {
    String moId;
    try {
      moId = URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      moId = encoded;
    }
    return new MoRef(type.intern(), moId);
  }
}
