// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify.webhook;

import io.vpreflight.jobs.check.Text;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import javax.net.SocketFactory;

/**
 * Which addresses a message may be sent to. Whoever can choose the address of a webhook, or the
 * answer of a name server, must not reach what listens inside: so the address is judged that a
 * socket is about to be connected to, not the name.
 */
final class Addresses {
  /** An address that nobody may be sent to. */
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Text why;

    Refused(Text why) {
      super(why.key());
      this.why = why;
    }

    Text why() {
      return why;
    }
  }

  private Addresses() {}

  /**
   * Judges an address.
   *
   * @param allowsPrivate true when this machine and private networks may be spoken to; link-local
   *     addresses, at which clouds hand out credentials, never
   * @throws Refused when it is refused
   */
  static void check(InetAddress address, boolean allowsPrivate) throws Refused {
    InetAddress real = embedded(address);
    if (real.isLinkLocalAddress() || real.isAnyLocalAddress() || real.isMulticastAddress()) {
      throw new Refused(Text.of("notify.why.link-local"));
    }
    if (!allowsPrivate && isPrivate(real)) {
      throw new Refused(Text.of("notify.why.private"));
    }
  }

  private static boolean isPrivate(InetAddress address) {
    if (address.isLoopbackAddress() || address.isSiteLocalAddress()) {
      return true;
    }
    byte[] b = address.getAddress();
    int first = b[0] & 0xFF;
    int second = b[1] & 0xFF;
    if (b.length == 16) {
      return (first & 0xFE) == 0xFC;
    }
    return first == 0
        || first >= 240
        || (first == 100 && (second & 0xC0) == 64)
        || (first == 198 && (second & 0xFE) == 18)
        || (first == 192 && second == 0 && b[2] == 0);
  }

  /** The IPv4 address that an IPv6 address leads to: NAT64, 6to4, or the old compatible form. */
  private static InetAddress embedded(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return address;
    }
    byte[] b = address.getAddress();
    boolean nat64 = b[0] == 0 && b[1] == 0x64 && (b[2] & 0xFF) == 0xFF && (b[3] & 0xFF) == 0x9B;
    boolean sixToFour = b[0] == 0x20 && b[1] == 0x02;
    boolean compatible = true;
    for (int i = 0; i < 12; i++) {
      compatible &= b[i] == 0;
    }
    // Those two are what they seem to be: nothing, and this machine.
    compatible &= !address.isAnyLocalAddress() && !address.isLoopbackAddress();
    try {
      if (nat64 || compatible) {
        return InetAddress.getByAddress(Arrays.copyOfRange(b, 12, 16));
      }
      if (sixToFour) {
        return InetAddress.getByAddress(Arrays.copyOfRange(b, 2, 6));
      }
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
    return address;
  }

  /** Makes sockets that connect to nothing that is refused. */
  static SocketFactory sockets(boolean allowsPrivate) {
    return new Sockets(allowsPrivate);
  }

  private static final class Sockets extends SocketFactory {
    private final boolean allowsPrivate;

    Sockets(boolean allowsPrivate) {
      this.allowsPrivate = allowsPrivate;
    }

    @Override
    public Socket createSocket() {
      return new Checked(allowsPrivate);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      return connected(InetAddress.getByName(host), port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort)
        throws IOException {
      return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      return connected(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
        throws IOException {
      return connected(host, port);
    }

    private Socket connected(InetAddress host, int port) throws IOException {
      Socket socket = createSocket();
      socket.connect(new InetSocketAddress(host, port));
      return socket;
    }
  }

  /** A socket that asks before it connects. */
  private static final class Checked extends Socket {
    private final boolean allowsPrivate;

    Checked(boolean allowsPrivate) {
      this.allowsPrivate = allowsPrivate;
    }

    @Override
    public void connect(SocketAddress address) throws IOException {
      connect(address, 0);
    }

    @Override
    public void connect(SocketAddress address, int millis) throws IOException {
      if (!(address instanceof InetSocketAddress inet) || inet.getAddress() == null) {
        throw new Refused(Text.of("notify.why.no-address"));
      }
      check(inet.getAddress(), allowsPrivate);
      super.connect(address, millis);
    }
  }
}
