// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.notify.Channel;
import io.vpreflight.jobs.notify.NotSentException;
import io.vpreflight.jobs.notify.Sample;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.config.AuditDraft;
import io.vpreflight.plugin.config.ChannelResolver;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.config.ConfigFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code notify test}: sends one message through each channel, and says what came of it. */
@Command(name = "test", resourceBundle = Usage.BUNDLE, sortOptions = false)
final class NotifyTestCommand implements Callable<Integer> {
  private final App app;

  @Option(names = "--config", paramLabel = "FILE", required = true, descriptionKey = "notifyConfig")
  private @Nullable Path config;

  @Option(names = "--channel", paramLabel = "NAME", descriptionKey = "notifyChannel")
  private List<String> wanted = new ArrayList<>();

  @Mixin final CommonFlags common = new CommonFlags();

  NotifyTestCommand(App app) {
    this.app = app;
  }

  @Override
  public Integer call() {
    boolean allSent = true;
    for (Channel channel : channels()) {
      String name = channel.rules().name();
      try {
        channel.send(Sample.of(channel.rules(), app.clock().instant()));
        app.console().say("notify-test.sent", name);
      } catch (NotSentException e) {
        app.console().say("notify-test.failed", name, e.words());
        allSent = false;
      }
    }
    return allSent ? Exit.OK : Exit.INCOMPLETE;
  }

  private List<Channel> channels() {
    Path file = Objects.requireNonNull(config);
    List<Text> problems = new ArrayList<>();
    AuditDraft draft = ConfigFile.read(file, app.environment(), problems);
    List<Channel> channels =
        new ChannelResolver(app.tool(), app.clock(), app.console().texts(), problems)
            .resolve(draft);
    List<String> names = draft.channels.stream().map(one -> one.name.value()).toList();
    if (names.isEmpty()) {
      problems.add(Text.of("config.notify-none", file.toString()));
    }
    for (String name : wanted) {
      if (!names.contains(name)) {
        String known = names.stream().collect(Collectors.joining(", "));
        problems.add(Text.of("config.notify-channel", name, known));
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return channels.stream()
        .filter(channel -> wanted.isEmpty() || wanted.contains(channel.rules().name()))
        .toList();
  }
}
