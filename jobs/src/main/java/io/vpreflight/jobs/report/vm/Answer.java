// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report.vm;

import io.vpreflight.jobs.text.Texts;
import io.vpreflight.vsphere.inventory.Coverage;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.Unreadable;
import io.vpreflight.vsphere.inventory.VimConstant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says the value of a property of one object; and where there is none, which kind of none. */
final class Answer {
  private final Texts texts;
  private final Coverage coverage;
  private final Unreadable unreadable;

  Answer(Texts texts, Coverage coverage, Unreadable unreadable) {
    this.texts = texts;
    this.coverage = coverage;
    this.unreadable = unreadable;
  }

  /** The value in words; null becomes unreadable, not read, or not set. */
  String of(@Nullable Object value, Property property) {
    if (value != null) {
      return shown(value);
    }
    String fault = unreadable.fault(property);
    if (fault != null) {
      return texts.say("why.unreadable", fault);
    }
    return texts.say(coverage.isCollected(property) ? "why.unset" : "why.not-read");
  }

  private String shown(Object value) {
    if (value instanceof VimConstant constant) {
      return constant.vim();
    }
    if (value instanceof Boolean flag) {
      return texts.say(flag ? "why.yes" : "why.no");
    }
    if (value instanceof List<?> list) {
      return list.stream().map(this::shown).collect(Collectors.joining(", "));
    }
    return texts.shown(value);
  }
}
