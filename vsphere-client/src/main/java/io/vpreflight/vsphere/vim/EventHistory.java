// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import com.vmware.vim25.Event;
import com.vmware.vim25.EventFilterSpec;
import com.vmware.vim25.EventFilterSpecByTime;
import io.vpreflight.vsphere.VSphereException.BadReply;
import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.inventory.EventRecord;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.Reach;
import io.vpreflight.vsphere.vim.WantedEvents.Wanted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads the events that matter, of the time window and as far back as vCenter keeps them. */
final class EventHistory {
  private static final int PAGE = 500;
  private static final int MOST_PAGES = 9;

  private final VimClient client;
  private final HistoryPages<Event> pages;
  private final List<EventRecord> events = new ArrayList<>();
  private final Instant begin;
  private Reach rare = Reach.NONE;
  private Reach frequent = Reach.NONE;

  /** Nothing is read yet. */
  EventHistory(VimClient client, VimProperties properties, Instant begin) {
    this.client = client;
    this.begin = begin;
    this.pages =
        new HistoryPages<>(
            client, properties, Event[].class, "ReadPreviousEvents", EventHistory::identity);
  }

  /** Those that were read so far, newest last. */
  List<EventRecord> events() {
    return events.stream()
        .sorted(Comparator.comparing(EventRecord::createdTime).thenComparing(EventRecord::key))
        .toList();
  }

  /** How far back those go that happen seldom. */
  Reach rare() {
    return rare;
  }

  /** How far back those go that happen all day. */
  Reach frequent() {
    return frequent;
  }

  /** Reads them all; what could be read in spite of a fault is kept. */
  void read(Instant now) {
    Fault problem = null;
    Reach seldom = Reach.NONE;
    Reach often = Reach.NONE;
    try {
      seldom = read(WantedEvents.RARE);
    } catch (Fault e) {
      problem = bearable(e);
    }
    try {
      often = read(WantedEvents.FREQUENT);
    } catch (Fault e) {
      problem = problem == null ? bearable(e) : problem;
    }
    if (problem != null) {
      throw problem;
    }
    Instant kept = new EventRetention(client, begin).earliest(now);
    rare = kept == null ? seldom : seldom.noEarlierThan(kept);
    frequent = kept == null ? often : often.noEarlierThan(kept);
  }

  /** After most faults the rest can still be read. */
  private static Fault bearable(Fault e) {
    if (VimLongTail.isLost(e)) {
      throw e;
    }
    return e;
  }

  private Reach read(List<Wanted> wanted) {
    EventFilterSpec filter = new EventFilterSpec();
    filter.time = new EventFilterSpecByTime();
    filter.time.beginTime = VimReader.calendar(begin);
    filter.disableFullMessage = false;
    filter.eventTypeId = wanted.stream().map(Wanted::id).toArray(String[]::new);
    try {
      return read(filter);
    } catch (BadReply e) {
      if (!e.isMalformed()) {
        throw e;
      }
      // A message may carry a character of a guest that XML cannot; without the messages the page
      // can be read.
      filter.disableFullMessage = true;
      return read(filter);
    } catch (Fault e) {
      if (e.fault().faultClass().equals("InvalidArgument")) {
        // A name that this server does not take must not cost the events that it has.
        filter.eventTypeId =
            wanted.stream().map(Wanted::id).filter(id -> !id.contains(".")).toArray(String[]::new);
        read(filter);
      }
      throw e;
    }
  }

  private Reach read(EventFilterSpec filter) {
    HistoryPages.Read<Event> read =
        pages.read("CreateCollectorForEvents", manager(), filter, PAGE, MOST_PAGES);
    List<EventRecord> records = VimRecords.events(read.items());
    events.addAll(records);
    if (!read.truncated()) {
      return new Reach(begin, false);
    }
    Instant oldest =
        records.stream().map(EventRecord::createdTime).min(Comparator.naturalOrder()).orElse(begin);
    return new Reach(begin, true).noEarlierThan(oldest);
  }

  private MoRef manager() {
    return client.session().content().require("eventManager");
  }

  /** What makes an event that comes twice the same. */
  static Object identity(Event event) {
    return event.createdTime == null
        ? (Object) event.key
        : List.of(event.key, event.createdTime.getTimeInMillis());
  }
}
