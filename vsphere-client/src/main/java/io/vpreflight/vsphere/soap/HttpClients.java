// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.soap;

import io.vpreflight.vsphere.ConnectionOptions;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/**
 * The HTTP client by which a vCenter is spoken to, whatever is said over it: no redirects, no
 * replay, no HTTP/2, and the trust of that vCenter alone.
 */
public final class HttpClients {
  private HttpClients() {}

  /** A client of its own, with connections of its own. */
  public static OkHttpClient of(ConnectionOptions options, Tls tls) {
    InetSocketAddress proxy = options.proxy();
    return new OkHttpClient.Builder()
        .protocols(List.of(Protocol.HTTP_1_1))
        .connectionSpecs(List.of(ConnectionSpec.MODERN_TLS, ConnectionSpec.CLEARTEXT))
        .connectionPool(new ConnectionPool(options.callsInFlight(), 1, TimeUnit.MINUTES))
        .retryOnConnectionFailure(false)
        .followRedirects(false)
        .followSslRedirects(false)
        .fastFallback(false)
        .proxy(proxy == null ? Proxy.NO_PROXY : new Proxy(Proxy.Type.HTTP, proxy))
        .connectTimeout(options.connectTimeout())
        .readTimeout(options.readTimeout())
        .writeTimeout(options.readTimeout())
        .callTimeout(options.callTimeout())
        .socketFactory(new PromptSockets())
        .sslSocketFactory(tls.sockets(), tls.manager())
        .hostnameVerifier(tls.names())
        .build();
  }
}
