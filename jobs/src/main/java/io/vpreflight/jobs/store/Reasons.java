// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.store.StoredAudit.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why audits are not whole, as their column has it: no sentences, which have a language. */
final class Reasons {
  private Reasons() {}

  /** Null for none. */
  static @Nullable String json(List<Reason> reasons) {
    if (reasons.isEmpty()) {
      return null;
    }
    JsonArray all = new JsonArray();
    for (Reason reason : reasons) {
      JsonArray args = new JsonArray();
      for (Object arg : reason.text().args()) {
        // Counts stay numbers: texts choose by them between one and several.
        if (arg instanceof Integer count) {
          args.add(count);
        } else {
          args.add(Canonical.clean(String.valueOf(arg)));
        }
      }
      JsonArray one = new JsonArray();
      one.add(reason.cause());
      one.add(reason.text().key());
      one.add(args);
      all.add(one);
    }
    return all.toString();
  }

  static List<Reason> read(@Nullable String json) {
    List<Reason> reasons = new ArrayList<>();
    if (json != null) {
      for (JsonElement each : JsonParser.parseString(json).getAsJsonArray()) {
        JsonArray one = each.getAsJsonArray();
        List<Object> args = new ArrayList<>();
        for (JsonElement arg : one.get(2).getAsJsonArray()) {
          args.add(
              arg.getAsJsonPrimitive().isNumber() ? (Object) arg.getAsInt() : arg.getAsString());
        }
        reasons.add(new Reason(one.get(0).getAsString(), new Text(one.get(1).getAsString(), args)));
      }
    }
    return reasons;
  }
}
