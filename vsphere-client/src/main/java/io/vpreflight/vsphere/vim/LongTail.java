// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import io.vpreflight.vsphere.CollectionRequest;
import io.vpreflight.vsphere.inventory.Coverage;
import io.vpreflight.vsphere.inventory.History;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.MoRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What is asked of a vCenter besides the properties of its objects: few calls, many types. */
public interface LongTail {
  /** Every managed entity below the root folder that this account sees; the root folder first. */
  List<MoRef> references();

  /** Names of the custom attributes, by their key. */
  Map<Integer, String> customFields();

  /**
   * Tasks, events, alarms and counters, as far as the request wants them. What cannot be had is
   * named in the history, never thrown, unless the session or the connection is lost.
   *
   * @param now the clock of vCenter
   * @param hosts those of the inventory
   */
  History history(CollectionRequest request, Instant now, List<Host> hosts);

  /** Whether the account may read the root folder and everything below. */
  Sight sight();

  /**
   * What the account sees.
   *
   * @param view as far as privileges tell
   * @param evidence what that rests on
   */
  record Sight(Coverage.View view, Map<String, String> evidence) {}
}
