// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify.syslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.notify.ANotice;
import io.vpreflight.jobs.notify.NotSentException;
import io.vpreflight.jobs.notify.Notice;
import io.vpreflight.jobs.notify.Notice.Concern;
import io.vpreflight.jobs.notify.Turn;
import io.vpreflight.jobs.report.Hostile;
import io.vpreflight.jobs.report.Tool;
import io.vpreflight.jobs.text.Names;
import io.vpreflight.vsphere.ServerTrust;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Events as a collector reads them off the wire. */
@Timeout(600)
class SyslogChannelTest {
  private static final HeldCertificate AUTHORITY =
      new HeldCertificate.Builder().certificateAuthority(0).build();
  private static final HeldCertificate SERVER =
      new HeldCertificate.Builder()
          .addSubjectAlternativeName("localhost")
          .signedBy(AUTHORITY)
          .build();
  private static final HeldCertificate ELSEWHERE =
      new HeldCertificate.Builder()
          .addSubjectAlternativeName("elsewhere.example.org")
          .signedBy(AUTHORITY)
          .build();
  private static final Pattern RFC_5424 =
      Pattern.compile(
          "<(\\d{1,3})>1 (\\S+) (\\S+) vpreflight - (\\S{1,32}) - (CEF:0\\|.*)", Pattern.DOTALL);

  @TempDir Path temp;
  private ServerTrust trust = ServerTrust.SYSTEM;
  private final List<Collector> collectors = new ArrayList<>();

  @BeforeEach
  void trust() throws IOException {
    Path ca = temp.resolve("ca.pem");
    Files.writeString(ca, AUTHORITY.certificatePem());
    trust = new ServerTrust(ca, List.of());
  }

  @AfterEach
  void stop() throws IOException {
    for (Collector collector : collectors) {
      collector.socket.close();
    }
  }

  /** Reads one connection to its end. */
  private static final class Collector {
    private final ServerSocket socket;
    private final CompletableFuture<byte[]> read = new CompletableFuture<>();

    Collector(HeldCertificate certificate) throws IOException {
      socket =
          new HandshakeCertificates.Builder()
              .heldCertificate(certificate)
              .build()
              .sslContext()
              .getServerSocketFactory()
              .createServerSocket(0, 5, InetAddress.getByName("localhost"));
      Thread thread = new Thread(this::serve);
      thread.setDaemon(true);
      thread.start();
    }

    private void serve() {
      try (Socket one = socket.accept();
          InputStream in = one.getInputStream()) {
        read.complete(in.readAllBytes());
      } catch (IOException e) {
        read.completeExceptionally(e);
      }
    }
  }

  private Collector collector(HeldCertificate certificate) throws IOException {
    Collector collector = new Collector(certificate);
    collectors.add(collector);
    return collector;
  }

  private SyslogChannel channel(Collector collector) {
    return new SyslogChannel(
        ANotice.rules("siem"),
        new SyslogServer("localhost", collector.socket.getLocalPort(), trust),
        new Tool("vpreflight", "1.0|x"),
        "audit host");
  }

  /** By the counts alone, as RFC 6587 and 5425 want it. */
  private static List<String> frames(byte[] all) throws IOException {
    List<String> frames = new ArrayList<>();
    ByteArrayInputStream in = new ByteArrayInputStream(all);
    while (in.available() > 0) {
      int length = 0;
      for (int c = in.read(); c != ' '; c = in.read()) {
        assertTrue(c >= '0' && c <= '9', "not a count");
        length = length * 10 + (c - '0');
      }
      frames.add(new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }
    return frames;
  }

  /** An independent reader of CEF: a key is a word before an equals sign that is not escaped. */
  private static Map<String, String> fields(String extension) {
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher keys = Pattern.compile("(?:^| )([A-Za-z0-9]+)(?<!\\\\)=").matcher(extension);
    String key = "";
    int from = 0;
    while (keys.find()) {
      if (!key.isEmpty()) {
        fields.put(key, unescaped(extension.substring(from, keys.start())));
      }
      key = keys.group(1);
      from = keys.end();
    }
    fields.put(key, unescaped(extension.substring(from)));
    return fields;
  }

  private static String unescaped(String value) {
    return value.replaceAll("\\\\(.)", "$1");
  }

  private List<String> sent(Notice notice) throws Exception {
    Collector collector = collector(SERVER);
    channel(collector).send(notice);
    return frames(collector.read.get());
  }

  @Test
  void each_finding_is_an_event_with_a_count_in_front() throws Exception {
    List<String> frames =
        sent(
            ANotice.of(Turn.NEW, Severity.CRITICAL, "a", "b")
                .and(Turn.RESOLVED, Severity.ERROR, "vm.cbt.off", 0, "c")
                .concern(Concern.State.NEW, "unreachable", "vc2")
                .build());
    assertEquals(5, frames.size());
    List<String> priorities = new ArrayList<>();
    for (String frame : frames) {
      Matcher message = RFC_5424.matcher(frame);
      assertTrue(message.matches(), frame);
      assertEquals("audithost", message.group(3));
      priorities.add(message.group(1) + " " + message.group(4));
    }
    assertEquals(
        List.of("130 finding", "130 finding", "133 finding", "131 trouble", "134 audit"),
        priorities);
  }

  @Test
  void a_name_cannot_forge_a_field_an_event_or_a_line() throws Exception {
    List<String> names = new ArrayList<>(Hostile.NAMES);
    names.addAll(
        List.of("a=b act=resolved", "x|10|y", "end\\", "\\=", "a\nCEF:0|x", "<14>1 - - -"));
    List<String> frames =
        sent(ANotice.of(Turn.NEW, Severity.ERROR, names.toArray(String[]::new)).build());
    assertEquals(names.size() + 1, frames.size());
    for (int i = 0; i < names.size(); i++) {
      Matcher message = RFC_5424.matcher(frames.get(i));
      assertTrue(message.matches(), frames.get(i));
      String cef = message.group(5);
      assertFalse(cef.chars().anyMatch(c -> c < 0x20), cef);
      String[] header = cef.split("(?<!\\\\)\\|", 8);
      assertEquals(List.of("vpreflight", "1.0\\|x"), List.of(header[2], header[3]));
      assertEquals("8", header[6]);
      Map<String, String> fields = fields(header[7]);
      assertEquals(Names.shown(names.get(i)), fields.get("dhost"));
      assertEquals("new", fields.get("act"));
    }
  }

  @Test
  void an_event_that_is_sent_again_has_the_same_id() throws Exception {
    Notice notice = ANotice.of(Turn.NEW, Severity.ERROR, "a").build();
    assertEquals(sent(notice), sent(notice));
    assertTrue(sent(notice).get(0).contains("externalId=" + notice.id() + "-0"));
  }

  @Test
  void a_certificate_for_another_name_gets_nothing() throws Exception {
    Collector collector = collector(ELSEWHERE);
    assertThrows(
        NotSentException.class,
        () -> channel(collector).send(ANotice.of(Turn.NEW, Severity.ERROR, "a").build()));
    assertTrue(
        collector.read.isCompletedExceptionally() || collector.read.get().length == 0,
        "nothing was sent");
  }

  @Test
  void nobody_there_is_said() throws Exception {
    Collector collector = collector(SERVER);
    collector.socket.close();
    NotSentException why =
        assertThrows(NotSentException.class, () -> channel(collector).send(new ANotice().build()));
    assertFalse(why.isFinal());
  }
}
