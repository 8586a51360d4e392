// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.soap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.vsphere.ConnectionOptions;
import io.vpreflight.vsphere.FaultKind;
import io.vpreflight.vsphere.ServerCertificate;
import io.vpreflight.vsphere.ServerTrust;
import io.vpreflight.vsphere.VCenterEndpoint;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.VSphereException.Unreachable;
import io.vpreflight.vsphere.VSphereException.Untrusted;
import io.vpreflight.vsphere.testing.SoapServer;
import io.vpreflight.vsphere.testing.Xml;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import mockwebserver3.SocketEffect;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(600)
class TlsTest {
  private static final HeldCertificate AUTHORITY =
      new HeldCertificate.Builder().certificateAuthority(0).commonName("our CA").build();
  private static final HeldCertificate FOREIGN_AUTHORITY =
      new HeldCertificate.Builder().certificateAuthority(0).commonName("another CA").build();
  private static final HeldCertificate VCENTER =
      new HeldCertificate.Builder()
          .signedBy(AUTHORITY)
          .commonName("vcenter")
          .addSubjectAlternativeName("localhost")
          .addSubjectAlternativeName("127.0.0.1")
          .build();
  private static final HeldCertificate ELSEWHERE =
      new HeldCertificate.Builder()
          .signedBy(AUTHORITY)
          .commonName("elsewhere")
          .addSubjectAlternativeName("elsewhere.example.org")
          .build();

  private final Path folder;

  TlsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Tag("F2")
  @Test
  void a_pinned_certificate_needs_no_authority_and_no_name() throws Exception {
    assertTrusted(ELSEWHERE, new ServerTrust(null, List.of(sha256(ELSEWHERE))));
    assertTrusted(ELSEWHERE, new ServerTrust(null, List.of(sha256(VCENTER), sha256(ELSEWHERE))));
  }

  @Tag("F2")
  @Test
  void with_a_wrong_pin_nothing_is_sent_and_the_certificate_is_shown() throws Exception {
    Untrusted refused = assertRefused(VCENTER, new ServerTrust(null, List.of(sha256(ELSEWHERE))));
    ServerCertificate shown = refused.certificate();
    assertNotNull(shown);
    assertEquals(sha256(VCENTER), shown.sha256());
    assertEquals("CN=vcenter", shown.subject());
    assertEquals("CN=our CA", shown.issuer());
    assertEquals(List.of("localhost", "127.0.0.1"), shown.names());
    assertTrue(shown.notBefore().isBefore(shown.notAfter()));
    assertEquals(FaultKind.ASK_HUMAN, refused.kind());
  }

  @Tag("F2")
  @Test
  void a_chain_that_ends_at_the_ca_file_is_trusted_for_its_names_alone() throws Exception {
    ServerTrust trust = new ServerTrust(caFile(AUTHORITY), List.of());
    assertTrusted(VCENTER, trust);
    Untrusted refused = assertRefused(ELSEWHERE, trust);
    assertEquals(sha256(ELSEWHERE), shown(refused));
  }

  @Tag("F2")
  @Test
  void a_chain_of_another_authority_is_refused() throws Exception {
    Untrusted refused =
        assertRefused(VCENTER, new ServerTrust(caFile(FOREIGN_AUTHORITY), List.of()));
    assertEquals(sha256(VCENTER), shown(refused));
  }

  @Test
  void several_authorities_may_stand_in_one_file() throws Exception {
    assertTrusted(VCENTER, new ServerTrust(caFile(FOREIGN_AUTHORITY, AUTHORITY), List.of()));
  }

  @Tag("F2")
  @Test
  void with_file_and_pin_both_must_hold_and_the_name_too() throws Exception {
    assertTrusted(VCENTER, new ServerTrust(caFile(AUTHORITY), List.of(sha256(VCENTER))));
    assertRefused(VCENTER, new ServerTrust(caFile(AUTHORITY), List.of(sha256(ELSEWHERE))));
    assertRefused(VCENTER, new ServerTrust(caFile(FOREIGN_AUTHORITY), List.of(sha256(VCENTER))));
    assertRefused(ELSEWHERE, new ServerTrust(caFile(AUTHORITY), List.of(sha256(ELSEWHERE))));
  }

  @Tag("F2")
  @Test
  void without_file_and_pin_the_authorities_of_the_runtime_decide() throws Exception {
    Untrusted refused = assertRefused(VCENTER, ServerTrust.SYSTEM);
    assertEquals(sha256(VCENTER), shown(refused));
  }

  @Tag("F2")
  @Test
  void an_expired_certificate_is_refused_even_from_a_known_authority() throws Exception {
    HeldCertificate expired =
        new HeldCertificate.Builder()
            .signedBy(AUTHORITY)
            .addSubjectAlternativeName("localhost")
            .validityInterval(0, System.currentTimeMillis() - 1_000)
            .build();
    assertRefused(expired, new ServerTrust(caFile(AUTHORITY), List.of()));
  }

