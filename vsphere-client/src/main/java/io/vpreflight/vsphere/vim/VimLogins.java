// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import com.vmware.vim25.Event;
import com.vmware.vim25.EventFilterSpec;
import com.vmware.vim25.EventFilterSpecByTime;
import com.vmware.vim25.UserLoginSessionEvent;
import io.vpreflight.vsphere.Logins;
import io.vpreflight.vsphere.Logins.Login;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads who has logged in of late, and nothing else of the events: newest first, ten pages at most.
 * Safe for several threads.
 */
public final class VimLogins {
  /** What works once a week is still seen, and a day is to spare for who came late. */
  public static final Duration BACK = Duration.ofDays(8);

  private static final int PAGE = 500;
  private static final int MOST_PAGES = 9;

  private final VimClient client;
  private final VimProperties properties;

  /** Asks through a session, which stays the caller's. */
  public VimLogins(SoapSession session, SchemaNotes notes) {
    client = new VimClient(session, notes);
    properties = new VimProperties(client);
  }

  /**
   * Those of the last {@link #BACK}, the login of this session among them. What may not be read is
   * said in the answer.
   *
   * @throws VSphereException when the connection or the session is lost
   */
  public Logins read() {
    Instant now = client.session().currentTime().now();
    Instant begin = now.minus(BACK);
    try {
      return read(begin, now);
    } catch (VSphereException e) {
      if (VimLongTail.endsAll(e)) {
        throw e;
      }
      return new Logins(List.of(), begin, now, VimLongTail.reason(e));
    }
  }

  private Logins read(Instant begin, Instant now) {
    EventFilterSpec filter = new EventFilterSpec();
    filter.time = new EventFilterSpecByTime();
    filter.time.beginTime = VimReader.calendar(begin);
    // Nobody reads the messages, and in one of them may be what XML cannot carry.
    filter.disableFullMessage = true;
    filter.eventTypeId = new String[] {"UserLoginSessionEvent"};
    HistoryPages.Read<Event> read =
        new HistoryPages<>(
                client, properties, Event[].class, "ReadPreviousEvents", EventHistory::identity)
            .read(
                "CreateCollectorForEvents",
                client.session().content().require("eventManager"),
                filter,
                PAGE,
                MOST_PAGES);
    List<Login> logins = new ArrayList<>();
    for (Event event : read.items()) {
      Instant at = Vim.instant(event.createdTime);
      if (event instanceof UserLoginSessionEvent login && at != null) {
        String user = known(login.userName);
        logins.add(
            new Login(
                user == null ? "" : user, at, known(login.ipAddress), known(login.userAgent)));
      }
    }
    Instant since =
        read.truncated()
            ? logins.stream().map(Login::at).min(Comparator.naturalOrder()).orElse(now)
            : begin;
    Instant kept = new EventRetention(client, begin).earliest(now);
    return new Logins(logins, begin, kept != null && kept.isAfter(since) ? kept : since, null);
  }

  private static @Nullable String known(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }
}
