// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.plugin.config.AuditDraft;
import io.vpreflight.plugin.config.Setting;
import io.vpreflight.plugin.config.VCenterDraft;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/**
 * Which vCenters, and how to get in. Order matters: what follows a {@code --vcenter} binds to it,
 * what comes before the first one binds to all.
 */
@SuppressWarnings("UnusedVariable") // picocli reads the annotations; InOrder takes the values
public final class ConnectionFlags {
  /** Under this name a command mixes these flags in. */
  static final String MIXIN = "connection";

  private final AuditDraft draft = new AuditDraft();

  @Option(
      names = "--vcenter",
      paramLabel = "URL",
      descriptionKey = "vcenter",
      parameterConsumer = InOrder.class)
  private @Nullable List<String> vcenter;

  @Option(
      names = "--username",
      paramLabel = "NAME",
      descriptionKey = "username",
      parameterConsumer = InOrder.class)
  private @Nullable List<String> username;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      descriptionKey = "passwordFile",
      parameterConsumer = InOrder.class)
  private @Nullable List<String> passwordFile;

  @Option(
      names = "--thumbprint",
      paramLabel = "SHA256",
      descriptionKey = "thumbprint",
      parameterConsumer = InOrder.class)
  private @Nullable List<String> thumbprint;

  @Option(
      names = "--ca-file",
      paramLabel = "FILE",
      descriptionKey = "caFile",
      parameterConsumer = InOrder.class)
  private @Nullable List<String> caFile;

  @Option(
      names = "--proxy",
      paramLabel = "HOST:PORT",
      descriptionKey = "proxy",
      parameterConsumer = InOrder.class)
  private @Nullable List<String> proxy;

  /** The configuration file. */
  @Option(names = "--config", paramLabel = "FILE", descriptionKey = "config")
  public @Nullable Path config;

  /** How long a whole run may take. */
  @Option(names = "--timeout", paramLabel = "SPAN", descriptionKey = "timeout")
  public @Nullable String timeout;

  /** What was said, in the order in which it was said. */
  AuditDraft draft() {
    PurposeFlags.value(draft, "timeout", "--timeout", timeout);
    return draft;
  }

  private void take(String option, String value) {
    Setting setting = new Setting(value, option);
    if (option.equals("--vcenter")) {
      VCenterDraft vcenterDraft = new VCenterDraft();
      vcenterDraft.url = setting;
      draft.vcenters.add(vcenterDraft);
      return;
    }
    VCenterDraft target =
        draft.vcenters.isEmpty() ? draft.common : draft.vcenters.get(draft.vcenters.size() - 1);
    switch (option) {
      case "--username" -> target.username = setting;
      case "--password-file" -> target.passwordFile = setting;
      case "--thumbprint" -> target.thumbprints.add(setting);
      case "--ca-file" -> target.caFile = setting;
      case "--proxy" -> target.proxy = setting;
      default -> throw new IllegalArgumentException(option);
    }
  }

  /** Hands each value over at once, where picocli would gather them by option. */
  static final class InOrder implements CommandLine.IParameterConsumer {
    @Override
    public void consumeParameters(Stack<String> args, ArgSpec argSpec, CommandSpec commandSpec) {
      CommandLine.Model.OptionSpec option = (CommandLine.Model.OptionSpec) argSpec;
      if (args.isEmpty()) {
        throw new CommandLine.MissingParameterException(
            commandSpec.commandLine(),
            option,
            "Missing required parameter for option '"
                + option.longestName()
                + "' ("
                + option.paramLabel()
                + ")");
      }
      CommandSpec mixin = Objects.requireNonNull(commandSpec.mixins().get(MIXIN));
      ((ConnectionFlags) mixin.userObject()).take(option.longestName(), args.pop());
    }
  }
}
