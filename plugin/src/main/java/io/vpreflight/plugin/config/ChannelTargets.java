// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.notify.Channel;
import io.vpreflight.jobs.notify.Rules;
import io.vpreflight.jobs.notify.Secret;
import io.vpreflight.jobs.notify.mail.Envelope;
import io.vpreflight.jobs.notify.mail.FolderChannel;
import io.vpreflight.jobs.notify.mail.MailChannel;
import io.vpreflight.jobs.notify.mail.MailServer;
import io.vpreflight.jobs.notify.mail.MailServer.Security;
import io.vpreflight.jobs.notify.syslog.SyslogChannel;
import io.vpreflight.jobs.notify.syslog.SyslogServer;
import io.vpreflight.jobs.report.Tool;
import io.vpreflight.vsphere.ServerTrust;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes the channels of each type. */
final class ChannelTargets {
  private static final Pattern SERVER =
      Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9a-fA-F:.]+])(?::(\\d{1,5}))?");

  private final Tool tool;
  private final List<Text> problems;
  private final WebhookTargets webhooks;

  ChannelTargets(Tool tool, Clock clock, List<Text> problems) {
    this.tool = tool;
    this.problems = problems;
    webhooks = new WebhookTargets(tool, clock, problems);
  }

  /** The channel; null when there can be none, which is a problem that was told. */
  @Nullable Channel channel(ChannelDraft draft, Rules rules) {
    Setting type = draft.values.get("type");
    ServerTrust trust = trust(draft);
    return switch (type == null ? "" : type.value()) {
      case "mail" -> mail(draft, rules, trust);
      case "syslog" -> syslog(draft, rules, trust);
      case "webhook", "slack", "teams", "pagerduty" -> webhooks.channel(draft, rules, trust);
      default -> null;
    };
  }

  private @Nullable Channel mail(ChannelDraft draft, Rules rules, ServerTrust trust) {
    Setting from = draft.values.get("from");
    List<Setting> to = draft.list("to");
    if (from == null) {
      wants(draft, "from");
    } else {
      address(from);
    }
    if (to.isEmpty()) {
      wants(draft, "to");
    }
    to.forEach(this::address);
    Setting folder = draft.values.get("folder");
    Setting server = draft.values.get("server");
    if (folder != null && server != null) {
      problems.add(Text.of("config.notify-not-with", draft.name.origin(), "folder", "server"));
    }
    if (folder == null && server == null) {
      wants(draft, "server");
    }
    MailServer place = server == null ? null : mailServer(draft, server, trust);
    if (from == null) {
      return null;
    }
    Envelope envelope = new Envelope(from.value(), to.stream().map(Setting::value).toList());
    if (folder != null) {
      return new FolderChannel(rules, Path.of(folder.value()), envelope);
    }
    return place == null ? null : new MailChannel(rules, place, envelope);
  }

  private @Nullable MailServer mailServer(ChannelDraft draft, Setting server, ServerTrust trust) {
    Security security = security(draft.values.get("security"));
    Setting username = draft.values.get("username");
    Setting passwordFile = draft.values.get("passwordFile");
    Secret password = passwordFile == null ? null : secret(passwordFile, problems);
    if (username != null && passwordFile == null) {
      wants(draft, "passwordFile");
    }
    if (username == null && passwordFile != null) {
      wants(draft, "username");
    }
    if (username != null && security == Security.NONE) {
      problems.add(Text.of("config.notify-clear", username.origin()));
    }
    Matcher place = place(server);
    return place == null
        ? null
        : new MailServer(
            host(place),
            port(place, security.port()),
            security,
            trust,
            username == null ? null : username.value(),
            password);
  }

  private Security security(@Nullable Setting said) {
    if (said == null) {
      return Security.STARTTLS;
    }
    for (Security security : Security.values()) {
      if (security.name().toLowerCase(Locale.ROOT).equals(said.value())) {
        return security;
      }
    }
    problems.add(Text.of("config.notify-security", said.origin(), said.value()));
    return Security.STARTTLS;
  }

  private @Nullable Channel syslog(ChannelDraft draft, Rules rules, ServerTrust trust) {
    Setting server = draft.values.get("server");
    if (server == null) {
      wants(draft, "server");
      return null;
    }
    Matcher place = place(server);
    return place == null
        ? null
        : new SyslogChannel(
            rules,
            new SyslogServer(host(place), port(place, SyslogServer.PORT), trust),
            tool,
            thisMachine());
  }

  private static String thisMachine() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "-";
    }
  }

  private @Nullable Matcher place(Setting server) {
    Matcher place = SERVER.matcher(server.value());
    if (!place.matches() || port(place, 1) > 65535 || port(place, 1) < 1) {
      problems.add(Text.of("config.notify-server", server.origin(), server.value()));
      return null;
    }
    return place;
  }

  private static String host(Matcher place) {
    return place.group(1).replaceAll("[\\[\\]]", "");
  }

  private static int port(Matcher place, int usual) {
    return place.group(2) == null ? usual : Integer.parseInt(place.group(2));
  }

  private void address(Setting said) {
    if (MailChannel.problem(said.value()) != null) {
      problems.add(Text.of("config.notify-address", said.origin(), said.value()));
    }
  }

  private void wants(ChannelDraft draft, String key) {
    problems.add(Text.of("config.notify-wants", draft.name.origin(), draft.name.value(), key));
  }

  /** A secret in a file, which is judged now and read when it is needed. */
  static Secret secret(Setting file, List<Text> problems) {
    return Secret.in(SecretPlaces.of(file, problems));
  }

  private ServerTrust trust(ChannelDraft draft) {
    List<String> pins = new ArrayList<>();
    for (Setting thumbprint : draft.list("thumbprints")) {
      try {
        pins.add(ServerTrust.normalize(thumbprint.value()));
      } catch (IllegalArgumentException e) {
        problems.add(
            Text.of("config.bad-value", thumbprint.origin(), String.valueOf(e.getMessage())));
      }
    }
    Setting caFile = draft.values.get("caFile");
    if (caFile == null) {
      return new ServerTrust(null, pins);
    }
    Path ca = Path.of(caFile.value());
    Text wrong = CaFile.problem(ca, caFile.origin());
    if (wrong != null) {
      problems.add(wrong);
    }
    return new ServerTrust(ca, pins);
  }
}
