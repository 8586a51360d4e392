// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.audit.AuditRequest;
import io.vpreflight.jobs.audit.AuditRunner;
import io.vpreflight.jobs.audit.Source;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.report.JsonReport;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.audit.AuditPlan;
import io.vpreflight.plugin.connect.Connections;
import io.vpreflight.plugin.connect.Sources;
import io.vpreflight.vsphere.CollectionProgress;
import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.io.IOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code bench}: the same audit round after round in one process, as the service runs it, with CPU
 * time and allocation of each round. What is printed is for {@code docs/benchmark.md}, in English
 * only.
 */
@Command(name = "bench", resourceBundle = Usage.BUNDLE, sortOptions = false)
public final class BenchCommand implements Callable<Integer> {
  /** What the benchmark reads with every client. */
  private static final Set<Property> SIXTEEN =
      Set.of(
          VmProperty.NAME,
          VmProperty.INSTANCE_UUID,
          VmProperty.BIOS_UUID,
          VmProperty.CHANGE_TRACKING_ENABLED,
          VmProperty.DEVICES,
          VmProperty.EXTRA_CONFIG_ALL,
          VmProperty.HOST,
          VmProperty.POWER_STATE,
          VmProperty.CONNECTION_STATE,
          VmProperty.CONSOLIDATION_NEEDED,
          VmProperty.GUEST_NET,
          VmProperty.GUEST_IP_ADDRESS,
          VmProperty.TOOLS_RUNNING_STATUS,
          VmProperty.SNAPSHOT,
          VmProperty.LAYOUT,
          VmProperty.STORAGE);

  private final App app;

  @Mixin(name = ConnectionFlags.MIXIN)
  private final ConnectionFlags connection = new ConnectionFlags();

  @Mixin private final AuditFlags flags = new AuditFlags();
  @Mixin final CommonFlags common = new CommonFlags();

  @Option(names = "--repeat", paramLabel = "N", defaultValue = "5", descriptionKey = "benchRepeat")
  private int repeat = 5;

  @Option(
      names = "--read",
      paramLabel = "audit|all",
      defaultValue = "audit",
      descriptionKey = "benchRead")
  private String read = "audit";

  /** The command, with its outside. */
  public BenchCommand(App app) {
    this.app = app;
  }

  @Override
  public Integer call() throws IOException {
    AuditPlan plan = CheckedFlags.of(app, connection, flags);
    AuditRequest request = plan.request(read.equals("all") ? SIXTEEN : Set.of());
    Allocation allocation = Allocation.start();
    try (Connections connections = plan.connections()) {
      AtomicLong wallAtEnd = new AtomicLong();
      AtomicLong cpuAtEnd = new AtomicLong();
      boolean files = plan.vcenters().isEmpty();
      List<Source> sources =
          new Sources(connections)
              .of(plan.vcenters(), plan.from()).stream()
                  .map(
                      s ->
                          new Source(
                              s.name(), new Reading(s.collector(), files, wallAtEnd, cpuAtEnd)))
                  .toList();
      AuditRequest filled = plan.withSources(request, sources);
      List<Inventory> kept = new ArrayList<>();
      for (int round = 1; round <= repeat; round++) {
        kept.clear();
        kept.addAll(
            round(
                round,
                () ->
                    new AuditRunner(app.clock(), 1).run(filled, source -> CollectionProgress.NONE),
                wallAtEnd,
                cpuAtEnd,
                allocation));
      }
      retained(kept);
    }
    return Exit.OK;
  }

  /**
   * One round; a method of its own, so that afterwards no variable holds what is no longer kept.
   */
  private List<Inventory> round(
      int number,
      Supplier<Audit> run,
      AtomicLong wallAtEnd,
      AtomicLong cpuAtEnd,
      Allocation allocation)
      throws IOException {
    long cpu = cpuNanos();
    long wall = System.nanoTime();
    long allocated = allocation.bytes();
    Audit audit = run.get();
    long judged = System.nanoTime() - wallAtEnd.get();
    long judgedCpu = cpuNanos() - cpuAtEnd.get();
    new JsonReport(app.tool(), app.console().texts()).write(audit, Writer.nullWriter());
    print(
        number,
        audit,
        System.nanoTime() - wall,
        cpuNanos() - cpu,
        judged,
        judgedCpu,
        allocation.bytes() - allocated);
    return audit.estate().scenes().stream().map(Scene::inventory).toList();
  }

  /** What the inventories of the last round cost as long as they are kept; empties the list. */
  private void retained(List<Inventory> kept) {
    int vms = kept.stream().mapToInt(one -> one.virtualMachines().size()).sum();
    long held = heapInUse();
    kept.clear();
    long bytes = held - heapInUse();
    app.console()
        .out()
        .printf(
            Locale.ROOT,
            "retained_mb=%.1f retained_kb_per_vm=%.2f%n",
            bytes / 1e6,
            bytes / 1e3 / Math.max(1, vms));
    app.console().out().flush();
  }

  private static int machines(Audit audit) {
    return audit.estate().scenes().stream()
        .mapToInt(scene -> scene.inventory().virtualMachines().size())
        .sum();
  }

  private static long heapInUse() {
    // The serial collector leaves small gaps as they are, and counts them as in use; each fourth
    // time it closes all.
    for (int time = 0; time < 4; time++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private void print(
      int round, Audit audit, long wall, long cpu, long judged, long judgedCpu, long allocated) {
    long disks = 0;
    long bytes = 0;
    for (Scene scene : audit.estate().scenes()) {
      bytes += scene.inventory().coverage().bytes();
      disks +=
          scene.inventory().virtualMachines().stream()
              .mapToLong(
                  vm -> vm.config().hardware() == null ? 0 : vm.config().hardware().disks().size())
              .sum();
    }
    app.console()
        .out()
        .printf(
            Locale.ROOT,
            "round=%d wall_s=%.3f cpu_s=%.3f judge_s=%.3f judge_cpu_s=%.3f alloc_mb=%.1f vms=%d disks=%d findings=%d bytes=%d%n",
            round,
            wall / 1e9,
            cpu / 1e9,
            judged / 1e9,
            judgedCpu / 1e9,
            allocated / 1e6,
            machines(audit),
            disks,
            audit.findings().size(),
            bytes);
    app.console().out().flush();
  }

  static long cpuNanos() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }
}
