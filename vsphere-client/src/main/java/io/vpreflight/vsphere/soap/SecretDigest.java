// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.soap;

import io.vpreflight.vsphere.Secret;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Slow digests of secrets, each with a salt of its own, by which a secret that was refused is known
 * again. A refused one is often the right one of yesterday, or the right one but for a letter: who
 * finds a digest must not be able to guess it at leisure.
 */
final class SecretDigest {
  /** A few tenths of a second, where a login was refused and nowhere else. */
  private static final int ROUNDS = 600_000;

  /** More than that would take minutes: a line that was tampered with. */
  private static final int MOST_ROUNDS = 10_000_000;

  private static final int SALT_BYTES = 16;
  private static final int DIGEST_BITS = 256;
  private static final String NAME = "PBKDF2WithHmacSHA256";
  private static final Pattern FORM =
      Pattern.compile("pbkdf2-sha256:([1-9]\\d{0,7}):([A-Za-z0-9+/]{22}==):([A-Za-z0-9+/]{43}=)");
  private static final SecureRandom RANDOM = new SecureRandom();

  private SecretDigest() {}

  /** A digest with a new salt, as one line of ASCII. */
  static String of(Secret secret) {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    Base64.Encoder text = Base64.getEncoder();
    return String.format(
        Locale.ROOT,
        "pbkdf2-sha256:%d:%s:%s",
        ROUNDS,
        text.encodeToString(salt),
        text.encodeToString(stretched(secret, salt, ROUNDS)));
  }

  /** False for what another version wrote, or somebody tampered with. */
  static boolean isUnderstood(String digest) {
    Matcher form = FORM.matcher(digest);
    return form.matches() && Integer.parseInt(form.group(1)) <= MOST_ROUNDS;
  }

  /** True when it is the digest of that secret; takes as long as making one. */
  static boolean matches(String digest, Secret secret) {
    Matcher form = FORM.matcher(digest);
    if (!form.matches() || !isUnderstood(digest)) {
      return false;
    }
    Base64.Decoder text = Base64.getDecoder();
    byte[] made = stretched(secret, text.decode(form.group(2)), Integer.parseInt(form.group(1)));
    return MessageDigest.isEqual(made, text.decode(form.group(3)));
  }

  private static byte[] stretched(Secret secret, byte[] salt, int rounds) {
    PBEKeySpec spec = new PBEKeySpec(secret.reveal(), salt, rounds, DIGEST_BITS);
    try {
      return SecretKeyFactory.getInstance(NAME).generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + NAME, e);
    } finally {
      spec.clearPassword();
    }
  }
}
