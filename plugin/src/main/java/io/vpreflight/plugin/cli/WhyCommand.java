// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.audit.AuditRequest;
import io.vpreflight.jobs.audit.AuditRunner;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.report.Format;
import io.vpreflight.jobs.report.JsonReport;
import io.vpreflight.jobs.report.vm.VmFinder;
import io.vpreflight.jobs.report.vm.VmReport;
import io.vpreflight.jobs.report.vm.VmSubject;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.audit.AuditPlan;
import io.vpreflight.plugin.audit.Deadline;
import io.vpreflight.plugin.config.AuditDraft;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.connect.Connections;
import io.vpreflight.plugin.connect.Sources;
import io.vpreflight.vsphere.inventory.ObjectRef;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code why VM}: everything known about one virtual machine, and what decides its verdict. It is
 * the same audit as ever, over everything: whether an identity is unique, only all of them tell.
 */
@Command(name = "why", resourceBundle = Usage.BUNDLE, sortOptions = false)
public final class WhyCommand implements Callable<Integer> {
  /** Of more candidates nobody reads the list. */
  private static final int MOST = 20;

  private final App app;

  @Parameters(paramLabel = "VM", descriptionKey = "whyVm")
  private String vm = "";

  @Mixin(name = ConnectionFlags.MIXIN)
  private final ConnectionFlags connection = new ConnectionFlags();

  @Mixin private final WhyFlags flags = new WhyFlags();
  @Mixin final CommonFlags common = new CommonFlags();

  /** The command, with its outside. */
  public WhyCommand(App app) {
    this.app = app;
  }

  @Override
  public Integer call() throws IOException {
    AuditPlan plan = CheckedFlags.of(app, connection, flags);
    Format format = plan.settings().format();
    if (format != Format.TEXT && format != Format.JSON) {
      throw new ConfigException(List.of(Text.of("config.bad-format-why", "--format", format.id())));
    }
    try (Connections connections = plan.connections();
        Progress progress = new Progress(app.console());
        Deadline deadline = new Deadline(plan.settings().timeout(), connections::cancel)) {
      AuditRequest request =
          plan.withSources(
              plan.request(Set.of()), new Sources(connections).of(plan.vcenters(), plan.from()));
      Audit audit =
          new AuditRunner(app.clock(), plan.settings().maxUnreadable()).run(request, progress::of);
      progress.close();
      return answer(audit, format);
    }
  }

  private int answer(Audit audit, Format format) throws IOException {
    VmFinder finder = new VmFinder(audit.estate());
    List<VmSubject> found = finder.find(vm);
    int whole = audit.incomplete().isEmpty() ? Exit.OK : Exit.INCOMPLETE;
    if (found.size() != 1) {
      refuse(finder, found);
      audit.incomplete().forEach(reason -> app.console().say("why.incomplete", reason.text()));
      return found.isEmpty() && whole != Exit.OK ? whole : Exit.USAGE;
    }
    VmSubject subject = found.get(0);
    if (format == Format.JSON) {
      Set<ObjectRef> about = subject.surroundings();
      new JsonReport(app.tool(), app.console().texts())
          .write(audit, about::contains, app.console().out());
      app.console().out().println();
      app.console().out().flush();
    } else {
      new VmReport(app.console().texts(), app.console().style())
          .write(audit, subject, app.console().out());
    }
    return whole;
  }

  private void refuse(VmFinder finder, List<VmSubject> found) {
    if (found.isEmpty()) {
      String near = finder.nearest(vm);
      if (near == null) {
        app.console().say("why.no-such-vm", vm);
      } else {
        app.console().say("why.no-such-vm.near", vm, near);
      }
      return;
    }
    app.console().say("why.ambiguous", vm, found.size());
    for (VmSubject subject : found.subList(0, Math.min(MOST, found.size()))) {
      app.console().err().println("  " + finder.key(subject) + "  " + VmFinder.path(subject));
    }
    if (found.size() > MOST) {
      app.console().say("why.more", found.size() - MOST);
    }
    app.console().err().flush();
  }

  /** As for an audit, but of one machine and in one of two forms, whatever the file says. */
  static final class WhyFlags extends PurposeFlags {
    @Option(names = "--format", paramLabel = "text|json", descriptionKey = "whyFormat")
    private @Nullable String format;

    @Override
    void into(AuditDraft draft) {
      super.into(draft);
      value(draft, "format", "--format", format == null ? Format.TEXT.id() : format);
    }
  }
}
