// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.move;

import io.vpreflight.jobs.check.Text;

/**
 * What speaks against a move.
 *
 * @param reason why
 * @param isUnknown true when nobody knows, which speaks against it as well
 */
public record Objection(Text reason, boolean isUnknown) {
  static Objection against(Text reason) {
    return new Objection(reason, false);
  }

  static Objection unknown(Text reason) {
    return new Objection(reason, true);
  }
}
