// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.connect;

import io.vpreflight.jobs.audit.Source;
import io.vpreflight.plugin.config.VCenterSettings;
import io.vpreflight.plugin.connect.Connections.Access;
import io.vpreflight.vsphere.CollectionProgress;
import io.vpreflight.vsphere.CollectionRequest;
import io.vpreflight.vsphere.ConnectionOptions;
import io.vpreflight.vsphere.InventoryCollector;
import io.vpreflight.vsphere.InventoryUpdates;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.VSphereException.Untrusted;
import io.vpreflight.vsphere.collect.LiveCollector;
import io.vpreflight.vsphere.collect.LiveUpdates;
import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.vim.LongTail;
import io.vpreflight.vsphere.vim.VimLongTail;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
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
   * One source each. What needs no server is looked at first. Where somebody may have to be asked,
   * the certificates are fetched then, of all those vCenters at once, and the questions about
   * certificates and passwords are asked, one after the other. The others are first spoken to when
   * they are read, so that nobody waits for a dead one. A vCenter that cannot be opened is a source
   * that fails, so that the others are still audited.
   */
  public List<Source> of(List<VCenterSettings> vcenters, List<Path> files) {
    List<Access> ready = connections.prepare(vcenters);
    Map<Access, VSphereException> problems =
        probe(ready.stream().filter(connections::mayAsk).toList());
    List<Source> sources = new ArrayList<>();
    for (Access access : ready) {
      sources.add(live(access, problems.get(access)));
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
        new VimLongTail(session, notes, connections.limits()),
        ConnectionOptions.DEFAULT,
        vcenter.endpoint().name(),
        notes,
        reads);
  }

  /** Those with which something is wrong, and what. */
  private Map<Access, VSphereException> probe(List<Access> all) {
    Map<Access, VSphereException> problems = new ConcurrentHashMap<>();
    Consumer<Access> probe =
        access -> {
          VSphereException problem = connections.probe(access.settings());
          if (problem != null) {
            problems.put(access, problem);
          }
        };
    if (all.size() <= 1) {
      all.forEach(probe);
      return problems;
    }
    ExecutorService workers =
        Executors.newFixedThreadPool(
            Math.min(PROBES_AT_ONCE, all.size()),
            work -> {
              Thread thread = new Thread(work, "probe");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<CompletableFuture<Void>> probes =
          all.stream()
              .map(access -> CompletableFuture.runAsync(() -> probe.accept(access), workers))
              .toList();
      probes.forEach(CompletableFuture::join);
      return problems;
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
      LongTail longTail = new VimLongTail(session, notes, connections.limits());
      InventoryCollector live =
          new LiveCollector(session, longTail, ConnectionOptions.DEFAULT, name, notes);
      return new Source(name, new Unasked(live, access.settings()));
    } catch (VSphereException e) {
      InventoryCollector failing =
          (request, progress) -> {
            throw e;
          };
      return new Source(name, failing);
    }
  }

  /** One whose certificate may be seen only when it is read, and that asks nobody about it then. */
  private final class Unasked implements InventoryCollector {
    private final InventoryCollector live;
    private final VCenterSettings settings;

    Unasked(InventoryCollector live, VCenterSettings settings) {
      this.live = live;
      this.settings = settings;
    }

    @Override
    public void reach() {
      try {
        live.reach();
      } catch (Untrusted e) {
        connections.refuse(settings, e);
      }
    }

    @Override
    public Inventory collect(CollectionRequest request, CollectionProgress progress) {
      reach();
      return live.collect(request, progress);
    }
  }
}
