// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.soap;

import io.vpreflight.vsphere.VSphereException.BadReply;
import io.vpreflight.vsphere.VSphereException.Unreachable;
import io.vpreflight.vsphere.VSphereException.Unreachable.Reason;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/** Tells an answer of a vCenter from anything else, and counts its bytes. Safe for threads. */
final class Replies {
  private final ReplyLimits limits;
  private final LongAdder bytes = new LongAdder();

  /** Reads within those limits. */
  Replies(ReplyLimits limits) {
    this.limits = limits;
  }

  /** Bytes of reply read so far, after gunzip. */
  long bytes() {
    return bytes.sum();
  }

  /** Reads a small document that is no answer to a call. */
  <T> T document(Response response, Function<XmlCursor, T> reader) {
    return reader.apply(new XmlCursor(limited(response), limits.withBytes(1 << 20)));
  }

  /** Reads the answer to a call; the cursor stands on {@code <MethodResponse>}. */
  <T extends @Nullable Object> T read(
      String method, Response response, Function<XmlCursor, T> reader) {
    int code = response.code();
    if (code == 407) {
      throw new Unreachable(Reason.PROXY, "the proxy wants a login of its own", null);
    }
    if (code == 502 || code == 503 || code == 504) {
      throw new Unreachable(Reason.UNAVAILABLE, "HTTP " + code, null);
    }
    if (isHtml(response) || (code != 200 && code != 500)) {
      String type = response.header("Content-Type", "no content type");
      throw new BadReply(
          "HTTP " + code + ", " + type + ": not an answer of a vCenter", false, null);
    }
    LimitedStream in = limited(response);
    try {
      XmlCursor cursor = new XmlCursor(in, limits);
      if (cursor.name().equals("Envelope")) {
        int envelope = cursor.enter();
        while (cursor.next(envelope)) {
          if (cursor.name().equals("Body")) {
            int inside = cursor.enter();
            if (cursor.next(inside)) {
              return body(method, cursor, reader);
            }
          }
        }
      }
      throw new BadReply("not a SOAP reply: <" + cursor.name() + ">", false, null);
    } finally {
      bytes.add(in.count());
    }
  }

  private static <T extends @Nullable Object> T body(
      String method, XmlCursor cursor, Function<XmlCursor, T> reader) {
    if (cursor.name().equals("Fault")) {
      throw SoapFaults.soapFault(method, cursor);
    }
    T result = reader.apply(cursor);
    cursor.drain();
    return result;
  }

  private LimitedStream limited(Response response) {
    ResponseBody body = response.body();
    return new LimitedStream(body.byteStream(), limits.bytes());
  }

  static boolean isHtml(Response response) {
    String type = response.header("Content-Type");
    return type != null && type.toLowerCase(Locale.ROOT).contains("html");
  }
}
