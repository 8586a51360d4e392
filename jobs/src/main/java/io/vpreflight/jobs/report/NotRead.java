// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report;

import io.vpreflight.jobs.text.Texts;
import io.vpreflight.vsphere.inventory.UnparsedObject;

/** Says why an object is not in the inventory although vCenter has it. */
public final class NotRead {
  private NotRead() {}

  /** The object and the reason. */
  public static String say(UnparsedObject object, Texts texts) {
    return texts.say("report.not-read", object.ref(), reason(object, texts));
  }

  /** The reason alone: in the language of the report where it is ours, else what was met. */
  public static String reason(UnparsedObject object, Texts texts) {
    String reason = object.reason();
    return object.isTooLarge()
        ? texts.say("report.too-large", reason.substring(UnparsedObject.TOO_LARGE.length()))
        : texts.shown(reason);
  }
}
