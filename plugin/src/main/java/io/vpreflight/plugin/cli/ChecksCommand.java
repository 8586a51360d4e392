// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.audit.Checks;
import io.vpreflight.jobs.check.Check;
import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.profile.Profile;
import io.vpreflight.jobs.profile.ProfileReader;
import io.vpreflight.jobs.text.NearestName;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.config.ConfigException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code checks [ID]}: what is looked for, what it reads, and how bad each profile takes it. */
@Command(name = "checks", resourceBundle = Usage.BUNDLE, sortOptions = false)
public final class ChecksCommand implements Callable<Integer> {
  /** What only a finding can name, such as a product. */
  private static final Pattern VALUE = Pattern.compile("\\{\\d+(,[^{}]*)?}");

  private final App app;

  @Parameters(arity = "0..1", paramLabel = "ID", descriptionKey = "checkId")
  private @Nullable String id;

  @Mixin final CommonFlags common = new CommonFlags();

  /** The command, with its outside. */
  public ChecksCommand(App app) {
    this.app = app;
  }

  @Override
  public Integer call() {
    if (id == null) {
      list();
    } else {
      show(find(id));
    }
    app.console().out().flush();
    return Exit.OK;
  }

  private void list() {
    Texts texts = app.console().texts();
    int width = Checks.all().stream().mapToInt(c -> c.info().id().length()).max().orElse(0);
    for (Check check : Checks.all()) {
      String name = check.info().id();
      app.console().out().println(name + " ".repeat(width - name.length() + 2) + texts.title(name));
    }
  }

  private void show(CheckInfo info) {
    Texts texts = app.console().texts();
    PrintWriter out = app.console().out();
    out.println(app.console().style().bold(texts.title(info.id())));
    out.println(info.id() + " v" + info.version());
    out.println();
    out.println(texts.say("check." + info.id() + ".why"));
    out.println();
    out.println(texts.say("checks.reads"));
    info.required().stream().map(p -> p.path()).sorted().forEach(p -> out.println("  " + p));
    info.optional().stream()
        .map(p -> p.path())
        .sorted()
        .forEach(p -> out.println("  " + p + "  " + texts.say("checks.optional")));
    out.println();
    for (String kind : info.kinds()) {
      String severities =
          ProfileReader.BUILT_IN.stream()
              .map(profile -> severity(ProfileReader.builtIn(profile), info.id(), kind))
              .filter(s -> !s.isEmpty())
              .collect(Collectors.joining(", "));
      out.println(app.console().style().bold(kind) + "  " + severities);
      String remedy = texts.say("check." + info.id() + "." + kind + ".remedy");
      out.println("  " + VALUE.matcher(remedy).replaceAll("…"));
    }
    if (!info.errorIds().isEmpty()) {
      out.println();
      out.println(texts.say("checks.error-ids", String.join(", ", info.errorIds())));
    }
  }

  private String severity(Profile profile, String check, String kind) {
    Severity severity = profile.severity(check, kind);
    return severity == null
        ? ""
        : profile.id() + ": " + app.console().texts().say("severity." + severity.label());
  }

  private static CheckInfo find(String id) {
    List<CheckInfo> all = Checks.all().stream().map(Check::info).toList();
    for (CheckInfo info : all) {
      if (info.id().equals(id)) {
        return info;
      }
    }
    String near = NearestName.of(id, all.stream().map(CheckInfo::id).toList());
    throw new ConfigException(
        List.of(
            near == null
                ? Text.of("config.unknown-check", "checks", id)
                : Text.of("config.unknown-check.near", "checks", id, near)));
  }
}
