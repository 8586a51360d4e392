// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.rest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/** A body of JSON that OkHttp must not send again, whatever the server asks for. */
final class Once extends RequestBody {
  private static final MediaType JSON = MediaType.get("application/json");

  private final byte[] content;

  Once(String json) {
    content = json.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public MediaType contentType() {
    return JSON;
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
    sink.write(content);
  }
}
