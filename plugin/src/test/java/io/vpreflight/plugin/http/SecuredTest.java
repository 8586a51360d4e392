// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.secret.SecretFile;
import io.vpreflight.jobs.service.Scope;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.config.ListenResolver;
import io.vpreflight.plugin.config.ListenSettings;
import io.vpreflight.plugin.config.ListenSettings.Tls;
import io.vpreflight.plugin.config.Setting;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where other machines come in: only with TLS, and only with a token. */
@Timeout(600)
class SecuredTest {
  private static final String PASSWORD = "correct horse";

  @TempDir Path temp;

  private Path secret(String name, String text) throws IOException {
    Path file = Files.writeString(temp.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  /** A key store as an admin makes one. */
  private Path keyStore(String name) throws Exception {
    Path file = temp.resolve(name);
    Files.deleteIfExists(file);
    List<String> words =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair -alias service -keyalg EC -validity 30 -dname CN=service",
            "-ext san=ip:127.0.0.1,dns:localhost -storetype PKCS12");
    List<String> command = new ArrayList<>();
    words.forEach(word -> command.addAll(List.of(word.split(" ", -1))));
    command.addAll(List.of("-keystore", file.toString(), "-storepass", PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return file;
  }

  private static KeyStore open(Path file) throws Exception {
    return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
  }

  private static String pem(String what, byte[] bytes) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
  }

  private Path certificate(Path store) throws Exception {
    byte[] bytes = open(store).getCertificate("service").getEncoded();
    return Files.writeString(temp.resolve("service.pem"), pem("CERTIFICATE", bytes));
  }

  private void answers(Tls tls, Path certificate) throws Exception {
    ListenSettings settings = new ListenSettings("127.0.0.1", 0, false, tls, false);
    try (AService service = new AService(temp.resolve("state"), settings)) {
      URI url = URI.create(service.http.urls().get(0));
      assertEquals("https", url.getScheme());
      String token = service.token(Scope.READ);
      assertTrue(ServiceClient.of(url, token, certificate).get("/api/v1").contains("links"));
      ServiceClient wrong = ServiceClient.of(url, "vp_wrong", certificate);
      assertTrue(assertThrows(ServiceException.class, () -> wrong.get("/api/v1")).reached());
      ServiceClient stranger = ServiceClient.of(url, token, null);
      assertFalse(assertThrows(ServiceException.class, () -> stranger.get("/health")).reached());
      assertTrue(ServiceClient.of(service.http.local()).isAlive(), "commands here still reach it");
    }
  }

  @Test
  void it_answers_with_a_key_store() throws Exception {
    Path store = keyStore("service.p12");
    answers(
        new Tls.KeyStoreFile(store, new SecretFile(secret("password", PASSWORD + "\n"))),
        certificate(store));
  }

  @Test
  void it_answers_with_pem_files() throws Exception {
    Path store = keyStore("service.p12");
    byte[] key = open(store).getKey("service", PASSWORD.toCharArray()).getEncoded();
    Path certificate = certificate(store);
    answers(new Tls.PemFiles(certificate, secret("key", pem("PRIVATE KEY", key))), certificate);
  }

  @Test
  void keys_that_cannot_be_read_are_told_before_anything_is_served() throws Exception {
    Path store = keyStore("service.p12");
    Tls tls = new Tls.KeyStoreFile(store, new SecretFile(secret("password", "wrong")));
    ListenSettings settings = new ListenSettings("127.0.0.1", 0, false, tls, false);
    assertThrows(ConfigException.class, () -> new AService(temp.resolve("state"), settings));
  }

  @Test
  void a_renewed_certificate_is_taken_without_a_restart_and_a_broken_one_is_not() throws Exception {
    Path store = keyStore("service.p12");
    Tls tls = new Tls.KeyStoreFile(store, new SecretFile(secret("password", PASSWORD)));
    BlockingQueue<Text> said = new LinkedBlockingQueue<>();
    try (RenewedKeys keys = RenewedKeys.watch(tls, Duration.ofMillis(50), said::add)) {
      keys.ssl().start();
      String first = thumb(keys);
      Files.writeString(store, "broken");
      assertEquals("config.bad-keys", key(said.poll(30, TimeUnit.SECONDS)));
      assertEquals(first, thumb(keys));
      Files.move(keyStore("other.p12"), store, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      assertEquals("serve.new-keys", key(said.poll(30, TimeUnit.SECONDS)));
      assertFalse(first.equals(thumb(keys)));
      keys.ssl().stop();
    }
  }

  private static @Nullable String key(@Nullable Text text) {
    return text == null ? null : text.key();
  }

  private static String thumb(RenewedKeys keys) throws Exception {
    return keys.ssl().getKeyStore().getCertificate("service").toString();
  }

  private static List<String> problems(String... said) {
    List<Text> problems = new ArrayList<>();
    Map<String, Setting> settings = new LinkedHashMap<>();
    for (int i = 0; i < said.length; i += 2) {
      settings.put(said[i], new Setting(said[i + 1], "test"));
    }
    new ListenResolver(problems).resolve(settings);
    return problems.stream().map(Text::key).toList();
  }

  @Test
  void another_address_than_loopback_is_refused_without_tls_and_with_open_metrics() {
    for (String fine : new String[] {"8080", "127.0.0.1:0", "localhost:8080", "[::1]:8080"}) {
      assertEquals(List.of(), problems("address", fine, "metrics", "open"), fine);
    }
    for (String open : new String[] {"0.0.0.0:8080", "[::]:8080", "192.0.2.1:8080"}) {
      assertEquals(List.of("config.listen-without-tls"), problems("address", open), open);
    }
    assertEquals(
        List.of("config.listen-without-tls", "config.metrics-open"),
        problems("address", "0.0.0.0:80", "metrics", "open"));
    for (String wrong : new String[] {"", "host", "8080x", "1:99999", ":80:"}) {
      assertEquals(List.of("config.bad-listen"), problems("address", wrong), wrong);
    }
    assertEquals(
        List.of("config.listen-half-tls"), problems("address", "8080", "keyStore", "x.p12"));
    assertEquals(List.of("config.bad-metrics"), problems("address", "80", "metrics", "yes"));
    assertEquals(List.of("config.listen-no-address"), problems("metrics", "open"));
  }

  @Test
  void a_token_is_not_sent_in_the_clear_to_another_machine() {
    URI plain = URI.create("http://192.0.2.1:8080");
    assertThrows(ServiceException.class, () -> ServiceClient.of(plain, "vp_x", null));
  }
}
