// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere;

/** What is to be done about a failure. */
public enum FaultKind {
  /** It may pass by itself: try again, later and slower each time. */
  RETRY,
  /** The session is gone: log in again, once, and repeat what only reads. */
  LOG_IN_AGAIN,
  /** The object is gone: nothing to do, and not a failure of the run. */
  GONE,
  /** It will not change by itself: stop. */
  GIVE_UP,
  /** Only a person can mend it: wrong password, missing privilege, broken chain. */
  ASK_HUMAN
}