  @Test
  void a_file_without_certificates_is_told_at_once() throws Exception {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "");
    assertThrows(IOException.class, () -> new Tls(new ServerTrust(empty, List.of())));
    Path garbage = Files.writeString(folder.resolve("garbage.pem"), "not a certificate");
    assertThrows(IOException.class, () -> new Tls(new ServerTrust(garbage, List.of())));
    Path missing = folder.resolve("missing.pem");
    assertThrows(IOException.class, () -> new Tls(new ServerTrust(missing, List.of())));
  }

  @Tag("F2")
  @Test
  void a_connection_that_breaks_inside_of_tls_says_nothing_of_the_certificate() throws Exception {
    try (SoapServer server = server(VCENTER);
        SoapTransport transport =
            transport(server, new ServerTrust(null, List.of(sha256(VCENTER))))) {
      server.onRequest(
          "RetrieveServiceContent",
          request ->
              Xml.reply("RetrieveServiceContent", "<returnval>" + "x".repeat(200_000))
                  .onResponseBody(new SocketEffect.CloseSocket())
                  .throttleBody(50_000, 100, TimeUnit.MILLISECONDS)
                  .build());
      Unreachable lost = assertThrows(Unreachable.class, () -> content(transport));
      assertEquals(Unreachable.Reason.BROKEN, lost.reason());
    }
  }

  @Tag("F2")
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void a_server_that_speaks_an_older_tls_gets_nothing(int minor) throws Exception {
    byte[] received;
    try (ServerSocket old = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        SoapTransport transport =
            new SoapTransport(
                VCenterEndpoint.parse("https://127.0.0.1:" + old.getLocalPort()),
                new ServerTrust(null, List.of(sha256(VCENTER))),
                ConnectionOptions.DEFAULT.withCallTimeout(Duration.ofSeconds(10)),
                Operations.READ,
                "vpreflight/test")) {
      CompletableFuture<byte[]> heard =
          CompletableFuture.supplyAsync(
              () -> {
                try (Socket socket = old.accept()) {
                  InputStream in = socket.getInputStream();
                  byte[] hello = in.readNBytes(5);
                  in.readNBytes(((hello[3] & 0xff) << 8) | (hello[4] & 0xff));
                  socket.getOutputStream().write(oldHello(minor));
                  return in.readAllBytes();
                } catch (IOException e) {
                  return new byte[0];
                }
              });
      assertThrows(VSphereException.class, () -> content(transport));
      received = heard.get(60, TimeUnit.SECONDS);
    }
    // An alert at most: no key was agreed upon, so that nothing else can have been said.
    assertTrue(received.length == 0 || (received.length == 7 && received[0] == 21));
  }

  /** A server that says that it speaks SSL 3.0, TLS 1.0 or 1.1 only. */
  private static byte[] oldHello(int minor) {
    ByteBuffer hello = ByteBuffer.allocate(47);
    hello.put((byte) 22).put((byte) 3).put((byte) minor).putShort((short) 42);
    hello.put((byte) 2).put((byte) 0).putShort((short) 38);
    hello.put((byte) 3).put((byte) minor).put(new byte[32]).put((byte) 0);
    return hello.putShort((short) 0x2f).put((byte) 0).array();
  }

  @Test
  void nothing_of_the_whole_runtime_is_changed() throws Exception {
    Object verifier = HttpsURLConnection.getDefaultHostnameVerifier();
    Object sockets = HttpsURLConnection.getDefaultSSLSocketFactory();
    SSLContext context = SSLContext.getDefault();
    assertTrusted(VCENTER, new ServerTrust(null, List.of(sha256(VCENTER))));
    assertSame(verifier, HttpsURLConnection.getDefaultHostnameVerifier());
    assertSame(sockets, HttpsURLConnection.getDefaultSSLSocketFactory());
    assertSame(context, SSLContext.getDefault());
  }

  @Tag("F2")
  @Test
  void one_trust_does_not_leak_into_another() throws Exception {
    assertTrusted(VCENTER, new ServerTrust(null, List.of(sha256(VCENTER))));
    assertRefused(VCENTER, new ServerTrust(null, List.of(sha256(ELSEWHERE))));
    assertTrusted(VCENTER, new ServerTrust(null, List.of(sha256(VCENTER))));
  }

  private static void assertTrusted(HeldCertificate certificate, ServerTrust trust)
      throws IOException {
    try (SoapServer server = server(certificate);
        SoapTransport transport = transport(server, trust)) {
      assertEquals("8.0.3", content(transport).about().version());
      ServerCertificate seen = transport.certificate();
      assertEquals(sha256(certificate), seen == null ? null : seen.sha256());
    }
  }

  private static Untrusted assertRefused(HeldCertificate certificate, ServerTrust trust)
      throws IOException {
    try (SoapServer server = server(certificate);
        SoapTransport transport = transport(server, trust);
        SoapSession session = SoapServer.session(transport)) {
      Untrusted refused = assertThrows(Untrusted.class, session::user);
      assertFalse(server.methods().contains("Login"));
      assertEquals(0, server.calls().size(), "nothing may be sent");
      return refused;
    }
  }

  private static ServiceContent content(SoapTransport transport) {
    ServiceContent content =
        transport.call(
            "RetrieveServiceContent",
            body -> body.self(ServiceContent.SERVICE_INSTANCE),
            cursor -> SoapSession.returned(cursor, ServiceContent::read));
    assertNotNull(content);
    return content;
  }

  private static @Nullable String shown(Untrusted refused) {
    ServerCertificate certificate = refused.certificate();
    return certificate == null ? null : certificate.sha256();
  }

  private static SoapServer server(HeldCertificate certificate) {
    return new SoapServer(
        new HandshakeCertificates.Builder()
            .heldCertificate(certificate)
            .build()
            .sslSocketFactory());
  }

  private static SoapTransport transport(SoapServer server, ServerTrust trust) throws IOException {
    return new SoapTransport(
        server.endpoint(),
        trust,
        ConnectionOptions.DEFAULT.withCallTimeout(Duration.ofSeconds(10)),
        Operations.READ,
        "vpreflight/test");
  }

  private Path caFile(HeldCertificate... authorities) throws IOException {
    StringBuilder pem = new StringBuilder();
    for (HeldCertificate authority : authorities) {
      pem.append(authority.certificatePem());
    }
    return Files.writeString(folder.resolve("ca" + pem.length() + ".pem"), pem);
  }

  private static String sha256(HeldCertificate certificate) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(certificate.certificate().getEncoded());
      return ServerTrust.normalize(HexFormat.of().formatHex(digest));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
