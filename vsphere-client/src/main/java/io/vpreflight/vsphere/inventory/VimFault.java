// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fault as vCenter answered it. Told apart by class and message key, never by its text, which is
 * translated.
 *
 * @param faultClass vim25 class, such as {@code TaskInProgress}
 * @param messageKeys keys of {@code faultMessage}
 * @param message localized text, for people only
 */
public record VimFault(String faultClass, List<String> messageKeys, @Nullable String message) {
  public VimFault {
    messageKeys = List.copyOf(messageKeys);
  }

  /** The same with that text, if there is one. */
  public VimFault withMessage(@Nullable String text) {
    return text == null ? this : new VimFault(faultClass, messageKeys, text);
  }
}
