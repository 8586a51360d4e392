// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How gently and how patiently a vCenter is spoken to.
 *
 * @param proxy HTTP proxy, or null for a direct connection
 * @param connectTimeout until the connection stands
 * @param readTimeout between two pieces of a reply, and until its first byte
 * @param callTimeout for one whole call
 * @param callsInFlight at once, 1 to 4; the load on vCenter is a feature
 * @param batchSize objects a call, 1 to 100: vCenter pages at 100
 * @param maxReplyBytes of one reply, after gunzip
 * @param watch told of each request
 */
public record ConnectionOptions(
    @Nullable InetSocketAddress proxy,
    Duration connectTimeout,
    Duration readTimeout,
    Duration callTimeout,
    int callsInFlight,
    int batchSize,
    long maxReplyBytes,
    CallWatch watch) {
  /** What suits a production vCenter. */
  public static final ConnectionOptions DEFAULT =
      new ConnectionOptions(
          null,
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofMinutes(3),
          2,
          100,
          64L << 20,
          CallWatch.NOBODY);

  public ConnectionOptions {
    if (callsInFlight < 1 || callsInFlight > 4) {
      throw new IllegalArgumentException("callsInFlight must be 1 to 4: " + callsInFlight);
    }
    if (batchSize < 1 || batchSize > 100) {
      throw new IllegalArgumentException("batchSize must be 1 to 100: " + batchSize);
    }
  }

  /** The same through a proxy. */
  public ConnectionOptions withProxy(@Nullable InetSocketAddress address) {
    return new ConnectionOptions(
        address,
        connectTimeout,
        readTimeout,
        callTimeout,
        callsInFlight,
        batchSize,
        maxReplyBytes,
        watch);
  }

  /**
   * The same with a deadline for each call; waiting for the next byte is never longer than that.
   */
  public ConnectionOptions withCallTimeout(Duration timeout) {
    Duration read = readTimeout.compareTo(timeout) > 0 ? timeout : readTimeout;
    return new ConnectionOptions(
        proxy, connectTimeout, read, timeout, callsInFlight, batchSize, maxReplyBytes, watch);
  }

  /** The same, watched by somebody else. */
  public ConnectionOptions withWatch(CallWatch other) {
    return new ConnectionOptions(
        proxy,
        connectTimeout,
        readTimeout,
        callTimeout,
        callsInFlight,
        batchSize,
        maxReplyBytes,
        other);
  }
}
