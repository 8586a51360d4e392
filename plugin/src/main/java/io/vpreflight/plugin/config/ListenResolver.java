// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import io.vpreflight.jobs.check.Text;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes checked settings of where to listen; everything that is wrong is told at once. */
public final class ListenResolver {
  /** Keys of {@code listen}. */
  public static final Set<String> KEYS =
      Set.of("address", "keyStore", "keyStorePasswordFile", "certificate", "key", "metrics");

  private static final Pattern ADDRESS = Pattern.compile("(?:(.+):)?(\\d{1,5})");
  private static final int LAST_PORT = 65_535;

  private final List<Text> problems;

  /** Problems are added to the list. */
  public ListenResolver(List<Text> problems) {
    this.problems = problems;
  }

  /**
   * The settings; to be used only if no problem was added.
   *
   * @param said by key
   * @return null when nothing says where to listen
   */
  public @Nullable ListenSettings resolve(Map<String, Setting> said) {
    Setting address = said.get("address");
    if (address == null) {
      said.values().stream()
          .findFirst()
          .ifPresent(one -> problems.add(Text.of("config.listen-no-address", one.origin())));
      return null;
    }
    ListenSettings.Tls tls = tls(said);
    boolean open = isOpen(said.get("metrics"));
    if (Unread.is(address)) {
      return null; // A name that is none must not be looked up.
    }
    Matcher parts = ADDRESS.matcher(address.value().strip());
    if (!parts.matches() || Integer.parseInt(parts.group(2)) > LAST_PORT) {
      problems.add(Text.of("config.bad-listen", address.origin(), address.value()));
      return null;
    }
    String host = parts.group(1) == null ? "127.0.0.1" : bare(parts.group(1));
    boolean loopback;
    try {
      loopback = InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      problems.add(Text.of("config.listen-host", address.origin(), host));
      return null;
    }
    if (!loopback && tls == null) {
      problems.add(Text.of("config.listen-without-tls", address.origin(), host));
    }
    if (!loopback && open) {
      problems.add(Text.of("config.metrics-open", address.origin(), host));
    }
    return new ListenSettings(host, Integer.parseInt(parts.group(2)), loopback, tls, open);
  }

  private static String bare(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private boolean isOpen(@Nullable Setting metrics) {
    if (metrics == null || metrics.value().equals("token")) {
      return false;
    }
    if (!metrics.value().equals("open")) {
      problems.add(Text.of("config.bad-metrics", metrics.origin(), metrics.value()));
    }
    return true;
  }

  private ListenSettings.@Nullable Tls tls(Map<String, Setting> said) {
    Setting store = said.get("keyStore");
    Setting password = said.get("keyStorePasswordFile");
    Setting certificate = said.get("certificate");
    Setting key = said.get("key");
    boolean pkcs12 = store != null || password != null;
    boolean pem = certificate != null || key != null;
    if (!pkcs12 && !pem) {
      return null;
    }
    if (!pem && store != null && password != null) {
      return new ListenSettings.Tls.KeyStoreFile(
          Path.of(store.value()), SecretPlaces.of(password, problems));
    }
    if (!pkcs12 && certificate != null && key != null) {
      Path chain = Path.of(certificate.value());
      Text wrong = CaFile.problem(chain, certificate.origin());
      if (wrong != null) {
        problems.add(wrong);
      }
      Text open = PasswordFile.problem(Path.of(key.value()), key.origin());
      if (open != null) {
        problems.add(open);
      }
      return new ListenSettings.Tls.PemFiles(chain, Path.of(key.value()));
    }
    Setting one = said.values().iterator().next();
    problems.add(Text.of("config.listen-half-tls", one.origin()));
    return null;
  }
}
