// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.plugin.config.ServiceSettings.ScheduledAudit;
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
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the last whole audit of a schedule read, one file a vCenter: the next compares with it, and
 * so sees what happened in between.
 */
final class Baselines {
  private static final String SUFFIX = ".vpf";

  private final Path folder;

  private Baselines(Path folder) {
    this.folder = folder;
  }

  /** Those beside a store. */
  static Baselines in(Path stateFolder) {
    return new Baselines(stateFolder.resolve("baselines"));
  }

  /**
   * Those of a schedule; what the file names itself comes first. One that cannot be read is left
   * out: the question it would have answered is then undetermined.
   */
  List<Inventory> of(ScheduledAudit wanted) throws IOException {
    List<Path> files = new ArrayList<>(wanted.audit().baselines());
    Path own = own(wanted);
    files.addAll(captures(own));
    List<Inventory> read = new ArrayList<>();
    for (Path file : files) {
      try {
        read.add(
            Captures.collector(file)
                .collect(new CollectionRequest(Set.of(), Duration.ZERO), CollectionProgress.NONE));
      } catch (VSphereException.BadFile e) {
        if (!file.startsWith(own)) {
          throw e;
        }
        Files.delete(file);
      }
    }
    return read;
  }

  /** What the schedule of that name has kept; empty when nothing is called so. */
  List<Path> of(String schedule) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    // A name is looked for and never made a path of: it may come from far away.
    try (Stream<Path> all = Files.list(folder)) {
      for (Path one : all.toList()) {
        if (String.valueOf(one.getFileName()).equals(schedule)) {
          return captures(one);
        }
      }
    }
    return List.of();
  }

  private static List<Path> captures(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    }
  }

  /** Keeps what was read, whole or not at all. */
  void keep(ScheduledAudit wanted, List<Inventory> inventories) throws IOException {
    Path own = own(wanted);
    Files.createDirectories(own);
    for (Inventory inventory : inventories) {
      CaptureFile.write(own.resolve(inventory.vcenter().instanceUuid() + SUFFIX), inventory);
    }
  }

  private Path own(ScheduledAudit wanted) {
    return folder.resolve(wanted.schedule().name());
  }
}
