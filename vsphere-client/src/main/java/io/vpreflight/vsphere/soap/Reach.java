// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.soap;

import io.vpreflight.vsphere.VSphereException.Unreachable;
import io.vpreflight.vsphere.VSphereException.Unreachable.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

/** The way to a server, one step at a time: its addresses, then a connection that says nothing. */
public final class Reach {
  private Reach() {}

  /**
   * The addresses of a name, in the order in which they are tried.
   *
   * @throws Unreachable when it has none
   */
  public static List<InetAddress> addresses(String host) {
    try {
      return List.of(InetAddress.getAllByName(host));
    } catch (UnknownHostException e) {
      throw new Unreachable(Reason.UNKNOWN_HOST, String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Opens a connection and closes it again; nothing is sent.
   *
   * @return how long it took
   * @throws Unreachable when nobody answers there
   */
  public static Duration connect(InetAddress address, int port, Duration limit) {
    long start = System.nanoTime();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), Math.toIntExact(limit.toMillis()));
      return Duration.ofNanos(System.nanoTime() - start);
    } catch (SocketTimeoutException e) {
      throw new Unreachable(Reason.TIMEOUT, String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new Unreachable(Reason.REFUSED, String.valueOf(e.getMessage()), e);
    }
  }
}
