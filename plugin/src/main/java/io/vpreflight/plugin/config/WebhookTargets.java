// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.notify.Channel;
import io.vpreflight.jobs.notify.Rules;
import io.vpreflight.jobs.notify.Secret;
import io.vpreflight.jobs.notify.webhook.Endpoint;
import io.vpreflight.jobs.notify.webhook.Form;
import io.vpreflight.jobs.notify.webhook.JsonForm;
import io.vpreflight.jobs.notify.webhook.PagerDutyForm;
import io.vpreflight.jobs.notify.webhook.SlackForm;
import io.vpreflight.jobs.notify.webhook.TeamsForm;
import io.vpreflight.jobs.notify.webhook.TemplateForm;
import io.vpreflight.jobs.notify.webhook.WebhookChannel;
import io.vpreflight.jobs.report.Tool;
import io.vpreflight.jobs.text.NearestName;
import io.vpreflight.vsphere.ServerTrust;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes the channels that go by HTTPS. An address is a secret: no problem tells it. */
final class WebhookTargets {
  private final Tool tool;
  private final Clock clock;
  private final List<Text> problems;

  WebhookTargets(Tool tool, Clock clock, List<Text> problems) {
    this.tool = tool;
    this.clock = clock;
    this.problems = problems;
  }

  @Nullable Channel channel(ChannelDraft draft, Rules rules, ServerTrust trust) {
    boolean allowsHttp = SettingValues.isOn(draft.values.get("allowHttp"), problems);
    boolean allowsPrivate = SettingValues.isOn(draft.values.get("allowPrivate"), problems);
    Secret url = url(draft, allowsHttp);
    Setting keyFile = draft.values.get("secretFile");
    Secret key = keyFile == null ? null : ChannelTargets.secret(keyFile, problems);
    Setting routing = draft.values.get("routingKeyFile");
    Secret routingKey = routing == null ? null : ChannelTargets.secret(routing, problems);
    Form form = form(draft, rules, routingKey);
    Setting proxy = draft.values.get("proxy");
    Endpoint endpoint =
        url == null
            ? null
            : new Endpoint(
                url,
                allowsHttp,
                allowsPrivate,
                trust,
                proxy == null ? null : VCenterResolver.proxy(proxy, problems));
    if (endpoint == null || form == null) {
      return null;
    }
    return new WebhookChannel(
        rules,
        endpoint,
        form,
        key,
        routingKey == null ? List.of() : List.of(routingKey),
        tool.name() + "/" + tool.version(),
        clock);
  }

  private @Nullable Secret url(ChannelDraft draft, boolean allowsHttp) {
    Setting said = draft.values.get("url");
    Setting file = draft.values.get("urlFile");
    if (said != null && file != null) {
      problems.add(Text.of("config.notify-not-with", said.origin(), "url", "urlFile"));
      return null;
    }
    if (file != null) {
      return ChannelTargets.secret(file, problems);
    }
    if (said != null) {
      Setting http = draft.values.get("allowHttp");
      boolean mayHttp = allowsHttp || (http != null && Unread.is(http));
      if (!isAddress(said.value(), mayHttp)) {
        problems.add(Text.of("config.notify-url", said.origin()));
      }
      return Secret.of(said.value());
    }
    if (isOf(draft, "pagerduty")) {
      return Secret.of(PagerDutyForm.URL);
    }
    wants(draft, "url");
    return null;
  }

  private static boolean isAddress(String said, boolean allowsHttp) {
    try {
      URI uri = new URI(said);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      boolean isFit = scheme.equals("https") || (allowsHttp && scheme.equals("http"));
      return isFit && uri.getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private @Nullable Form form(ChannelDraft draft, Rules rules, @Nullable Secret routingKey) {
    if (isOf(draft, "slack")) {
      return new SlackForm(rules);
    }
    if (isOf(draft, "teams")) {
      return new TeamsForm(rules);
    }
    if (isOf(draft, "pagerduty")) {
      if (routingKey == null) {
        wants(draft, "routingKeyFile");
        return null;
      }
      return new PagerDutyForm(rules, routingKey);
    }
    Setting template = draft.values.get("template");
    return template == null ? new JsonForm(rules) : template(template, rules);
  }

  private @Nullable Form template(Setting said, Rules rules) {
    Path file = Path.of(said.value());
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      problems.add(Text.of("config.unreadable", said.origin(), said.value()));
      return null;
    }
    List<TemplateForm.Unknown> unknown = TemplateForm.unknown(text);
    for (TemplateForm.Unknown one : unknown) {
      String near = NearestName.of(one.name(), TemplateForm.NAMES);
      String place = file + ":" + one.line();
      String written = "${" + one.name() + "}";
      problems.add(
          near == null
              ? Text.of("config.notify-placeholder", place, written)
              : Text.of("config.notify-placeholder.near", place, written, "${" + near + "}"));
    }
    if (unknown.isEmpty() && !TemplateForm.isJson(text, rules)) {
      problems.add(Text.of("config.notify-not-json", file.toString()));
    }
    return new TemplateForm(text, rules);
  }

  private static boolean isOf(ChannelDraft draft, String type) {
    Setting said = draft.values.get("type");
    return said != null && said.value().equals(type);
  }

  private void wants(ChannelDraft draft, String key) {
    problems.add(Text.of("config.notify-wants", draft.name.origin(), draft.name.value(), key));
  }
}
