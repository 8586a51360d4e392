// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a value refers to: <code>${NAME}</code> is a variable of the environment, such as the folder
 * in which systemd lays the credentials of a service. Two dollars make it plain text.
 */
final class References {
  private static final Pattern REFERENCE = Pattern.compile("\\$(\\$?)\\{([^}]*)\\}");

  private final Environment environment;

  References(Environment environment) {
    this.environment = environment;
  }

  /**
   * A text with its references filled in.
   *
   * @param unset gets the names that the environment does not have
   */
  String fill(String text, List<String> unset) {
    Matcher reference = REFERENCE.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (reference.find()) {
      String value = reference.group();
      if (reference.group(1).isEmpty()) {
        value = environment.get(reference.group(2));
        if (value == null) {
          unset.add(reference.group(2));
          value = Unread.part();
        }
      } else {
        value = value.substring(1);
      }
      reference.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return reference.appendTail(filled).toString();
  }

  /** A value with its references filled in; its place stays, unless one of them is not set. */
  Setting fill(Setting setting, List<String> unset) {
    if (setting.value().indexOf('$') < 0) {
      return setting;
    }
    String filled = fill(setting.value(), unset);
    return new Setting(
        filled,
        unset.isEmpty() ? setting.origin() : Unread.marked(setting.origin()),
        setting.secrets());
  }
}
