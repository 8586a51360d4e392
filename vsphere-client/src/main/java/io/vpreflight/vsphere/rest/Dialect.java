// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.rest;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The two forms in which vCenter offers the same calls: {@code /api} since 7.0 U2, {@code /rest}
 * since 6.5. They differ in paths, in how an object is named, and in what is wrapped around.
 */
enum Dialect {
  /** {@code /api/cis/tagging}. */
  API("api", "api/cis/tagging", "api/session"),
  /** {@code /rest/com/vmware/cis/tagging}. */
  REST("rest", "rest/com/vmware/cis/tagging", "rest/com/vmware/cis/session");

  private static final String WRAPPED = "value";

  private final String label;
  private final String tagging;
  private final String session;

  Dialect(String label, String tagging, String session) {
    this.label = label;
    this.tagging = tagging;
    this.session = session;
  }

  /** As it is called in a log. */
  String label() {
    return label;
  }

  /** Where sessions begin and end. */
  HttpUrl session(HttpUrl base) {
    return base.newBuilder().encodedPath("/").addPathSegments(session).build();
  }

  /** Where a call goes. */
  HttpUrl url(HttpUrl base, RestCall call, String id) {
    HttpUrl.Builder url =
        base.newBuilder().encodedPath("/").addPathSegments(tagging + "/" + call.resource());
    // The newer form names the category of this one call in its body.
    if (call.hasId() && !(this == API && call == RestCall.TAGS)) {
      url.addPathSegment(this == API ? id : "id:" + id);
    }
    if (!call.action().isEmpty()) {
      url.addEncodedQueryParameter(this == API ? "action" : "~action", call.action());
    }
    return url.build();
  }

  /** What is sent with it; null for nothing. */
  @Nullable JsonObject body(RestCall call, String id, @Nullable JsonObject body) {
    if (call == RestCall.TAGS) {
      JsonObject of = new JsonObject();
      if (this == API) {
        of.addProperty("category_id", id);
      }
      return of;
    }
    if (this == API || body == null) {
      return body;
    }
    if (call != RestCall.ADD_CATEGORY && call != RestCall.ADD_TAG) {
      return body;
    }
    JsonObject wrapped = new JsonObject();
    wrapped.add("create_spec", body);
    return wrapped;
  }

  /** The answer without what is wrapped around it. */
  JsonElement answer(JsonElement said) {
    return this == REST && said.isJsonObject() && said.getAsJsonObject().has(WRAPPED)
        ? said.getAsJsonObject().get(WRAPPED)
        : said;
  }
}
