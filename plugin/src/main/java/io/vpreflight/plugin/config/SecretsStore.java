// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.secret.SecretFile;
import io.vpreflight.jobs.text.NearestName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code secrets:}: a PKCS12 key store whose entries may stand in the place of secret
 * files. Nothing of it is kept: it is opened anew for every secret that is needed.
 *
 * @param store the key store
 * @param passwordFile the file with its password
 */
public record SecretsStore(Setting store, Setting passwordFile) {
  /** Keys of the section. */
  public static final Set<String> KEYS = Set.of("store", "passwordFile");

  /**
   * The store that the section names.
   *
   * @return null when it names none, which is told
   */
  static @Nullable SecretsStore of(Map<String, Setting> said, String origin, List<Text> problems) {
    Setting store = said.get("store");
    Setting password = said.get("passwordFile");
    if (store == null || password == null) {
      problems.add(Text.of("config.secrets-half", origin));
      return null;
    }
    return new SecretsStore(store, password);
  }

  /**
   * What is wrong with the store itself, whoever uses it, or null.
   *
   * @param said the section, in which nothing is missing
   */
  public static @Nullable Text problem(Map<String, Setting> said) {
    SecretsStore store = of(said, "", new ArrayList<>());
    if (store != null) {
      try {
        Arrays.fill(store.open().password, '\0');
      } catch (BadSecretException e) {
        return e.problem();
      }
    }
    return null;
  }

  /** The key store. */
  Path file() {
    return Path.of(store.value());
  }

  /**
   * An entry.
   *
   * @throws BadSecretException when there is none, or the store cannot be used
   */
  char[] secret(String alias, String origin) throws BadSecretException {
    Opened opened = open();
    try {
      requireAlias(opened.keys, alias, origin);
      Key key = opened.keys.getKey(alias, opened.password);
      byte[] encoded = key instanceof SecretKey ? key.getEncoded() : null;
      if (encoded == null || encoded.length == 0) {
        throw new BadSecretException(
            Text.of("config.secrets-other-entry", origin, alias, store.value()));
      }
      // keytool takes ASCII; another program may have put UTF-8 there.
      CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(encoded));
      char[] secret = new char[decoded.length()];
      decoded.get(secret);
      Arrays.fill(decoded.array(), '\0');
      Arrays.fill(encoded, (byte) 0);
      return secret;
    } catch (UnrecoverableKeyException e) {
      throw new BadSecretException(
          Text.of("config.secrets-other-password", origin, alias, store.value()));
    } catch (GeneralSecurityException e) {
      throw damaged();
    } finally {
      Arrays.fill(opened.password, '\0');
    }
  }

  /**
   * When an entry was made. Entries that do not say so get the time at which they are read, so that
   * the file has the last word.
   *
   * @throws IOException when nobody can tell
   */
  Instant createdAt(String alias, String origin) throws IOException {
    Opened opened = open();
    Arrays.fill(opened.password, '\0');
    try {
      requireAlias(opened.keys, alias, origin);
      Instant created = opened.keys.getCreationDate(alias).toInstant();
      Instant written = Files.getLastModifiedTime(file()).toInstant();
      return created.isBefore(written) ? created : written;
    } catch (GeneralSecurityException e) {
      throw damaged();
    }
  }

  private void requireAlias(KeyStore keys, String alias, String origin)
      throws GeneralSecurityException, BadSecretException {
    if (keys.containsAlias(alias)) {
      return;
    }
    String near = NearestName.of(alias, Collections.list(keys.aliases()));
    throw new BadSecretException(
        near == null
            ? Text.of("config.secrets-no-alias", origin, alias, store.value())
            : Text.of("config.secrets-no-alias.near", origin, alias, store.value(), near));
  }

  private Opened open() throws BadSecretException {
    for (Setting one : List.of(store, passwordFile)) {
      Text wrong = PasswordFile.problem(Path.of(one.value()), one.origin());
      if (wrong != null) {
        throw new BadSecretException(wrong);
      }
    }
    char[] password;
    try {
      password = new SecretFile(Path.of(passwordFile.value())).read();
    } catch (IOException e) {
      throw new BadSecretException(
          Text.of("config.unreadable", passwordFile.origin(), passwordFile.value()));
    }
    try (InputStream in = Files.newInputStream(file())) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, password);
      return new Opened(keys, password);
    } catch (IOException e) {
      Arrays.fill(password, '\0');
      if (e.getCause() instanceof UnrecoverableKeyException) {
        throw new BadSecretException(
            Text.of(
                "config.secrets-password", store.origin(), store.value(), passwordFile.value()));
      }
      throw damaged();
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      Arrays.fill(password, '\0');
      throw damaged();
    }
  }

  private BadSecretException damaged() {
    return new BadSecretException(Text.of("config.secrets-damaged", store.origin(), store.value()));
  }

  /** The password is to be wiped by whoever opened it. */
  private static final class Opened {
    private final KeyStore keys;
    private final char[] password;

    Opened(KeyStore keys, char[] password) {
      this.keys = keys;
      this.password = password;
    }
  }
}
