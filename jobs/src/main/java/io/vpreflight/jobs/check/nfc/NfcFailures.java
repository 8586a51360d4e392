// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.nfc;

import io.vpreflight.jobs.check.Scene;
import io.vpreflight.vsphere.inventory.EventRecord;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.TaskRecord;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The failures of NFC in the time window, by the host on which they happened. A task names its
 * virtual machine only: its host is the one where that runs, unless it has moved since. Derived
 * once.
 */
final class NfcFailures {
  private static final Set<String> MOVES =
      Set.of("VmMigratedEvent", "DrsVmMigratedEvent", "VmRelocatedEvent");

  private final Map<MoRef, List<Failure>> byHost = new HashMap<>();
  private final Map<MoRef, Instant> moved = new HashMap<>();

  /**
   * One failure.
   *
   * @param meaning {@link NfcSigns#MEMORY} or {@link NfcSigns#OTHER}
   * @param at when; null when vCenter does not say
   * @param object the virtual machine, or the host itself
   * @param machine its name
   * @param text as vCenter words it, or the class of the fault
   * @param sure false when the machine has moved since, so that it may be another host's
   */
  record Failure(
      String meaning,
      @Nullable Instant at,
      MoRef object,
      String machine,
      String text,
      boolean sure) {}

  private NfcFailures(Scene scene) {
    for (EventRecord event : scene.inventory().history().events()) {
      if (event.vm() != null && MOVES.contains(event.type())) {
        moved.merge(event.vm(), event.createdTime(), (a, b) -> a.isAfter(b) ? a : b);
      }
    }
    scene.inventory().history().tasks().forEach(task -> add(task, scene));
    scene.inventory().history().events().forEach(event -> add(event, scene));
  }

  static NfcFailures in(Scene scene) {
    return scene.derived(NfcFailures.class, NfcFailures::new);
  }

  /** Those of that host; empty when there were none. */
  List<Failure> of(Host host) {
    return byHost.getOrDefault(host.ref(), List.of());
  }

  private void add(TaskRecord task, Scene scene) {
    if (!task.state().equals("error") || task.error() == null || task.entity() == null) {
      return;
    }
    String meaning = NfcSigns.meaning(task.error());
    if (meaning != null) {
      String text =
          task.error().message() == null ? task.error().faultClass() : task.error().message();
      Instant at = task.times().completeTime();
      add(meaning, at, task.entity(), null, text, scene);
    }
  }

  private void add(EventRecord event, Scene scene) {
    String meaning = event.message() == null ? null : NfcSigns.meaning(event.message());
    MoRef object = event.vm() == null ? event.host() : event.vm();
    if (meaning != null && event.message() != null && object != null) {
      add(meaning, event.createdTime(), object, event.host(), event.message(), scene);
    }
  }

  private void add(
      String meaning,
      @Nullable Instant at,
      MoRef object,
      @Nullable MoRef knownHost,
      String text,
      Scene scene) {
    VirtualMachine vm = scene.locations().virtualMachine(object);
    MoRef host = knownHost;
    if (host == null) {
      host = object.type().equals("HostSystem") ? object : vm == null ? null : vm.runtime().host();
    }
    if (host != null) {
      Instant move = moved.get(object);
      boolean sure = knownHost != null || move == null || at == null || move.isBefore(at);
      byHost
          .computeIfAbsent(host, ref -> new ArrayList<>(2))
          .add(
              new Failure(meaning, at, object, scene.locations().refOf(object).name(), text, sure));
    }
  }
}
