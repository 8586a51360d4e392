// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

/**
 * An object whose description could not be understood, so that nothing is known of it.
 *
 * @param ref reference
 * @param reason what was wrong; {@link #TOO_LARGE} with which limit it went over
 */
public record UnparsedObject(MoRef ref, String reason) {
  /** What the reason begins with when more came of this one object than is read. */
  public static final String TOO_LARGE = "too large: ";

  /** True when more came of it than is read. */
  public boolean isTooLarge() {
    return reason.startsWith(TOO_LARGE);
  }
}
