// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.live;

import io.vpreflight.vsphere.InventoryUpdates;

/** A session with one vCenter that is there to follow it; closing it logs out. */
public interface Line extends AutoCloseable {
  /** Opens lines. */
  @FunctionalInterface
  interface Opener {
    /**
     * Opens one.
     *
     * @throws io.vpreflight.vsphere.VSphereException if the vCenter cannot be had
     * @throws io.vpreflight.jobs.audit.AuditRefused if there is nobody to log in as
     */
    Line open();
  }

  /** What comes over it. */
  InventoryUpdates updates();

  /** Ends whatever is asked or waited for just now; may be called by another thread. */
  void cancel();

  @Override
  void close();
}
