// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.nfc;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.Gaps;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.check.nfc.NfcFailures.Failure;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Tasks of the time window failed on a host because NFC did: the surest evidence there is. */
public final class NfcTaskFailed implements ObjectCheck<Host> {
  private static final int SHOWN = 10;
  private static final CheckInfo INFO =
      CheckInfo.of("host.nfc.task-failed", NfcSigns.MEMORY, NfcSigns.OTHER)
          .requires(VCenterFact.TASKS)
          .mayRead(VCenterFact.EVENTS, VmProperty.HOST)
          .judgesStale()
          .seedRows("002-24", "002-42")
          .errorIds("AzureMigrate:1010", "AzureMigrate:1011")
          .build();

  @Override
  public CheckInfo info() {
    return INFO;
  }

  @Override
  public Subject<Host> subject() {
    return Subject.HOST;
  }

  @Override
  public List<Outcome> check(Host host, Scene scene) {
    List<Failure> failures = NfcFailures.in(scene).of(host);
    List<Outcome> outcomes = new ArrayList<>(0);
    for (String meaning : List.of(NfcSigns.MEMORY, NfcSigns.OTHER)) {
      List<Failure> sure =
          failures.stream().filter(f -> f.sure() && f.meaning().equals(meaning)).toList();
      if (!sure.isEmpty()) {
        outcomes.add(hit(meaning, sure));
      }
    }
    Map<MoRef, String> moved = new TreeMap<>();
    failures.stream().filter(f -> !f.sure()).forEach(f -> moved.put(f.object(), f.machine()));
    moved.forEach(
        (ref, name) ->
            outcomes.add(new Outcome.Undetermined(ref.moId(), Text.of("reason.nfc.moved", name))));
    return Gaps.orTruncated(outcomes, scene.inventory().history().reach().failedTasks());
  }

  private static Outcome hit(String meaning, List<Failure> failures) {
    List<String> machines = failures.stream().map(Failure::machine).distinct().sorted().toList();
    Instant last =
        failures.stream()
            .map(Failure::at)
            .filter(Objects::nonNull)
            .max(Instant::compareTo)
            .orElse(null);
    return Outcome.hit(meaning)
        .key(meaning)
        .with(failures.size(), machines.size(), failures.get(failures.size() - 1).text())
        .evidence(
            "info.error", failures.stream().map(Failure::text).distinct().limit(SHOWN).toList())
        .evidence("info.entityName", machines.stream().limit(SHOWN).toList())
        .evidence("info.completeTime", last)
        .build();
  }
}
