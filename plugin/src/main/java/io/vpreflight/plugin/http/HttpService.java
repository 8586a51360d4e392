// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.service.TokenBook;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.config.ListenSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * The service over HTTP: always on this machine, for the commands that speak to it, and where the
 * settings say so.
 */
public final class HttpService implements AutoCloseable {
  private static final int HEADERS = 8 * 1024;
  private static final int THREADS = 40;
  private static final int CONNECTIONS = 200;
  private static final long IDLE = Duration.ofSeconds(30).toMillis();
  private static final long STOP = Duration.ofSeconds(5).toMillis();
  private static final Duration LOOK = Duration.ofSeconds(30);
  private static final String LOOPBACK = "127.0.0.1";

  private final Server server;
  private final ServerConnector local;
  private final @Nullable ServerConnector named;
  private final @Nullable RenewedKeys keys;
  private final @Nullable ListenSettings settings;
  private final String localToken;
  private final Consumer<Text> say;

  /** What became of requests that broke, and of certificates, is said there. */
  public interface Journal extends Consumer<Text> {
    /** A fault of ours. */
    void broke(Exception problem);
  }

  private HttpService(
      ServiceParts parts, @Nullable ListenSettings settings, Texts texts, Journal journal)
      throws IOException {
    this.settings = settings;
    say = journal;
    localToken = TokenBook.secret();
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 4);
    threads.setName("http");
    threads.setDaemon(true);
    server = new Server(threads);
    server.setStopTimeout(STOP);
    ListenSettings.Tls tls = settings == null ? null : settings.tls();
    keys = tls == null ? null : RenewedKeys.watch(tls, LOOK, say);
    local = plain();
    // Plain HTTP is for loopback alone: the settings are refused otherwise.
    local.setHost(settings == null || keys != null ? LOOPBACK : settings.host());
    local.setPort(settings == null || keys != null ? 0 : settings.port());
    named = settings == null || keys == null ? null : secured(settings, keys);
    Texts words = texts.with("io.vpreflight.plugin.http", getClass().getClassLoader());
    Tongues tongues = new Tongues(words);
    ProblemAnswers problems = new ProblemAnswers(tongues);
    boolean open = settings != null && settings.metricsOpen();
    server.setErrorHandler(new Rejected(problems));
    server.addBean(new NetworkConnectionLimit(CONNECTIONS, server));
    try {
      // The port must be known before the first request is judged by it.
      local.open();
      int outside = -1;
      if (named != null) {
        named.open();
        outside = settings != null && settings.loopback() ? -1 : named.getLocalPort();
      }
      server.setHandler(
          new GracefulHandler(
              new FrontDoor(
                  new Router(Api.routes(parts, open)),
                  new Gate(parts.tokens(), TokenBook.hash(localToken), parts.clock()),
                  new HostCheck(outside),
                  problems,
                  tongues,
                  journal::broke)));
      server.start();
    } catch (IOException e) {
      close();
      throw e;
    } catch (Exception e) {
      close();
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * Begins to answer.
   *
   * @param settings null to answer on this machine alone, at a port of its own choice
   * @param texts in which is said what a person reads who wishes for no language
   * @throws ConfigException when it cannot listen there, or has no certificate for it
   */
  public static HttpService start(
      ServiceParts parts, @Nullable ListenSettings settings, Texts texts, Journal journal) {
    try {
      return new HttpService(parts, settings, texts, journal);
    } catch (IOException e) {
      String where = settings == null ? LOOPBACK : settings.host() + ":" + settings.port();
      throw new ConfigException(
          List.of(Text.of("config.cannot-listen", where, String.valueOf(e.getMessage()))));
    }
  }

  private static HttpConnectionFactory http() {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setRequestHeaderSize(HEADERS);
    configuration.setResponseHeaderSize(HEADERS);
    return new HttpConnectionFactory(configuration);
  }

  private ServerConnector plain() {
    return added(new ServerConnector(server, 1, 1, http()));
  }

  private ServerConnector secured(ListenSettings settings, RenewedKeys keys) {
    ServerConnector connector =
        added(
            new ServerConnector(
                server, 1, 1, new SslConnectionFactory(keys.ssl(), "http/1.1"), http()));
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    return connector;
  }

  private ServerConnector added(ServerConnector connector) {
    connector.setIdleTimeout(IDLE);
    server.addConnector(connector);
    return connector;
  }

  /** Where commands on this machine find it. */
  public LocalAccess local() {
    return new LocalAccess(url("http", local), localToken, ProcessHandle.current().pid());
  }

  /** Where the settings have it answer; empty when they say nothing. */
  public List<String> urls() {
    List<String> urls = new ArrayList<>();
    if (named != null) {
      urls.add(url("https", named));
    } else if (settings != null) {
      urls.add(url("http", local));
    }
    return urls;
  }

  private static String url(String scheme, ServerConnector connector) {
    String host = connector.getHost();
    return scheme
        + "://"
        + (host.contains(":") ? "[" + host + "]" : host)
        + ":"
        + connector.getLocalPort();
  }

  /** Takes no more requests, and waits a little for those under way. */
  @Override
  public void close() {
    if (keys != null) {
      keys.close();
    }
    try {
      server.stop();
    } catch (Exception e) {
      say.accept(Text.of("serve.http-stop", String.valueOf(e.getMessage())));
    }
  }
}
