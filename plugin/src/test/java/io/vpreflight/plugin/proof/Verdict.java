// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.vpreflight.plugin.cli.Shell;
import io.vpreflight.scenario.Reference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an audit said of one object in the name of one check.
 *
 * @param name of the object
 * @param kinds of the findings, sorted
 * @param reasons why it could not know
 * @param said all that the audit said of the check, for whoever looks for what went wrong
 */
record Verdict(String name, List<String> kinds, List<String> reasons, String said) {

  /** Reads it out of a report. */
  static Verdict of(
      String name, Shell.Result result, String check, String vcenter, Reference object) {
    assertFalse(result.out().isBlank(), result.toString());
    JsonObject report = result.json();
    assertEquals(0, report.getAsJsonArray("broke").size(), result.toString());
    return new Verdict(
        name,
        texts(report, "findings", "kind", check, vcenter, object),
        texts(report, "undetermined", "reason", check, vcenter, object),
        said(result, report, check));
  }

  private static String said(Shell.Result result, JsonObject report, String check) {
    StringBuilder said = new StringBuilder(result.command()).append(" -> ").append(result.code());
    for (String list : List.of("checks", "findings", "undetermined", "notObservable")) {
      said.append("\n").append(list);
      for (JsonElement element : report.getAsJsonArray(list)) {
        JsonElement id = element.getAsJsonObject().get(list.equals("checks") ? "id" : "check");
        if (id.getAsString().equals(check)) {
          said.append("\n  ").append(element);
        }
      }
    }
    return said.toString();
  }

  private static List<String> texts(
      JsonObject report, String list, String text, String check, String vcenter, Reference of) {
    List<String> texts = new ArrayList<>();
    for (JsonElement element : report.getAsJsonArray(list)) {
      JsonObject entry = element.getAsJsonObject();
      JsonObject object = entry.getAsJsonObject("object");
      if (entry.get("check").getAsString().equals(check)
          && object.get("vcenter").getAsString().equals(vcenter)
          && object.get("type").getAsString().equals(of.type())
          && object.get("moId").getAsString().equals(of.moId())) {
        texts.add(entry.get(text).getAsString());
      }
    }
    return texts.stream().sorted().toList();
  }

  void mustBe(Answer answer, @Nullable String kind) {
    switch (answer) {
      case FOUND -> {
        assertFalse(kinds.isEmpty(), () -> "not found; undetermined: " + reasons + "\n" + said);
        if (kind != null) {
          assertEquals(List.of(kind), kinds.stream().distinct().toList(), said);
        }
      }
      case SILENT -> {
        assertEquals(List.of(), kinds, said);
        assertEquals(List.of(), reasons, said);
      }
      case UNDETERMINED -> {
        assertEquals(List.of(), kinds, said);
        assertFalse(reasons.isEmpty(), () -> "nothing was said\n" + said);
        assertTrue(reasons.stream().noneMatch(String::isBlank), said);
      }
    }
  }
}
