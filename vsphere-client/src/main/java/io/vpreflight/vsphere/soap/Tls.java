// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.soap;

import io.vpreflight.vsphere.ServerCertificate;
import io.vpreflight.vsphere.ServerTrust;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The trust of one server, as sockets need it: a vCenter, or whoever is told what was found there.
 * Nothing of it is shared with other servers or with the rest of the JVM. Safe for several threads.
 */
public final class Tls {
  private final ServerTrust trust;
  private final Manager manager;
  private final SSLSocketFactory sockets;

  // A client that speaks no TLS itself: any other would load the authorities of the runtime for it.
  private final HostnameVerifier standardNames =
      new OkHttpClient.Builder()
          .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
          .build()
          .hostnameVerifier();

  private final AtomicReference<@Nullable X509Certificate> seen = new AtomicReference<>();

  /**
   * Reads the CA file, if any.
   *
   * @throws IOException if it cannot be read or holds no certificate
   */
  public Tls(ServerTrust trust) throws IOException {
    this.trust = trust;
    try {
      X509TrustManager authorities =
          trust.caFile() == null && !trust.sha256Pins().isEmpty()
              ? null
              : authorities(trust.caFile());
      manager = new Manager(authorities);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {manager}, null);
      sockets = context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS is not available: " + e.getMessage(), e);
    }
  }

  /** Makes sockets that judge by it. */
  public SSLSocketFactory sockets() {
    return sockets;
  }

  /** What judges chains by it. */
  public X509TrustManager manager() {
    return manager;
  }

  /** A pinned certificate needs no name; any other must be made for the host. */
  public HostnameVerifier names() {
    return (host, session) ->
        (trust.caFile() == null && isPinned(session)) || standardNames.verify(host, session);
  }

  /** The certificate that the server showed last, or null. */
  @Nullable ServerCertificate lastSeen() {
    X509Certificate certificate = seen.get();
    return certificate == null ? null : describe(certificate);
  }

  private boolean isPinned(SSLSession session) {
    try {
      Certificate[] chain = session.getPeerCertificates();
      return chain.length > 0
          && chain[0] instanceof X509Certificate leaf
          && trust.sha256Pins().contains(sha256(leaf));
    } catch (SSLPeerUnverifiedException | CertificateException e) {
      return false;
    }
  }

  static ServerCertificate describe(X509Certificate certificate) {
    try {
      return new ServerCertificate(
          certificate.getSubjectX500Principal().getName(),
          certificate.getIssuerX500Principal().getName(),
          certificate.getNotBefore().toInstant(),
          certificate.getNotAfter().toInstant(),
          sha256(certificate),
          alternativeNames(certificate));
    } catch (CertificateException e) {
      throw new IllegalStateException("an X.509 certificate without an encoding", e);
    }
  }

  private static String sha256(X509Certificate certificate) throws CertificateException {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return HexFormat.ofDelimiter(":").formatHex(digest).toUpperCase(Locale.ROOT);
    } catch (GeneralSecurityException e) {
      throw new CertificateException(e);
    }
  }

  private static List<String> alternativeNames(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    try {
      Collection<List<?>> found = certificate.getSubjectAlternativeNames();
      if (found != null) {
        for (List<?> name : found) {
          names.add(String.valueOf(name.get(1)));
        }
      }
    } catch (CertificateParsingException e) {
      names.clear();
    }
    return names;
  }

  private static X509TrustManager authorities(@Nullable Path caFile)
      throws IOException, GeneralSecurityException {
    KeyStore store = null;
    if (caFile != null) {
      store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int n = 0;
      try (InputStream in = Files.newInputStream(caFile)) {
        for (Certificate c : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
          store.setCertificateEntry("ca" + n++, c);
        }
      } catch (CertificateException e) {
        throw new IOException("not a PEM file of certificates: " + caFile, e);
      }
      if (n == 0) {
        throw new IOException("no certificate in " + caFile);
      }
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (TrustManager candidate : factory.getTrustManagers()) {
      if (candidate instanceof X509TrustManager found) {
        return found;
      }
    }
    throw new GeneralSecurityException("no X.509 trust manager");
  }

  /** Judges chains by the authorities, by the pins, or by both. */
  private final class Manager implements X509TrustManager {
    private final @Nullable X509TrustManager authorities;

    Manager(@Nullable X509TrustManager authorities) {
      this.authorities = authorities;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      seen.set(chain[0]);
      if (authorities != null) {
        authorities.checkServerTrusted(chain, authType);
      }
      if (!trust.sha256Pins().isEmpty() && !trust.sha256Pins().contains(sha256(chain[0]))) {
        throw new CertificateException("the thumbprint is none of those that are expected");
      }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      throw new CertificateException("we are never a server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return authorities == null ? new X509Certificate[0] : authorities.getAcceptedIssuers();
    }
  }
}
