// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.audit.AuditRequest;
import io.vpreflight.jobs.audit.AuditRunner;
import io.vpreflight.jobs.check.ShellWords;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.profile.ProfileReader;
import io.vpreflight.jobs.report.Format;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.audit.ReportOutput;
import io.vpreflight.plugin.config.AuditDraft;
import io.vpreflight.plugin.config.AuditResolver;
import io.vpreflight.plugin.config.AuditSettings;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.config.Setting;
import io.vpreflight.plugin.config.Spans;
import io.vpreflight.plugin.connect.DemoCompany;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code demo}: audits a bundled company, so that anyone sees what an audit says without a vCenter;
 * or starts one of its vCenters, so that a repair can be tried.
 */
@Command(name = "demo", resourceBundle = Usage.BUNDLE, sortOptions = false)
public final class DemoCommand implements Callable<Integer> {
  private static final Duration DEFAULT_PACE = Duration.ofSeconds(2);

  /** One with something to be said that only the inventory of two hours before shows. */
  private static final String MACHINE = "srv-par-suivi13";

  private final App app;

  @Option(names = "--profile", paramLabel = "ID|FILE", descriptionKey = "profile")
  private @Nullable String profile;

  @Option(names = "--out", paramLabel = "FILE", descriptionKey = "demoOut")
  private @Nullable Path out;

  @Option(names = "--keep", paramLabel = "DIR", descriptionKey = "demoKeep")
  private @Nullable Path keep;

  @Option(names = "--live", descriptionKey = "demoLive")
  private boolean live;

  @Option(names = "--pace", paramLabel = "SPAN", descriptionKey = "demoPace")
  private @Nullable String pace;

  @Option(names = "--port", paramLabel = "N", descriptionKey = "demoPort")
  private @Nullable Integer port;

  @Mixin final CommonFlags common = new CommonFlags();

  /** The command, with its outside. */
  public DemoCommand(App app) {
    this.app = app;
  }

  private static String otherProfiles(String shown) {
    return ProfileReader.BUILT_IN.stream()
        .filter(id -> !id.equals(shown))
        .collect(Collectors.joining(" | "));
  }

  @Override
  public Integer call() throws IOException {
    List<Text> problems = new ArrayList<>();
    Duration span = checkedFlags(problems);
    if (live && problems.isEmpty()) {
      return new DemoLive(app).run(span, port == null ? 0 : port);
    }
    return audit(problems);
  }

  /** Adds what does not fit together; gives how long a task is to take. */
  private Duration checkedFlags(List<Text> problems) {
    Duration span = pace == null ? DEFAULT_PACE : Spans.of(pace);
    if (span == null) {
      problems.add(Text.of("config.bad-span", "--pace", String.valueOf(pace)));
    }
    if (port != null && (port < 0 || port > 65_535)) {
      problems.add(Text.of("config.bad-value", "--port", port));
    }
    if (live && (profile != null || out != null || keep != null)) {
      problems.add(Text.of("config.not-with-live"));
    }
    if (!live && (pace != null || port != null)) {
      problems.add(Text.of("config.only-with-live"));
    }
    return span == null ? DEFAULT_PACE : span;
  }

  private int audit(List<Text> problems) throws IOException {
    AuditDraft draft = new AuditDraft();
    if (profile != null) {
      draft.values.put("profile", new Setting(profile, "--profile"));
    }
    AuditSettings settings = new AuditResolver(problems).resolve(draft);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    try (DemoCompany company = company();
        Progress progress = new Progress(app.console())) {
      AuditRequest request =
          new AuditRequest(
              settings.profile(),
              settings.checks(),
              company.sources(),
              company.baselines(),
              settings.scope(),
              settings.waivers(),
              Set.of());
      Audit audit =
          new AuditRunner(app.clock(), settings.maxUnreadable()).run(request, progress::of);
      progress.close();
      ReportOutput output = new ReportOutput(app);
      output.write(audit, Format.TEXT, null);
      output.write(audit, Format.HTML, out == null ? Path.of("vpreflight-demo.html") : out);
      sayWhatNext(company, settings.profile().id());
      return Exit.OK;
    }
  }

  private DemoCompany company() throws IOException {
    if (keep == null) {
      return DemoCompany.unpack();
    }
    try {
      return DemoCompany.keep(keep);
    } catch (FileAlreadyExistsException e) {
      throw new ConfigException(
          List.of(Text.of("config.exists", "--keep", String.valueOf(e.getMessage()))));
    }
  }

  private void sayWhatNext(DemoCompany company, String profile) {
    ShellWords itself = new ShellWords(Typed.itself());
    if (keep == null) {
      app.console().say("cli.demo.keep");
    } else {
      String files = flags("--from", company.files()) + flags("--baseline", company.earlierFiles());
      app.console().say("cli.demo.kept", keep.toString(), itself, new ShellWords(MACHINE + files));
    }
    app.console().say("cli.demo.next", otherProfiles(profile), itself);
  }

  private static String flags(String name, List<Path> files) {
    return files.stream()
        .map(file -> " " + name + " " + Typed.quoted(file.toString()))
        .collect(Collectors.joining());
  }
}
