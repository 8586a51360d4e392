// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.soap;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/**
 * A body that OkHttp must not send again, whatever happened to the first time, and that knows
 * whether any of it was written.
 */
public final class OneShot extends RequestBody {
  private final MediaType type;
  private final byte[] content;
  private final Runnable before;
  private final Runnable after;
  private volatile boolean begun;

  /** A body that nobody watches. */
  public OneShot(MediaType type, byte[] content) {
    this(type, content, () -> {}, () -> {});
  }

  /**
   * A body.
   *
   * @param before is run when the connection stands, right before the first byte; what it throws
   *     keeps the call from being sent
   * @param after is run when the last byte was handed to the network
   */
  OneShot(MediaType type, byte[] content, Runnable before, Runnable after) {
    this.type = type;
    this.content = content;
    this.before = before;
    this.after = after;
  }

  /** It was refused in the last moment; nothing was sent. */
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;
    private final RuntimeException reason;

    Refused(RuntimeException reason) {
      super(reason);
      this.reason = reason;
    }

    RuntimeException reason() {
      return reason;
    }
  }

  /** False when certainly nothing was sent. */
  boolean isBegun() {
    return begun;
  }

  @Override
  public MediaType contentType() {
    return type;
  }

  @Override
  public long contentLength() {
    return content.length;
  }

  @Override
  public boolean isOneShot() {
    return true;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    try {
      before.run();
    } catch (RuntimeException e) {
      throw new Refused(e);
    }
    begun = true;
    sink.write(content);
    sink.flush();
    after.run();
  }
}
