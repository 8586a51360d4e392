// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.audit.AuditRequest;
import io.vpreflight.jobs.audit.AuditRunner;
import io.vpreflight.jobs.audit.Source;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.report.JsonReport;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.connect.Connections;
import io.vpreflight.plugin.connect.Sources;
import io.vpreflight.vsphere.CollectionProgress;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.io.IOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
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
    AuditPlan plan = AuditPlan.of(app, connection, flags);
    AuditRequest request = plan.request(read.equals("all") ? SIXTEEN : Set.of());
    Allocation allocation = Allocation.start();
    try (Connections connections = plan.connections()) {
      List<Source> sources = new Sources(connections).of(plan.vcenters(), plan.from());
      AuditRequest filled = plan.withSources(request, sources);
      for (int round = 1; round <= repeat; round++) {
        long cpu = cpuNanos();
        long wall = System.nanoTime();
        long allocated = allocation.bytes();
        Audit audit =
            new AuditRunner(app.clock(), 1).run(filled, source -> CollectionProgress.NONE);
        new JsonReport(app.tool(), app.console().texts()).write(audit, Writer.nullWriter());
        print(
            round,
            audit,
            System.nanoTime() - wall,
            cpuNanos() - cpu,
            allocation.bytes() - allocated);
      }
    }
    return Exit.OK;
  }

  private void print(int round, Audit audit, long wall, long cpu, long allocated) {
    long vms = 0;
    long disks = 0;
    long bytes = 0;
    for (Scene scene : audit.estate().scenes()) {
      vms += scene.inventory().virtualMachines().size();
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
            "round=%d wall_s=%.3f cpu_s=%.3f alloc_mb=%.1f vms=%d disks=%d findings=%d bytes=%d%n",
            round,
            wall / 1e9,
            cpu / 1e9,
            allocated / 1e6,
            vms,
            disks,
            audit.findings().size(),
            bytes);
    app.console().out().flush();
  }

  private static long cpuNanos() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }
}
