// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere;

/** Told how far a collection is. Called from several threads. */
@FunctionalInterface
public interface CollectionProgress {
  /** Tells nobody. */
  CollectionProgress NONE = (stage, done, total) -> {};

  /** What is being read. */
  enum Stage {
    /** Listing references. */
    LIST,
    /** Hosts, clusters, datastores, networks, folders. */
    INFRASTRUCTURE,
    /** Virtual machines. */
    VIRTUAL_MACHINES,
    /** Snapshot objects and whole configurations of the few that need it. */
    DETAILS,
    /** Tasks, events, alarms, counters. */
    HISTORY
  }

  /**
   * So many of so many.
   *
   * @param stage what is being read
   * @param done objects read of this stage
   * @param total objects of this stage; 0 when unknown
   */
  void at(Stage stage, int done, int total);
}
