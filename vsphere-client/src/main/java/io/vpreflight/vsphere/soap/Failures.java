// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.soap;

import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.VSphereException.Unreachable;
import io.vpreflight.vsphere.VSphereException.Unreachable.Reason;
import io.vpreflight.vsphere.VSphereException.Untrusted;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** Tells what a failure of the connection means. */
public final class Failures {
  private Failures() {}

  /** What kept a call from being answered. */
  public static VSphereException of(IOException e, Tls tls) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof SSLException && !isBroken(e)) {
      return new Untrusted(message, tls.lastSeen(), e);
    }
    if (e instanceof UnknownHostException) {
      return new Unreachable(Reason.UNKNOWN_HOST, message, e);
    }
    if (e instanceof SocketTimeoutException || message.equals("timeout")) {
      return new Unreachable(Reason.TIMEOUT, message, e);
    }
    if (e instanceof ConnectException) {
      return new Unreachable(
          message.contains("timed out") ? Reason.TIMEOUT : Reason.REFUSED, message, e);
    }
    boolean proxy = message.contains("CONNECT") || message.contains("authenticate with proxy");
    return new Unreachable(proxy ? Reason.PROXY : Reason.BROKEN, message, e);
  }

  /** A connection that breaks inside of TLS says nothing about the certificate. */
  private static boolean isBroken(Throwable e) {
    for (Throwable t = e.getCause(); t != null; t = t.getCause()) {
      if (t instanceof SocketException || t instanceof EOFException) {
        return true;
      }
    }
    return false;
  }
}
