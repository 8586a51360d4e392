// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.runbook;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.ObjectRef;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a person has to know and to type to do one thing to one object.
 *
 * @param kind what is done
 * @param object to what
 * @param findings what checks find on it that has to do with it
 * @param evidence vim25 property path to its value, as they were read
 * @param withheld why a command is not printed; what is not known withholds it too
 * @param before what has to be made sure of first
 * @param commands PowerCLI, in order; empty when all are withheld
 */
public record Runbook(
    RunbookKind kind,
    ObjectRef object,
    List<Text> findings,
    Map<String, String> evidence,
    List<Text> withheld,
    List<Text> before,
    List<String> commands) {
  public Runbook {
    findings = List.copyOf(findings);
    evidence = Collections.unmodifiableMap(new TreeMap<>(evidence));
    withheld = List.copyOf(withheld);
    before = List.copyOf(before);
    commands = List.copyOf(commands);
  }
}
