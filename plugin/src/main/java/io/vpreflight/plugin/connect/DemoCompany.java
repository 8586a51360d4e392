// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.connect;

import io.vpreflight.jobs.audit.Source;
import io.vpreflight.vsphere.CollectionProgress;
import io.vpreflight.vsphere.CollectionRequest;
import io.vpreflight.vsphere.inventory.Inventory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The company of the demo: object dumps in our own jar, unpacked to be read. */
public final class DemoCompany implements AutoCloseable {
  private static final String RESOURCES = "/io/vpreflight/plugin/demo/";
  private static final List<String> VCENTERS =
      List.of("vcenter-paris", "vcenter-lyon", "vcenter-frankfurt", "vcenter-porto");
  private static final List<String> BASELINES = List.of("baseline/vcenter-paris");

  private final Path folder;
  private final boolean kept;

  private DemoCompany(Path folder, boolean kept) {
    this.folder = folder;
    this.kept = kept;
  }

  /**
   * Unpacks the dumps for as long as they are read.
   *
   * @throws IOException if there is no room for a few megabytes in the temporary folder
   */
  public static DemoCompany unpack() throws IOException {
    return new DemoCompany(Files.createTempDirectory("vpreflight-demo"), false).unpacked();
  }

  /**
   * Unpacks the dumps into a folder in which they stay.
   *
   * @param folder made if it is not there
   * @throws FileAlreadyExistsException if one of the files is there already: none is replaced
   * @throws IOException if nothing can be written there
   */
  public static DemoCompany keep(Path folder) throws IOException {
    return new DemoCompany(folder, true).unpacked();
  }

  private DemoCompany unpacked() throws IOException {
    Files.createDirectories(folder.resolve("baseline"));
    for (String name : Stream.concat(VCENTERS.stream(), BASELINES.stream()).toList()) {
      copy(name, file(name));
    }
    return this;
  }

  private Path file(String name) {
    return folder.resolve(name + ".zip");
  }

  /** The files of its vCenters, largest first. */
  public List<Path> files() {
    return VCENTERS.stream().map(this::file).toList();
  }

  /** The files that show how some of its vCenters were two hours earlier. */
  public List<Path> earlierFiles() {
    return BASELINES.stream().map(this::file).toList();
  }

  /**
   * Writes the dump of its largest vCenter, the one with the most to be said about change tracking
   * and snapshots, into that file.
   */
  public static void copyParis(Path file) throws IOException {
    copy(VCENTERS.get(0), file);
  }

  private static void copy(String name, Path file) throws IOException {
    try (InputStream in = DemoCompany.class.getResourceAsStream(RESOURCES + name + ".zip")) {
      if (in == null) {
        throw new IOException("this build has no demo: " + name);
      }
      Files.copy(in, file);
    }
  }

  /** Its vCenters. */
  public List<Source> sources() {
    List<Source> sources = new ArrayList<>();
    for (String name : VCENTERS) {
      sources.add(new Source(name, Captures.collector(file(name))));
    }
    return sources;
  }

  /** What one of its vCenters looked like two hours earlier. */
  public List<Inventory> baselines() {
    CollectionRequest everything = new CollectionRequest(Set.of(), Duration.ZERO);
    List<Inventory> baselines = new ArrayList<>();
    for (Path file : earlierFiles()) {
      baselines.add(Captures.collector(file).collect(everything, CollectionProgress.NONE));
    }
    return baselines;
  }

  @Override
  public void close() {
    if (kept) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
