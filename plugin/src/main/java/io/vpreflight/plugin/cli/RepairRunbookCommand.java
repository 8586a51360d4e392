// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.runbook.Runbook;
import io.vpreflight.jobs.repair.runbook.RunbookKind;
import io.vpreflight.jobs.repair.runbook.RunbookPage;
import io.vpreflight.jobs.repair.runbook.Runbooks;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.audit.AuditPlan;
import io.vpreflight.plugin.audit.Deadline;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.config.VCenterSettings;
import io.vpreflight.plugin.connect.Connections;
import io.vpreflight.plugin.repair.PlanTargets;
import io.vpreflight.vsphere.ConnectionOptions;
import io.vpreflight.vsphere.collect.LiveCollector;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.vim.VimLongTail;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code repair runbook}: reads a vCenter and says what a person does there by hand. Sends nothing
 * that changes anything, and cannot.
 */
@Command(name = "runbook", resourceBundle = Usage.BUNDLE, sortOptions = false)
final class RepairRunbookCommand implements Callable<Integer> {
  private final App app;

  @Option(names = "--kind", paramLabel = "KIND", required = true, descriptionKey = "runbookKind")
  private String kind = "";

  @Option(names = "--vm", paramLabel = "NAME", descriptionKey = "runbookVm")
  private List<String> vm = new ArrayList<>();

  @Mixin(name = ConnectionFlags.MIXIN)
  private final ConnectionFlags connection = new ConnectionFlags();

  @Option(names = "--format", paramLabel = "text|json", descriptionKey = "shortFormat")
  private @Nullable String format;

  @Mixin final CommonFlags common = new CommonFlags();

  RepairRunbookCommand(App app) {
    this.app = app;
  }

  @Override
  public Integer call() throws IOException {
    ShortForm form = ShortForm.of(format);
    RunbookKind wanted = checked();
    AuditPlan plan = CheckedFlags.of(app, connection, new AuditFlags());
    if (plan.vcenters().size() != 1) {
      throw new ConfigException(List.of(Text.of("repair.one-vcenter")));
    }
    List<Runbook> pages = pages(wanted, read(wanted, plan));
    if (form == ShortForm.JSON) {
      new RunbookJson(app).write(pages);
    } else {
      RunbookPage page = new RunbookPage(app.console().texts(), app.console().out());
      for (int i = 0; i < pages.size(); i++) {
        if (i > 0) {
          app.console().out().println();
        }
        page.write(pages.get(i));
      }
    }
    return pages.stream().allMatch(page -> page.withheld().isEmpty()) ? Exit.OK : Exit.FINDINGS;
  }

  private RunbookKind checked() {
    RunbookKind wanted = RunbookKind.of(kind);
    List<Text> problems = new ArrayList<>();
    if (wanted == null) {
      String known =
          Arrays.stream(RunbookKind.values())
              .map(RunbookKind::label)
              .collect(Collectors.joining(", "));
      problems.add(Text.of("config.bad-kind", "--kind", kind, known));
    } else if (vm.isEmpty()) {
      problems.add(Text.of("config.runbook-target", kind, "--vm"));
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return Objects.requireNonNull(wanted);
  }

  private Scene read(RunbookKind wanted, AuditPlan plan) {
    VCenterSettings settings = plan.vcenters().get(0);
    try (Connections connections = plan.connections();
        Progress progress = new Progress(app.console());
        Deadline deadline = new Deadline(plan.settings().timeout(), connections::cancel)) {
      SoapSession session = connections.open(settings);
      String name = settings.endpoint().name();
      SchemaNotes notes = new SchemaNotes();
      return new Scene(
          new LiveCollector(
                  session, new VimLongTail(session, notes), ConnectionOptions.DEFAULT, name, notes)
              .collect(Runbooks.reads(wanted), progress.of(name)),
          plan.settings().profile().limits(),
          null);
    }
  }

  private List<Runbook> pages(RunbookKind wanted, Scene scene) {
    PlanTargets finder = new PlanTargets(scene);
    Set<MoRef> found = finder.all(vm);
    finder.check(found);
    List<Runbook> pages = new ArrayList<>();
    for (MoRef ref : found) {
      VirtualMachine each = Objects.requireNonNull(scene.locations().virtualMachine(ref));
      pages.add(Runbooks.of(wanted, each, scene));
    }
    return pages;
  }
}
