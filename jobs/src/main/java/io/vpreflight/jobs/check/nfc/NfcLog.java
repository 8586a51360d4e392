// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.nfc;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.HostLogLine;
import io.vpreflight.vsphere.inventory.VCenterFact;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The log of a host names failures of NFC. It is read only when somebody asks for it. */
public final class NfcLog implements ObjectCheck<Host> {
  private static final int SHOWN = 5;
  private static final CheckInfo INFO =
      CheckInfo.of("host.nfc.log", NfcSigns.MEMORY, NfcSigns.OTHER)
          .mayRead(VCenterFact.HOST_LOG)
          .judgesStale()
          .seedRows("002-42")
          .build();

  @Override
  public CheckInfo info() {
    return INFO;
  }

  @Override
  public Subject<Host> subject() {
    return Subject.HOST;
  }

  @Override
  public List<Outcome> check(Host host, Scene scene) {
    if (!scene.inventory().coverage().isCollected(VCenterFact.HOST_LOG)) {
      return List.of(new Outcome.NotObservable(Text.of("reason.nfc.log-not-asked")));
    }
    String fault = scene.inventory().history().unreadable().fault(HostLogLine.path(host.ref()));
    if (HostLogLine.NOT_ASKED.equals(fault)) {
      return List.of(new Outcome.NotObservable(Text.of("reason.nfc.log-one-of-many")));
    }
    if (fault != null) {
      return Outcome.undetermined("reason.unreadable", VCenterFact.HOST_LOG.path(), fault);
    }
    List<HostLogLine> lines = new ArrayList<>();
    for (HostLogLine line : scene.inventory().history().hostLog()) {
      if (line.host().equals(host.ref()) && isRecent(line, scene)) {
        lines.add(line);
      }
    }
    List<Outcome> outcomes = new ArrayList<>(0);
    for (String meaning : List.of(NfcSigns.MEMORY, NfcSigns.OTHER)) {
      List<String> texts =
          lines.stream()
              .map(HostLogLine::text)
              .filter(text -> meaning.equals(NfcSigns.meaning(text)))
              .toList();
      if (!texts.isEmpty()) {
        List<String> last = texts.subList(Math.max(0, texts.size() - SHOWN), texts.size());
        outcomes.add(
            Outcome.hit(meaning)
                .key(meaning)
                .with(texts.size())
                .evidence("hostd.log", last)
                .build());
      }
    }
    return outcomes;
  }

  /** A line that does not say when it was written may be recent. */
  private static boolean isRecent(HostLogLine line, Scene scene) {
    Instant at = time(line.text());
    return at == null || scene.age(at).compareTo(scene.limits().duration("history.window")) <= 0;
  }

  private static @Nullable Instant time(String text) {
    int end = text.indexOf(' ');
    try {
      return end < 0 ? null : Instant.parse(text.substring(0, end));
    } catch (DateTimeException e) {
      return null;
    }
  }
}
