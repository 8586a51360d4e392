// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.Annotations;
import io.vpreflight.vsphere.OptInOperations;
import io.vpreflight.vsphere.RepairOperations;
import io.vpreflight.vsphere.RepairProbes;
import io.vpreflight.vsphere.RepairSight;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.vim.VimProbes;
import io.vpreflight.vsphere.vim.VimRepairs;

/**
 * The ports of the repairs for one vCenter, over one session. What may be sent was decided when its
 * transport was made ({@link io.vpreflight.vsphere.soap.SoapTransport#forRepairs}): over the
 * session of an audit everything that changes something is refused. Safe for several threads.
 *
 * @param operations change virtual machines
 * @param optIns change what an administrator has switched on
 * @param annotations write what people read
 * @param sight looks
 * @param probes look deeper, when told to
 */
public record RepairSession(
    RepairOperations operations,
    OptInOperations optIns,
    Annotations annotations,
    RepairSight sight,
    RepairProbes probes) {

  /** The ports over a session, which stays the caller's. */
  public static RepairSession over(SoapSession session) {
    SchemaNotes notes = new SchemaNotes();
    VimRepairs repairs = new VimRepairs(session, notes);
    VimProbes probes = new VimProbes(session, notes);
    return new RepairSession(
        repairs, repairs, repairs, new LiveSight(session, notes, probes), probes);
  }
}
