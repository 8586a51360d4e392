// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.connect;

import io.vpreflight.jobs.audit.Source;
import io.vpreflight.plugin.config.VCenterSettings;
import io.vpreflight.plugin.connect.Connections.Access;
import io.vpreflight.vsphere.CollectionRequest;
import io.vpreflight.vsphere.ConnectionOptions;
import io.vpreflight.vsphere.InventoryCollector;
import io.vpreflight.vsphere.InventoryUpdates;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.collect.LiveCollector;
import io.vpreflight.vsphere.collect.LiveUpdates;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.vim.LongTail;
import io.vpreflight.vsphere.vim.VimLongTail;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Makes something to audit of what an admin named: living vCenters, captures, object dumps. */
public final class Sources {
  private static final int PROBES_AT_ONCE = 16;

  private final Connections connections;

  /** Sources that live as long as the connections. */
  public Sources(Connections connections) {
    this.connections = connections;
  }

  /**
   * One source each. What needs no server is looked at first; then the certificates are fetched, of
   * all vCenters at once, so that a dead one delays no other; then questions about certificates and
   * passwords are asked, one after the other. A vCenter that cannot be opened is a source that
   * fails, so that the others are still audited.
   */
  public List<Source> of(List<VCenterSettings> vcenters, List<Path> files) {
    List<Access> ready = connections.prepare(vcenters);
    List<Optional<VSphereException>> problems = probe(vcenters);
    List<Source> sources = new ArrayList<>();
    for (int i = 0; i < ready.size(); i++) {
      sources.add(live(ready.get(i), problems.get(i).orElse(null)));
    }
    for (Path file : files) {
      sources.add(new Source(file.toString(), Captures.collector(file)));
    }
    return sources;
  }

  /**
   * Somebody who follows a vCenter, with a session of its own.
   *
   * @param reads what is read of it
   * @throws VSphereException if the server cannot be reached or is not trusted
   * @throws io.vpreflight.plugin.config.ConfigException if there is nobody to log in as
   */
  public InventoryUpdates follow(VCenterSettings vcenter, CollectionRequest reads) {
    SoapSession session = connections.open(vcenter);
    SchemaNotes notes = new SchemaNotes();
    return new LiveUpdates(
        session,
        new VimLongTail(session, notes),
        ConnectionOptions.DEFAULT,
        vcenter.endpoint().name(),
        notes,
        reads);
  }

  private List<Optional<VSphereException>> probe(List<VCenterSettings> vcenters) {
    if (vcenters.size() == 1) {
      return List.of(Optional.ofNullable(connections.probe(vcenters.get(0))));
    }
    ExecutorService workers =
        Executors.newFixedThreadPool(
            Math.max(1, Math.min(PROBES_AT_ONCE, vcenters.size())),
            work -> {
              Thread thread = new Thread(work, "probe");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<CompletableFuture<Optional<VSphereException>>> probes =
          vcenters.stream()
              .map(
                  settings ->
                      CompletableFuture.supplyAsync(
                          () -> Optional.ofNullable(connections.probe(settings)), workers))
              .toList();
      return probes.stream().map(CompletableFuture::join).toList();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException problem ? problem : e;
    } finally {
      workers.shutdownNow();
    }
  }

  private Source live(Access access, @Nullable VSphereException problem) {
    String name = access.settings().endpoint().name();
    try {
      SoapSession session = connections.open(access, problem);
      SchemaNotes notes = new SchemaNotes();
      LongTail longTail = new VimLongTail(session, notes);
      return new Source(
          name, new LiveCollector(session, longTail, ConnectionOptions.DEFAULT, name, notes));
    } catch (VSphereException e) {
      InventoryCollector failing =
          (request, progress) -> {
            throw e;
          };
      return new Source(name, failing);
    }
  }
}
