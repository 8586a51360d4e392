// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** What is to be written into a vCenter, as a file says it. Filled once, by one thread. */
public final class WriteBackDraft {
  /** File and line of the section. */
  final String origin;

  /** By key. */
  final Map<String, Setting> values = new LinkedHashMap<>();

  WriteBackDraft(String origin) {
    this.origin = origin;
  }
}
