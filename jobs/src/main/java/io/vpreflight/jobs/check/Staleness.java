// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check;

import io.vpreflight.vsphere.inventory.EventRecord;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.UnparsedObject;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmConnectionState;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether vCenter still knows what it says of an object, or repeats what it knew once, and
 * since when. No property has that moment; the event that told of the loss has, as long as it is in
 * the events that were read. Events are not read for this alone.
 */
public final class Staleness {
  /** What the answer rests on. To be read for every audit, whatever its checks read themselves. */
  public static final Set<Property> READS =
      Set.of(VmProperty.CONNECTION_STATE, VmProperty.HOST, HostProperty.CONNECTION_STATE);

  private static final Set<String> LOST =
      Set.of("HostConnectionLostEvent", "HostDisconnectedEvent", "VmOrphanedEvent");
  private static final String FOUND = "HostConnectedEvent";

  private final Scene scene;
  private final Map<MoRef, Stale> old = new HashMap<>();
  private @Nullable Map<MoRef, EventRecord> events;

  /**
   * Why values are old, and since when.
   *
   * @param reason in words, with the age
   * @param age the same for evidence: a moment, {@code more than} a span, or {@code unknown}
   */
  private record Stale(Text reason, String age) {}

  private Staleness(Scene scene) {
    this.scene = scene;
    for (Host host : scene.inventory().hosts()) {
      put(host.ref(), judge(host));
    }
    for (UnparsedObject unread : scene.inventory().coverage().unparsed()) {
      if (unread.ref().type().equals("HostSystem")) {
        put(unread.ref(), unknown(unread.ref().moId(), unread.reason()));
      }
    }
    for (VirtualMachine vm : scene.inventory().virtualMachines()) {
      put(vm.ref(), judge(vm));
    }
  }

  /** What is old in a scene. */
  public static Staleness in(Scene scene) {
    return scene.derived(Staleness.class, Staleness::new);
  }

  /** Why the values of a virtual machine of the scene are old, or null when they are fresh. */
  public @Nullable Text of(VirtualMachine vm) {
    return reason(vm.ref());
  }

  /** Why the values of a host of the scene are old, or null when they are fresh. */
  public @Nullable Text of(Host host) {
    return reason(host.ref());
  }

  /** True when vCenter itself says that it does not reach the host. */
  public static boolean isAway(Host host) {
    HostConnectionState state = host.runtime().connectionState();
    return state != null && state != HostConnectionState.CONNECTED;
  }

  /**
   * Since when the values of an object are old, for evidence: a moment, {@code more than} a span,
   * or {@code unknown}; null when they are fresh.
   */
  public @Nullable String ageOf(MoRef ref) {
    Stale stale = old.get(ref);
    return stale == null ? null : stale.age();
  }

  private @Nullable Text reason(MoRef ref) {
    Stale stale = old.get(ref);
    return stale == null ? null : stale.reason();
  }

  private void put(MoRef ref, @Nullable Stale stale) {
    if (stale != null) {
      old.put(ref, stale);
    }
  }

  private @Nullable Stale judge(VirtualMachine vm) {
    Stale ofHost = vm.runtime().host() == null ? null : old.get(vm.runtime().host());
    VmConnectionState state = vm.runtime().connectionState();
    if (state == VmConnectionState.CONNECTED || (state == null && ofHost != null)) {
      return ofHost;
    }
    if (state == null) {
      String fault = vm.unreadable().fault(VmProperty.CONNECTION_STATE);
      return fault == null
          ? null
          : new Stale(Gaps.refused(VmProperty.CONNECTION_STATE.path(), fault), "unknown");
    }
    if (state == VmConnectionState.DISCONNECTED && ofHost != null) {
      // Its host is why, and the event tells of the host.
      return ofHost;
    }
    return state == VmConnectionState.ORPHANED
        ? stale(vm.ref(), "reason.stale.vm", state.vim())
        : new Stale(
            Text.of("reason.stale.vm", state.vim(), Text.of("reason.stale.age-unknown")),
            "unknown");
  }

  /** A state that vCenter has not set proves nothing; one that nobody could read is no answer. */
  private @Nullable Stale judge(Host host) {
    HostConnectionState state = host.runtime().connectionState();
    if (state == null) {
      String fault = host.unreadable().fault(HostProperty.CONNECTION_STATE);
      return fault == null ? null : unknown(host.name(), fault);
    }
    return state == HostConnectionState.CONNECTED
        ? null
        : stale(host.ref(), "reason.stale.host", host.name(), state.vim());
  }

  private static Stale unknown(String host, String fault) {
    return new Stale(Text.of("reason.stale.host-unreadable", host, fault), "unknown");
  }

  private Stale stale(MoRef ref, String key, Object... args) {
    EventRecord event = events().get(ref);
    Instant since = scene.inventory().history().reach().rareEvents().since();
    Text age;
    String shown = "unknown";
    if (event != null && LOST.contains(event.type())) {
      age = Text.of("reason.stale.since", event.createdTime(), scene.age(event.createdTime()));
      shown = event.createdTime().toString();
    } else if (event == null && since != null) {
      age = Text.of("reason.stale.before", scene.age(since));
      // To the hour: what is found again is not to look new with every reading.
      shown = "more than " + Duration.ofHours(scene.age(since).toHours());
    } else {
      age = Text.of("reason.stale.age-unknown");
    }
    Object[] all = Arrays.copyOf(args, args.length + 1);
    all[args.length] = age;
    return new Stale(Text.of(key, all), shown);
  }

  /** The last event of each object that tells of a loss, or of its end. */
  private Map<MoRef, EventRecord> events() {
    Map<MoRef, EventRecord> last = events;
    if (last == null) {
      last = new HashMap<>();
      for (EventRecord event : scene.inventory().history().events()) {
        boolean ofVm = event.type().equals("VmOrphanedEvent");
        MoRef about = ofVm ? event.vm() : event.host();
        if (about != null && (LOST.contains(event.type()) || event.type().equals(FOUND))) {
          last.put(about, event);
        }
      }
      events = last;
    }
    return last;
  }
}
