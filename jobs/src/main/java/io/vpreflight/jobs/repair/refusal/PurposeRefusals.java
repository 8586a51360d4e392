// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.refusal;

import io.vpreflight.jobs.check.DiskChains;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.snapshot.ConsolidationNeeded;
import io.vpreflight.jobs.check.snapshot.StaleDpmServer;
import io.vpreflight.vsphere.inventory.Coverage;
import io.vpreflight.vsphere.inventory.Coverage.View;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether there is something to be mended, and whether enough is known to mend anything. */
final class PurposeRefusals {
  private static final ConsolidationNeeded CONSOLIDATION = new ConsolidationNeeded();
  private static final StaleDpmServer DPM_SERVER = new StaleDpmServer();

  private PurposeRefusals() {}

  static List<Outcome> nothingToConsolidate(Candidate candidate) {
    Boolean needed = candidate.vm().runtime().consolidationNeeded();
    if (needed == null) {
      return Outcome.unset(VmProperty.CONSOLIDATION_NEEDED);
    }
    return needed || DiskChains.in(candidate.scene()).of(candidate.vm()).isDirty()
        ? List.of()
        : Outcome.hit("nothing").evidence(VmProperty.CONSOLIDATION_NEEDED, false).only();
  }

  /** vCenter says that files wait to be merged, and none does: only then is a reload of use. */
  static List<Outcome> flagNotStale(Candidate candidate) {
    if (candidate.vm().runtime().consolidationNeeded() == null) {
      return Outcome.unset(VmProperty.CONSOLIDATION_NEEDED);
    }
    for (Outcome outcome : CONSOLIDATION.check(candidate.vm(), candidate.scene())) {
      if (outcome instanceof Outcome.Undetermined
          || (outcome instanceof Outcome.Hit hit && hit.kind().equals("flagged-stale"))) {
        return outcome instanceof Outcome.Undetermined ? List.of(outcome) : List.of();
      }
    }
    return Outcome.hit("not-stale")
        .evidence(VmProperty.CONSOLIDATION_NEEDED, candidate.vm().runtime().consolidationNeeded())
        .only();
  }

  static List<Outcome> noLeftovers(Candidate candidate) {
    return OwnSnapshots.of(candidate).isEmpty() ? Outcome.hit("nothing").only() : List.of();
  }

  static List<Outcome> noAttribute(Candidate candidate) {
    return server(candidate) == null ? Outcome.hit("nothing").only() : List.of();
  }

  static List<Outcome> serverLives(Candidate candidate) {
    String server = server(candidate);
    Set<String> live = candidate.request().known().liveServers();
    if (live.isEmpty()) {
      return Outcome.undetermined("reason.repair.no-live-servers");
    }
    if (server == null) {
      return List.of();
    }
    return live.stream().anyMatch(name -> isSame(name, server))
        ? Outcome.hit("lives").with(server).evidence(VmProperty.CUSTOM_VALUE, server).only()
        : List.of();
  }

  /** One is often written with its domain and one without. */
  private static boolean isSame(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT).strip();
    String b = other.toLowerCase(Locale.ROOT).strip();
    boolean cut = a.indexOf('.') < 0 || b.indexOf('.') < 0;
    return a.equals(b) || (cut && first(a).equals(first(b)));
  }

  private static String first(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  /** What stands in the attribute; null when nothing does. */
  static @Nullable String server(Candidate candidate) {
    for (Outcome outcome : DPM_SERVER.check(candidate.vm(), candidate.scene())) {
      if (outcome instanceof Outcome.Hit hit) {
        return String.valueOf(hit.args().get(0));
      }
    }
    return null;
  }

  /** Without these nobody could tell a drift later. */
  static List<Outcome> noIdentity(Candidate candidate) {
    VirtualMachine vm = candidate.vm();
    if (vm.config().instanceUuid() == null) {
      return Outcome.unset(VmProperty.INSTANCE_UUID);
    }
    if (vm.config().uuid() == null) {
      return Outcome.unset(VmProperty.BIOS_UUID);
    }
    return vm.config().changeVersion() == null
        ? Outcome.unset(VmProperty.CHANGE_VERSION)
        : List.of();
  }

  static List<Outcome> partialView(Candidate candidate) {
    Coverage coverage = candidate.scene().inventory().coverage();
    return coverage.view() == View.PARTIAL ? Outcome.hit("partial").only() : List.of();
  }

  static List<Outcome> readingStopped(RepairSubject candidate) {
    String stopped = candidate.scene().inventory().coverage().stopped();
    return stopped == null
        ? List.of()
        : Outcome.hit("stopped").with(stopped).evidence("coverage.stopped", stopped).only();
  }

  /** A host that a vCenter manages is changed through that vCenter. */
  static List<Outcome> notAVcenter(RepairSubject candidate) {
    return candidate.scene().inventory().vcenter().about().isVirtualCenter()
        ? List.of()
        : Outcome.hit("host")
            .evidence("about.apiType", candidate.scene().inventory().vcenter().about().apiType())
            .only();
  }
}
