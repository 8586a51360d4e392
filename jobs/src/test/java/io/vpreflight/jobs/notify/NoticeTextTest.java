// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.notify.Notice.Concern;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class NoticeTextTest {
  private static String plain(ANotice notice, Locale language) {
    return new NoticeText(ANotice.rules("ops", Severity.INFO, language)).plain(notice.build());
  }

  @Test
  void an_audit_that_read_nothing_gives_no_numbers() {
    ANotice notice = new ANotice().concern(Concern.State.NEW, "unreachable", "vc1.example.org");
    notice.counts = Notice.Counts.NONE;
    String text = plain(notice, Locale.ENGLISH);
    assertTrue(text.contains("No virtual machine was read: nothing is known of any"), text);
    assertTrue(text.contains("vc1.example.org could not be read"), text);
    assertFalse(text.contains("undetermined"), text);
    assertTrue(plain(notice, Locale.FRENCH).contains("on ne sait rien d’aucune"));
  }

  @Test
  void zeros_of_a_whole_audit_are_numbers() {
    ANotice empty = new ANotice();
    empty.counts = Notice.Counts.NONE;
    assertTrue(plain(empty, Locale.ENGLISH).contains("0 undetermined"));
    ANotice partly = new ANotice().concern(Concern.State.NEW, "unreachable", "vc1.example.org");
    assertTrue(plain(partly, Locale.ENGLISH).contains("262 virtual machines"));
  }
}
