// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.plugin.config.VCenterSettings.PasswordSource;
import io.vpreflight.vsphere.ServerTrust;
import io.vpreflight.vsphere.VCenterEndpoint;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes checked vCenters of drafts and the environment. Stronger wins: flag, then {@code
 * VPREFLIGHT_*}, then the file, then {@code GOVC_*}.
 */
public final class VCenterResolver {
  private static final Pattern PROXY = Pattern.compile("(?:http://)?([^:/\\s]+):(\\d{1,5})/?");

  private final Environment environment;
  private final List<Text> problems;

  /** Problems are added to the list, so that all are told at once. */
  public VCenterResolver(Environment environment, List<Text> problems) {
    this.environment = environment;
    this.problems = problems;
  }

  /** The vCenters that flags name, else those of the file, else that of govc's environment. */
  public List<VCenterSettings> resolve(AuditDraft flags, @Nullable AuditDraft file) {
    boolean fromFlags = !flags.vcenters.isEmpty();
    List<VCenterDraft> drafts = new ArrayList<>(flags.vcenters);
    if (!fromFlags && file != null) {
      drafts.addAll(file.vcenters);
    }
    boolean govc = drafts.isEmpty() && environment.get("GOVC_URL") != null;
    if (govc) {
      drafts.add(govcDraft());
    }
    List<VCenterSettings> resolved = new ArrayList<>();
    Map<String, String> places = new HashMap<>();
    for (VCenterDraft draft : drafts) {
      VCenterDraft stronger = fromFlags ? draft : strengthened(draft, flags.common);
      if (fromFlags) {
        draft.inherit(flags.common);
        sameIn(file, draft).ifPresent(draft::inherit);
      }
      VCenterSettings settings = settings(stronger, fromFlags, govc);
      if (settings == null) {
        continue;
      }
      resolved.add(settings);
      if (!fromFlags) {
        requireOnce(settings.endpoint(), draft.url, places);
      }
    }
    return resolved;
  }

  /** What a file says of the vCenter that a flag names: its account, certificate and proxy. */
  private static Optional<VCenterDraft> sameIn(@Nullable AuditDraft file, VCenterDraft named) {
    String name = name(named);
    return file == null || name == null
        ? Optional.empty()
        : file.vcenters.stream().filter(entry -> name.equals(name(entry))).findFirst();
  }

  private static @Nullable String name(VCenterDraft draft) {
    try {
      return draft.url == null
          ? null
          : VCenterEndpoint.parse(draft.url.value()).name().toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** However it is written: two entries of one vCenter would be read as two. */
  private void requireOnce(
      VCenterEndpoint endpoint, @Nullable Setting said, Map<String, String> places) {
    if (said == null) {
      return;
    }
    String name = endpoint.name().toLowerCase(Locale.ROOT);
    String earlier = places.putIfAbsent(name, said.origin());
    if (earlier != null) {
      problems.add(Text.of("config.vcenter-twice", said.origin(), name, earlier));
    }
  }

  /** A flag before any {@code --vcenter} is stronger than what the file says of its vCenters. */
  private static VCenterDraft strengthened(VCenterDraft draft, VCenterDraft flags) {
    VCenterDraft made = new VCenterDraft();
    made.inherit(flags);
    made.url = draft.url;
    made.inherit(draft);
    return made;
  }

  private VCenterDraft govcDraft() {
    VCenterDraft draft = new VCenterDraft();
    GovcUrl url = GovcUrl.parse(String.valueOf(environment.get("GOVC_URL")));
    draft.url = new Setting(url.address(), "GOVC_URL");
    String name = environment.get("GOVC_USERNAME");
    if (name != null) {
      draft.username = new Setting(name, "GOVC_USERNAME");
    } else if (url.username() != null) {
      draft.username = new Setting(url.username(), "GOVC_URL");
    }
    return draft;
  }

  private @Nullable VCenterSettings settings(VCenterDraft draft, boolean fromFlags, boolean govc) {
    VCenterEndpoint endpoint = null;
    if (draft.url != null) {
      try {
        endpoint = VCenterEndpoint.parse(draft.url.value());
      } catch (IllegalArgumentException e) {
        problems.add(Text.of("config.bad-value", draft.url.origin(), message(e)));
      }
    }
    ServerTrust trust = trust(draft);
    InetSocketAddress proxy = draft.proxy == null ? null : proxy(draft.proxy, problems);
    PasswordSource password = password(draft, govc);
    if (endpoint == null) {
      return null;
    }
    return new VCenterSettings(
        endpoint,
        username(draft, fromFlags),
        password,
        trust,
        proxy,
        new RepairAccount(draft.repairUsername, draft.repairPasswordFile));
  }

  /** The variable beats the file and govc, but not a flag. */
  private @Nullable String username(VCenterDraft draft, boolean fromFlags) {
    Setting said = draft.username;
    String variable = environment.get("VPREFLIGHT_USERNAME");
    boolean byFlag = said != null && said.origin().startsWith("--");
    if (variable != null && !(fromFlags && byFlag) && !byFlag) {
      return variable;
    }
    return said == null ? null : said.value();
  }

  private PasswordSource password(VCenterDraft draft, boolean govc) {
    Setting file = draft.passwordFile;
    if (file != null && file.origin().startsWith("--")) {
      return fromFile(file);
    }
    if (environment.get("VPREFLIGHT_PASSWORD") != null) {
      return new PasswordSource.FromEnvironment("VPREFLIGHT_PASSWORD");
    }
    if (file != null) {
      return fromFile(file);
    }
    if (govc && environment.get("GOVC_PASSWORD") != null) {
      return new PasswordSource.FromEnvironment("GOVC_PASSWORD");
    }
    if (govc && govcPassword(environment) != null) {
      return new PasswordSource.FromGovcUrl();
    }
    return new PasswordSource.Ask();
  }

  private PasswordSource fromFile(Setting setting) {
    return new PasswordSource.FromFile(SecretPlaces.of(setting, problems), setting.origin());
  }

  private ServerTrust trust(VCenterDraft draft) {
    List<String> pins = new ArrayList<>();
    for (Setting thumbprint : draft.thumbprints) {
      try {
        pins.add(ServerTrust.normalize(thumbprint.value()));
      } catch (IllegalArgumentException e) {
        problems.add(Text.of("config.bad-value", thumbprint.origin(), message(e)));
      }
    }
    Path ca = null;
    if (draft.caFile != null) {
      ca = Path.of(draft.caFile.value());
      Text wrong = CaFile.problem(ca, draft.caFile.origin());
      if (wrong != null) {
        problems.add(wrong);
      }
    }
    return new ServerTrust(ca, pins);
  }

  /** The proxy; null when it is none, which is a problem then. */
  static @Nullable InetSocketAddress proxy(Setting setting, List<Text> problems) {
    Matcher proxy = PROXY.matcher(setting.value());
    if (!proxy.matches() || Integer.parseInt(proxy.group(2)) > 65535) {
      problems.add(Text.of("config.bad-proxy", setting.origin(), setting.value()));
      return null;
    }
    return InetSocketAddress.createUnresolved(proxy.group(1), Integer.parseInt(proxy.group(2)));
  }

  /** The password of {@code GOVC_URL}, or null. */
  public static @Nullable String govcPassword(Environment environment) {
    String url = environment.get("GOVC_URL");
    return url == null ? null : GovcUrl.parse(url).password();
  }

  private static String message(IllegalArgumentException e) {
    return String.valueOf(e.getMessage());
  }
}
