// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import com.vmware.vim25.Event;
import com.vmware.vim25.EventFilterSpec;
import com.vmware.vim25.EventFilterSpecByTime;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.OptionValue;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.VSphereException.BadReply;
import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.inventory.EventRecord;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.Reach;
import io.vpreflight.vsphere.vim.WantedEvents.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the events that matter, of the time window and as far back as vCenter keeps them. */
final class EventHistory {
  private static final int PAGE = 500;
  private static final int MOST_PAGES = 9;
  private static final Duration SHORTEST_RETENTION = Duration.ofDays(1);

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
    Instant kept = kept(now);
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

  /** Since when this server keeps events at all, if that is later than what was asked for. */
  private @Nullable Instant kept(Instant now) {
    try {
      if (client.session().content().about().isVirtualCenter()) {
        return Duration.between(begin, now).compareTo(SHORTEST_RETENTION) > 0
            ? now.minus(retention())
            : null;
      }
      return client.reading(this::oldest);
    } catch (Fault e) {
      // Who may not read the settings goes by the default of thirty days, as the rest of us.
      return null;
    }
  }

  private Duration retention() {
    MoRef settings = client.session().content().manager("setting");
    Duration retention = Duration.ofDays(10_000);
    if (settings == null) {
      return retention;
    }
    OptionValue[] options =
        client.reading(
            () ->
                client.send(
                    "QueryOptions",
                    OptionValue[].class,
                    VimClient.self(settings),
                    VimClient.argument("name", "event.maxAge")));
    boolean enabled = true;
    if (options != null) {
      for (OptionValue option : options) {
        if ("event.maxAgeEnabled".equals(option.key)) {
          enabled = !"false".equals(String.valueOf(option.value));
        } else if ("event.maxAge".equals(option.key)
            && option.value instanceof Integer days
            && days > 0) {
          retention = Duration.ofDays(days);
        }
      }
    }
    return enabled ? retention : Duration.ofDays(10_000);
  }

  /** A host keeps the last few hundred events in memory: its oldest tells how far back that is. */
  private @Nullable Instant oldest() {
    ManagedObjectReference collector =
        client.send(
            "CreateCollectorForEvents",
            ManagedObjectReference.class,
            VimClient.self(manager()),
            VimClient.argument("filter", new EventFilterSpec()));
    MoRef ref = Vim.ref(collector);
    if (ref == null) {
      return null;
    }
    try {
      Event[] first =
          client.send(
              "ReadNextEvents",
              Event[].class,
              VimClient.self(ref),
              VimClient.argument("maxCount", 1));
      return first == null || first.length == 0 ? null : Vim.instant(first[0].createdTime);
    } finally {
      try {
        client.send("DestroyCollector", void.class, VimClient.self(ref));
      } catch (VSphereException e) {
        // It ends with the session at the latest.
      }
    }
  }

  private static Object identity(Event event) {
    return event.createdTime == null
        ? (Object) event.key
        : List.of(event.key, event.createdTime.getTimeInMillis());
  }
}
