// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.serve;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.secret.SecretPlace;
import io.vpreflight.jobs.service.Expiring;
import io.vpreflight.jobs.store.PostgresServer;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.plugin.config.ListenSettings;
import io.vpreflight.plugin.config.ScheduledJob;
import io.vpreflight.plugin.config.ServiceSettings;
import io.vpreflight.plugin.config.VCenterSettings;
import io.vpreflight.plugin.config.VCenterSettings.PasswordSource;
import io.vpreflight.plugin.http.OwnCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What of the service comes to its end, as far as that can be known here: nothing is asked of a
 * vCenter, whose certificate is judged by audits, and which does not tell until when a password
 * holds.
 */
final class Expirations {
  private final ServiceSettings settings;
  private final Store store;

  Expirations(ServiceSettings settings, Store store) {
    this.settings = settings;
    this.store = store;
  }

  /**
   * What ends soon, or has ended.
   *
   * @throws IOException when a file cannot be read
   */
  List<Expiring> of(ScheduledJob.Expiry job, Instant now) throws IOException {
    List<Expiring> all = new ArrayList<>(Expiring.of(store.tokens().list()));
    ListenSettings listen = settings.listen();
    ListenSettings.Tls tls = listen == null ? null : listen.tls();
    if (tls != null) {
      Instant end = OwnCertificate.notAfter(tls);
      String file = OwnCertificate.file(tls).toString();
      all.add(new Expiring("listen", end, Text.of("expiring.own-certificate", end, file)));
    }
    for (Path file : authorities()) {
      Instant end = lastEnd(file);
      if (end != null) {
        String name = file.toString();
        all.add(new Expiring("caFile " + name, end, Text.of("expiring.authority", name, end)));
      }
    }
    Duration age = job.passwordAge();
    if (age != null) {
      for (SecretPlace place : passwords()) {
        all.add(password(place, age));
      }
    }
    return all.stream()
        .filter(one -> one.endsBy(now.plus(job.ahead())))
        .sorted(Comparator.comparing(Expiring::endsAt).thenComparing(Expiring::name))
        .toList();
  }

  private static Expiring password(SecretPlace place, Duration age) throws IOException {
    Instant written = place.writtenAt();
    Instant end = written.plus(age);
    return new Expiring(
        "passwordFile " + place, end, Text.of("expiring.password", place.toString(), written, end));
  }

  private Set<Path> authorities() {
    Set<Path> files = new LinkedHashSet<>();
    settings.vcenters().stream()
        .map(one -> one.trust().caFile())
        .filter(Objects::nonNull)
        .forEach(files::add);
    return files;
  }

  /** Who repairs is not looked at before a repair, and its file neither. */
  private Set<SecretPlace> passwords() {
    Set<SecretPlace> files = new LinkedHashSet<>();
    settings.vcenters().stream()
        .map(VCenterSettings::password)
        .flatMap(
            source ->
                source instanceof PasswordSource.FromFile from
                    ? Stream.of(from.place())
                    : Stream.empty())
        .forEach(files::add);
    PostgresServer server = settings.store();
    if (server != null && server.password() != null) {
      files.add(server.password());
    }
    return files;
  }

  /** An old authority may stay in the file beside the new one: the last of them counts. */
  private static @Nullable Instant lastEnd(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      Instant last = null;
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        if (one instanceof X509Certificate authority) {
          Instant end = authority.getNotAfter().toInstant();
          last = last == null || end.isAfter(last) ? end : last;
        }
      }
      return last;
    } catch (CertificateException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }
}
