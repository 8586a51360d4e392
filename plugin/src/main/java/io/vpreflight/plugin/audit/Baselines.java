// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.audit;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.service.BaselineBook;
import io.vpreflight.jobs.text.NearestName;
import io.vpreflight.plugin.config.AuditResolver;
import io.vpreflight.plugin.config.ServiceSettings.ScheduledAudit;
import io.vpreflight.plugin.config.Setting;
import io.vpreflight.plugin.connect.Captures;
import io.vpreflight.vsphere.CollectionProgress;
import io.vpreflight.vsphere.CollectionRequest;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.capture.CaptureFile;
import io.vpreflight.vsphere.inventory.Inventory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the last whole audit of a schedule read, one file a vCenter: the next compares with it, and
 * so sees what happened in between.
 */
public final class Baselines {
  private final BaselineBook book;

  private Baselines(BaselineBook book) {
    this.book = book;
  }

  /** Those in a state folder. */
  public static Baselines in(Path state) {
    return new Baselines(new BaselineBook(state));
  }

  /**
   * Those of a schedule; what the file names itself comes first. One that cannot be read is left
   * out: the question it would have answered is then undetermined.
   */
  public List<Inventory> of(ScheduledAudit wanted) throws IOException {
    List<Inventory> read = new ArrayList<>();
    for (Path file : wanted.audit().baselines()) {
      read.add(read(file));
    }
    for (Path file : book.files(wanted.schedule().name())) {
      try {
        read.add(read(file));
      } catch (VSphereException.BadFile e) {
        Files.delete(file);
      }
    }
    return read;
  }

  /**
   * What is known of these vCenters, by whichever schedule read them last.
   *
   * @param names of vCenters
   * @return at most one of each; of two with one instance UUID only the newer one is looked at
   */
  public List<Inventory> newest(Set<String> names) throws IOException {
    Map<String, Path> newest = new TreeMap<>();
    for (String schedule : book.schedules()) {
      for (Path file : book.files(schedule)) {
        newest.merge(file.getFileName().toString(), file, Baselines::newer);
      }
    }
    List<Inventory> read = new ArrayList<>();
    for (Path file : newest.values()) {
      try {
        Inventory inventory = read(file);
        if (names.contains(inventory.vcenter().name())) {
          read.add(inventory);
        }
      } catch (VSphereException.BadFile e) {
        // Its own schedule deletes it; nothing is known of that vCenter then.
      }
    }
    return read;
  }

  /** By when they were written: to read all of them for it would cost more than it is worth. */
  private static Path newer(Path one, Path other) {
    return one.toFile().lastModified() < other.toFile().lastModified() ? other : one;
  }

  /**
   * The files of the schedule that a value names.
   *
   * @param said {@code stored:SCHEDULE}
   * @param problems gets what is wrong
   */
  public List<Path> named(Setting said, List<Text> problems) throws IOException {
    String name = said.value().substring(AuditResolver.STORED.length());
    List<String> known = book.schedules();
    if (known.contains(name)) {
      return book.files(name);
    }
    String near = NearestName.of(name, known);
    problems.add(
        near == null
            ? Text.of("config.no-baseline", said.origin(), name, book.folder().toString())
            : Text.of(
                "config.no-baseline.near", said.origin(), name, book.folder().toString(), near));
    return List.of();
  }

  /**
   * What a capture or a dump holds.
   *
   * @throws VSphereException.BadFile when it is neither
   */
  public static Inventory read(Path file) {
    return Captures.collector(file)
        .collect(new CollectionRequest(Set.of(), Duration.ZERO), CollectionProgress.NONE);
  }

  /** Keeps what was read, whole or not at all. */
  public void keep(ScheduledAudit wanted, List<Inventory> inventories) throws IOException {
    Path own = book.folder().resolve(wanted.schedule().name());
    Files.createDirectories(own);
    for (Inventory inventory : inventories) {
      CaptureFile.write(
          own.resolve(inventory.vcenter().instanceUuid() + BaselineBook.SUFFIX), inventory);
    }
  }
}
