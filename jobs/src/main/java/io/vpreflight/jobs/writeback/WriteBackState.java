// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.writeback;

import io.vpreflight.vsphere.WriteBack.Note;
import io.vpreflight.vsphere.inventory.MoRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an audit wants written in one vCenter.
 *
 * @param vcenter its instance UUID
 * @param at when the audit began
 * @param names of its virtual machines
 * @param wishes of those about which something is found
 * @param mayFall those of which it is known well enough what is wrong: only there may something of
 *     ours be taken away, or made less severe
 * @param events what happened, worst first
 */
public record WriteBackState(
    String vcenter,
    Instant at,
    Map<MoRef, String> names,
    Map<MoRef, Wish> wishes,
    Set<MoRef> mayFall,
    List<Note> events) {
  public WriteBackState {
    names = Map.copyOf(names);
    wishes = Map.copyOf(wishes);
    mayFall = Set.copyOf(mayFall);
    events = List.copyOf(events);
  }
}
