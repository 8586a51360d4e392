// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.proof;

/** What must come of an object. */
enum Answer {
  /** The check finds it. */
  FOUND,
  /** The check has nothing to say of it: no finding, no doubt. */
  SILENT,
  /** The check says that it cannot know, and why. */
  UNDETERMINED
}
