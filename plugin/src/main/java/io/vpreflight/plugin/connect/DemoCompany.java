// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.connect;

import io.vpreflight.jobs.audit.Source;
import io.vpreflight.vsphere.CollectionProgress;
import io.vpreflight.vsphere.CollectionRequest;
import io.vpreflight.vsphere.inventory.Inventory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The company of the demo: object dumps in our own jar, unpacked for as long as they are read. */
public final class DemoCompany implements AutoCloseable {
  private static final String RESOURCES = "/io/vpreflight/plugin/demo/";
  private static final List<String> VCENTERS =
      List.of("vcenter-paris", "vcenter-lyon", "vcenter-frankfurt", "vcenter-porto");
  private static final List<String> BASELINES = List.of("baseline/vcenter-paris");

  private final Path folder;

  private DemoCompany(Path folder) {
    this.folder = folder;
  }

  /**
   * Unpacks the dumps.
   *
   * @throws IOException if there is no room for a few megabytes in the temporary folder
   */
  public static DemoCompany unpack() throws IOException {
    DemoCompany company = new DemoCompany(Files.createTempDirectory("vpreflight-demo"));
    Files.createDirectories(company.folder.resolve("baseline"));
    for (String name : Stream.concat(VCENTERS.stream(), BASELINES.stream()).toList()) {
      copy(name, company.folder.resolve(name + ".zip"));
    }
    return company;
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
      sources.add(new Source(name, Captures.collector(folder.resolve(name + ".zip"))));
    }
    return sources;
  }

  /** What one of its vCenters looked like two hours earlier. */
  public List<Inventory> baselines() {
    CollectionRequest everything = new CollectionRequest(Set.of(), Duration.ZERO);
    List<Inventory> baselines = new ArrayList<>();
    for (String name : BASELINES) {
      Path file = folder.resolve(name + ".zip");
      baselines.add(Captures.collector(file).collect(everything, CollectionProgress.NONE));
    }
    return baselines;
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
