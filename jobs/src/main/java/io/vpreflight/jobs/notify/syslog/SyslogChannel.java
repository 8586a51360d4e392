// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify.syslog;

import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.notify.Channel;
import io.vpreflight.jobs.notify.NotSentException;
import io.vpreflight.jobs.notify.Notice;
import io.vpreflight.jobs.notify.Notice.Concern;
import io.vpreflight.jobs.notify.Notice.Group;
import io.vpreflight.jobs.notify.Notice.Line;
import io.vpreflight.jobs.notify.Notice.Part;
import io.vpreflight.jobs.notify.NoticeText;
import io.vpreflight.jobs.notify.Rules;
import io.vpreflight.jobs.report.Tool;
import io.vpreflight.vsphere.soap.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLSocket;

/**
 * Events over TLS (RFC 5425): one for each finding that changed, one for each trouble, one for the
 * audit. A connection is made for each message, and ended in a way that shows whether it was read.
 */
public final class SyslogChannel implements Channel {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int ANSWER_MILLIS = 10_000;
  private static final int LAST_MILLIS = 2_000;

  /** local0, as RFC 5424 counts. */
  private static final int FACILITY = 16 * 8;

  private final Rules rules;
  private final SyslogServer server;
  private final Tool tool;
  private final String host;
  private final NoticeText text;

  /**
   * To that server.
   *
   * @param host how this machine calls itself there
   */
  public SyslogChannel(Rules rules, SyslogServer server, Tool tool, String host) {
    this.rules = rules;
    this.server = server;
    this.tool = tool;
    String ascii = host.replaceAll("[^!-~]", "");
    this.host = ascii.isEmpty() ? "-" : ascii.substring(0, Math.min(255, ascii.length()));
    text = new NoticeText(rules);
  }

  @Override
  public Rules rules() {
    return rules;
  }

  @Override
  public void send(Notice notice) throws NotSentException {
    String place = server.host() + ":" + server.port() + ": ";
    try (Socket plain = new Socket()) {
      Tls tls = new Tls(server.trust());
      plain.connect(new InetSocketAddress(server.host(), server.port()), CONNECT_MILLIS);
      plain.setSoTimeout(ANSWER_MILLIS);
      try (SSLSocket socket =
          (SSLSocket) tls.sockets().createSocket(plain, server.host(), server.port(), true)) {
        socket.startHandshake();
        if (!tls.names().verify(server.host(), socket.getSession())) {
          throw NotSentException.forNow(
              Text.of("notify.why.certificate", server.host() + ":" + server.port()));
        }
        write(socket.getOutputStream(), notice);
        finish(socket);
      }
    } catch (IOException e) {
      throw NotSentException.forNow(place + e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  private void write(OutputStream out, Notice notice) throws IOException {
    for (String message : messages(notice)) {
      byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
      out.write((bytes.length + " ").getBytes(StandardCharsets.US_ASCII));
      out.write(bytes);
    }
    out.flush();
  }

  /**
   * Whoever did not read to the end breaks the connection; whoever did ends it, or says nothing.
   */
  private static void finish(SSLSocket socket) throws IOException {
    socket.shutdownOutput();
    socket.setSoTimeout(LAST_MILLIS);
    InputStream in = socket.getInputStream();
    try {
      while (in.read() >= 0) {
        // Nobody answers there; what is said is not for us.
      }
    } catch (SocketTimeoutException e) {
      // It keeps the connection open, which is its right.
    }
  }

  /** The events of a message, each with an id of its own that stays the same. */
  List<String> messages(Notice notice) {
    List<String> all = new ArrayList<>();
    for (Part part : notice.parts()) {
      for (Group group : part.groups()) {
        for (Line line : group.lines()) {
          all.add(finding(notice, part, group, line, all.size()));
        }
      }
      for (Concern concern : part.concerns()) {
        all.add(concern(notice, part, concern, all.size()));
      }
      all.add(audit(notice, part, all.size()));
    }
    return all;
  }

  private String finding(Notice notice, Part part, Group group, Line line, int number) {
    Map<String, String> fields = common(notice, part, number);
    fields.put("act", group.turn().label());
    fields.put("dhost", line.name());
    fields.put("cs2Label", "object");
    fields.put("cs2", line.object());
    fields.put("cs3Label", "vCenter");
    fields.put("cs3", line.vcenterName());
    fields.put("deviceExternalId", line.vcenter());
    fields.put("cs4Label", line.part().isEmpty() ? "" : "part");
    fields.put("cs4", line.part());
    fields.put("msg", line.summary());
    int level = group.turn().isBad() ? level(group.level()) : 5;
    return frame(level, part, "finding", group.check(), group.title(), group.level(), fields);
  }

  private String concern(Notice notice, Part part, Concern concern, int number) {
    Map<String, String> fields = common(notice, part, number);
    fields.put("act", concern.state().name().toLowerCase(Locale.ROOT));
    fields.put("dhost", concern.name());
    fields.put("msg", concern.text());
    boolean isOver = concern.state() == Concern.State.OVER;
    Severity severity = isOver ? Severity.INFO : Severity.ERROR;
    int level = isOver ? 5 : 3;
    return frame(
        level, part, "trouble", "audit." + concern.cause(), concern.cause(), severity, fields);
  }

  private String audit(Notice notice, Part part, int number) {
    Map<String, String> fields = common(notice, part, number);
    fields.put("act", part.isWhole() ? "complete" : "incomplete");
    fields.put("cnt", String.valueOf(part.groups().stream().mapToInt(Group::total).sum()));
    fields.put("msg", text.change(part));
    return frame(6, part, "audit", "audit", "audit", Severity.INFO, fields);
  }

  private static Map<String, String> common(Notice notice, Part part, int number) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("rt", String.valueOf(Instant.parse(part.at()).toEpochMilli()));
    fields.put("externalId", notice.id() + "-" + number);
    fields.put("cs1Label", "schedule");
    fields.put("cs1", part.schedule());
    return fields;
  }

  private String frame(
      int level,
      Part part,
      String kind,
      String id,
      String title,
      Severity severity,
      Map<String, String> fields) {
    return "<"
        + (FACILITY + level)
        + ">1 "
        + part.at()
        + " "
        + host
        + " vpreflight - "
        + kind
        + " - "
        + Cef.event(tool.version(), id, title, severity, fields);
  }

  private static int level(Severity severity) {
    return switch (severity) {
      case INFO -> 6;
      case WARNING -> 4;
      case ERROR -> 3;
      case CRITICAL -> 2;
    };
  }
}
