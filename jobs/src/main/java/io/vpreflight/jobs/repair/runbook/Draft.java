// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.runbook;

import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.ObjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A page that is being filled. For one thread. */
final class Draft {
  private final RunbookKind kind;
  private final ObjectRef object;
  private final List<Text> findings = new ArrayList<>();
  private final Map<String, String> evidence = new TreeMap<>();
  private final List<Text> withheld = new ArrayList<>();
  private final List<String> commands = new ArrayList<>();

  Draft(RunbookKind kind, ObjectRef object) {
    this.kind = kind;
    this.object = object;
  }

  /** What a check finds, in its own words and with its own evidence. */
  <T> void find(ObjectCheck<T> check, T on, Scene scene) {
    for (Outcome outcome : check.check(on, scene)) {
      if (outcome instanceof Outcome.Hit hit) {
        findings.add(
            new Text("check." + check.info().id() + "." + hit.kind() + ".summary", hit.args()));
        hit.evidence().forEach((path, value) -> show(path, value));
      }
    }
  }

  void show(String path, @Nullable Object value) {
    evidence.put(path, value == null ? "unset" : String.valueOf(value));
  }

  /** Says why a command is not printed. */
  void withhold(String reason, Object... args) {
    withheld.add(Text.of("runbook.withheld." + reason, args));
  }

  boolean isWithheld() {
    return !withheld.isEmpty();
  }

  void command(String command) {
    commands.add(command);
  }

  Runbook page() {
    List<Text> before = new ArrayList<>();
    for (int i = 1; i <= kind.preconditions(); i++) {
      before.add(Text.of("runbook." + kind.label() + ".before." + i));
    }
    return new Runbook(kind, object, findings, evidence, withheld, before, commands);
  }

  /** How PowerCLI names an object of vCenter. */
  static String id(MoRef ref) {
    return "'" + ref.type() + "-" + quoted(ref.moId()) + "'";
  }

  static String vm(MoRef ref) {
    return "(Get-VM -Id " + id(ref) + ")";
  }

  static String quoted(String text) {
    return text.replace("'", "''");
  }
}
