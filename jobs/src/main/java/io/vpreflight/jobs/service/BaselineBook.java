// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.service;

import com.google.gson.stream.JsonWriter;
import io.vpreflight.jobs.text.NearestName;
import io.vpreflight.vsphere.CollectionProgress;
import io.vpreflight.vsphere.CollectionRequest;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.capture.CaptureCollector;
import io.vpreflight.vsphere.inventory.Inventory;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What the last whole audit of each schedule read, one file a vCenter, below the state folder: the
 * next audit compares with it. Safe for several threads.
 */
public final class BaselineBook {
  /** How the files end. */
  public static final String SUFFIX = ".vpf";

  private final Path folder;

  /**
   * What was read of a file that has not changed since: to read it takes as long as it is large.
   */
  private final Map<Path, Known> known = new ConcurrentHashMap<>();

  /** The one in that state folder. */
  public BaselineBook(Path state) {
    folder = state.resolve("baselines");
  }

  private record Known(FileTime written, long bytes, Row row) {}

  /**
   * One reading that is kept.
   *
   * @param schedule whose it is
   * @param vcenter name of the vCenter when it was read
   * @param instanceUuid of that vCenter
   * @param collectedAt when it was read, by our clock
   * @param machines virtual machines in it
   * @param file where it is, on the machine that keeps it
   */
  public record Row(
      String schedule,
      String vcenter,
      String instanceUuid,
      Instant collectedAt,
      int machines,
      String file) {}

  /**
   * Readings that are kept.
   *
   * @param rows by schedule, then by vCenter
   * @param unreadable files that are damaged
   */
  public record Kept(List<Row> rows, List<String> unreadable) {
    public Kept {
      rows = List.copyOf(rows);
      unreadable = List.copyOf(unreadable);
    }
  }

  /** Where all of them are. */
  public Path folder() {
    return folder;
  }

  /** Names of the schedules that have any, sorted. */
  public List<String> schedules() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path one : all.sorted().toList()) {
        String name = one.getFileName().toString();
        if (!files(name).isEmpty()) {
          names.add(name);
        }
      }
    }
    return names;
  }

  /** The files of a schedule, one a vCenter; empty when it has none. */
  public List<Path> files(String schedule) throws IOException {
    Path own = folder.resolve(schedule);
    if (!Files.isDirectory(own)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(own)) {
      return all.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    }
  }

  /**
   * All that are kept.
   *
   * @param schedule only of this one; empty for all
   * @throws NotKept when others are kept and none of that schedule
   */
  public Kept list(String schedule) throws IOException {
    List<String> names = schedules();
    // Looked up among those that are there: a name never becomes a path.
    if (!schedule.isEmpty() && !names.isEmpty() && !names.contains(schedule)) {
      throw new NotKept(NearestName.problem("history.no-baseline", schedule, names));
    }
    List<Row> rows = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    for (String name : names) {
      if (schedule.isEmpty() || schedule.equals(name)) {
        for (Path file : files(name)) {
          try {
            rows.add(row(name, file));
          } catch (VSphereException.BadFile e) {
            unreadable.add(file.toString());
          }
        }
      }
    }
    rows.sort(Comparator.comparing(Row::schedule).thenComparing(Row::vcenter));
    return new Kept(rows, unreadable);
  }

  private Row row(String schedule, Path file) throws IOException {
    FileTime written = Files.getLastModifiedTime(file);
    long bytes = Files.size(file);
    Known before = known.get(file);
    if (before != null && before.written().equals(written) && before.bytes() == bytes) {
      return before.row();
    }
    Inventory read =
        new CaptureCollector(file)
            .collect(new CollectionRequest(Set.of(), Duration.ZERO), CollectionProgress.NONE);
    Row row =
        new Row(
            schedule,
            read.vcenter().name(),
            read.vcenter().instanceUuid(),
            read.vcenter().collectedAt(),
            read.virtualMachines().size(),
            file.toString());
    known.put(file, new Known(written, bytes, row));
    return row;
  }

  /** As JSON: the same on the command line and over HTTP. */
  public static void write(Kept kept, Writer out) throws IOException {
    JsonWriter json = ServiceJson.begin(out);
    json.name("baselines").beginArray();
    for (Row row : kept.rows()) {
      json.beginObject();
      json.name("schedule").value(row.schedule());
      json.name("vcenter").value(row.vcenter());
      json.name("instanceUuid").value(row.instanceUuid());
      json.name("collectedAt").value(row.collectedAt().toString());
      json.name("virtualMachines").value(row.machines());
      json.name("file").value(row.file());
      json.endObject();
    }
    json.endArray();
    json.name("unreadable").beginArray();
    for (String file : kept.unreadable()) {
      json.value(file);
    }
    json.endArray();
    ServiceJson.end(json, out);
  }
}
