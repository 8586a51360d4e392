// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.config.ListenSettings.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A certificate with its key, read from files.
 *
 * @param keys holds both
 * @param password of the key inside
 */
record KeyMaterial(KeyStore keys, String password) {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----(.*?)-----END PRIVATE KEY-----", Pattern.DOTALL);

  /** Of a key that was read from PEM; it never leaves the memory of this process. */
  private static final String IN_MEMORY = "in-memory";

  /**
   * Reads them.
   *
   * @throws ConfigException when they are not what they should be
   */
  static KeyMaterial read(Tls tls) {
    try {
      if (tls instanceof Tls.KeyStoreFile file) {
        String password = file.password().line();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file.file())) {
          keys.load(in, password.toCharArray());
        }
        return new KeyMaterial(keys, password);
      }
      return pem((Tls.PemFiles) tls);
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new ConfigException(
          List.of(
              Text.of(
                  "config.bad-keys",
                  files(tls).get(0).toString(),
                  String.valueOf(e.getMessage()))));
    }
  }

  private static KeyMaterial pem(Tls.PemFiles pem) throws IOException, GeneralSecurityException {
    List<Certificate> chain = new ArrayList<>();
    try (InputStream in = Files.newInputStream(pem.certificate())) {
      chain.addAll(CertificateFactory.getInstance("X.509").generateCertificates(in));
    }
    Matcher text = KEY.matcher(Files.readString(pem.key()));
    if (!text.find()) {
      throw new InvalidKeySpecException(pem.key() + ": PRIVATE KEY (PKCS8)?");
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry(
        "service",
        key(Base64.getMimeDecoder().decode(text.group(1))),
        IN_MEMORY.toCharArray(),
        chain.toArray(Certificate[]::new));
    return new KeyMaterial(keys, IN_MEMORY);
  }

  private static PrivateKey key(byte[] encoded) throws GeneralSecurityException {
    GeneralSecurityException last = new InvalidKeySpecException();
    for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      } catch (InvalidKeySpecException e) {
        last = e;
      }
    }
    throw last;
  }

  /** The certificate first. */
  static List<Path> files(Tls tls) {
    return tls instanceof Tls.KeyStoreFile file
        ? List.of(file.file(), file.password().file())
        : List.of(((Tls.PemFiles) tls).certificate(), ((Tls.PemFiles) tls).key());
  }

  /** When the files were written; another answer means that they are others. */
  static List<FileTime> writtenAt(Tls tls) throws IOException {
    List<FileTime> times = new ArrayList<>();
    for (Path file : files(tls)) {
      times.add(Files.getLastModifiedTime(file));
    }
    return times;
  }

  @Override
  public String toString() {
    return "keys";
  }
}
