// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.text.Problems;
import io.vpreflight.jobs.writeback.DryRun;
import io.vpreflight.jobs.writeback.Writer;
import io.vpreflight.jobs.writeback.Written;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.config.AuditDraft;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.config.ConfigFile;
import io.vpreflight.plugin.config.ServiceResolver;
import io.vpreflight.plugin.config.StateFolder;
import io.vpreflight.plugin.config.WriteBackSettings;
import io.vpreflight.plugin.connect.WriteBackConnection;
import io.vpreflight.plugin.serve.ServiceConnections;
import io.vpreflight.vsphere.VSphereException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code write-back remove}: takes away what the service has written, and nothing else. */
@Command(name = "remove", resourceBundle = Usage.BUNDLE, sortOptions = false)
final class WriteBackRemoveCommand implements Callable<Integer> {
  private final App app;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      descriptionKey = "writeBackConfig")
  private @Nullable Path config;

  @Option(names = "--vcenter", paramLabel = "NAME", descriptionKey = "writeBackVcenter")
  private List<String> wanted = new ArrayList<>();

  @Option(names = "--definitions", descriptionKey = "writeBackDefinitions")
  private boolean definitions;

  @Option(names = "--dry-run", descriptionKey = "writeBackDryRun")
  private boolean dryRun;

  @Option(names = "--yes", descriptionKey = "writeBackYes")
  private boolean yes;

  @Mixin final CommonFlags common = new CommonFlags();

  WriteBackRemoveCommand(App app) {
    this.app = app;
  }

  @Override
  public Integer call() {
    List<WriteBackSettings> chosen = chosen();
    if (!dryRun && !yes && !isConfirmed(chosen)) {
      app.console().say("write-back.left");
      return Exit.USAGE;
    }
    boolean isWhole = true;
    ServiceConnections connections = ServiceConnections.ofCommand(app);
    for (WriteBackSettings settings : chosen) {
      isWhole &= remove(settings, connections);
    }
    return isWhole ? Exit.OK : Exit.INCOMPLETE;
  }

  private List<WriteBackSettings> chosen() {
    Path file = Objects.requireNonNull(config);
    List<Text> problems = new ArrayList<>();
    AuditDraft draft = ConfigFile.read(file, app.environment(), problems);
    List<WriteBackSettings> all =
        new ServiceResolver(app.environment(), StateFolder.of(null, app.environment()), problems)
            .resolve(draft, file.toString())
            .writeBacks();
    List<String> names = all.stream().map(WriteBackRemoveCommand::name).toList();
    for (String name : wanted) {
      if (!names.contains(name)) {
        problems.add(Text.of("write-back.which", name, String.join(", ", names)));
      }
    }
    if (problems.isEmpty() && all.isEmpty()) {
      problems.add(Text.of("write-back.none", file.toString()));
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return all.stream().filter(one -> wanted.isEmpty() || wanted.contains(name(one))).toList();
  }

  private static String name(WriteBackSettings settings) {
    return settings.account().endpoint().name();
  }

  private boolean isConfirmed(List<WriteBackSettings> chosen) {
    String names = String.join(", ", chosen.stream().map(WriteBackRemoveCommand::name).toList());
    String answer =
        app.console()
            .ask(Text.of(definitions ? "write-back.ask-definitions" : "write-back.ask", names));
    return answer != null
        && answer.strip().equalsIgnoreCase(app.console().texts().say("cli.trust.yes"));
  }

  private boolean remove(WriteBackSettings settings, ServiceConnections connections) {
    String name = name(settings);
    try (WriteBackConnection connection =
        connections.openForWriteBack(settings.account(), dryRun)) {
      DryRun dry =
          new DryRun(connection.machines(), connection.tags(), Map.of(), line -> print(name, line));
      Written written =
          (dryRun
                  ? new Writer(name, dry, dry)
                  : new Writer(name, connection.machines(), connection.tags()))
              .remove(definitions);
      if (!dryRun) {
        print(name, Text.of("write-back.removed", written.untagged(), written.cleared()));
      }
      written.notes().forEach(what -> app.console().say(what));
      written.troubles().forEach(why -> app.console().say(why));
      return written.troubles().isEmpty();
    } catch (VSphereException e) {
      app.console().say(Problems.of(name, e));
      return false;
    }
  }

  private void print(String name, Text line) {
    app.console().print("write-back.line", name, line);
    app.console().out().flush();
  }
}
