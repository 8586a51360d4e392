// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere;

/** Whether a call that failed may have been executed nevertheless. */
public enum Execution {
  /** Nothing was sent, or vCenter answered that it did not do it. */
  CERTAINLY_NOT,
  /** It was sent, and there is no answer that tells: look, do not send again. */
  UNKNOWN
}
