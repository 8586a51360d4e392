// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.history;

import io.vpreflight.simulator.model.Call;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Fault;
import io.vpreflight.simulator.model.Handler;
import io.vpreflight.simulator.model.ManagedObject;
import io.vpreflight.simulator.model.Method;
import io.vpreflight.simulator.model.Methods;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.simulator.session.Session;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Methods of the event, task, option, alarm and performance managers, and of their collectors. */
public final class HistoryMethods {
  private static final int MOST_EVENTS = 1000;

  private HistoryMethods() {}

  /**
   * Adds them.
   *
   * @param replies that a dump holds, by method
   */
  public static void add(Methods methods, Map<String, Element> replies) {
    methods
        .add(Method.read("CreateCollectorForEvents", "EventManager", HistoryMethods::forEvents))
        .add(Method.read("CreateCollectorForTasks", "TaskManager", HistoryMethods::forTasks))
        .add(Method.read("QueryEvents", "EventManager", HistoryMethods::queryEvents))
        .add(Method.read("SetCollectorPageSize", "HistoryCollector", HistoryMethods::pageSize))
        .add(collector("ResetCollector", (collector, call) -> collector.reset()))
        .add(collector("RewindCollector", (collector, call) -> collector.rewind()))
        .add(
            Method.read(
                "DestroyCollector",
                "HistoryCollector",
                call -> {
                  collector(call);
                  ((Session) call.caller()).disown(call.target());
                  return List.of();
                }))
        .add(reading("ReadNextEvents", true))
        .add(reading("ReadNextTasks", true))
        .add(reading("ReadPreviousEvents", false))
        .add(reading("ReadPreviousTasks", false))
        .add(Method.read("QueryOptions", "OptionManager", HistoryMethods::options))
        .add(Method.read("GetAlarm", "AlarmManager", call -> alarms(call, replies)))
        .add(
            Method.read(
                "QueryPerf",
                "PerformanceManager",
                call -> Performance.query(call, replies.get("QueryPerf"))));
  }

  private static List<Element> forEvents(Call call) {
    Predicate<Element> filter = EventFilter.of(call, call.required("filter"));
    return make(call, "EventHistoryCollector", "Event", new Found(call, filter));
  }

  /** The events that a collector is about, looked for again only when there are new ones. */
  private static final class Found implements Supplier<List<Element>> {
    private final Call call;
    private final Predicate<Element> filter;
    private long added = -1;
    private List<Element> found = List.of();

    Found(Call call, Predicate<Element> filter) {
      this.call = call;
      this.filter = filter;
    }

    @Override
    public List<Element> get() {
      long now = call.world().history().eventsAdded();
      if (added != now) {
        found = events(call, filter);
        added = now;
      }
      return found;
    }
  }

  private static List<Element> forTasks(Call call) {
    Predicate<Element> filter = TaskFilter.of(call, call.required("filter"));
    return make(call, "TaskHistoryCollector", "TaskInfo", () -> tasks(call, filter));
  }

  private static List<Element> make(
      Call call, String type, String item, Supplier<List<Element>> items) {
    Ref ref =
        ((Session) call.caller()).own(type, collector -> new Collector(collector, item, items));
    return Handler.returns(ref);
  }

  private static List<Element> events(Call call, Predicate<Element> filter) {
    return call.world().history().events().stream()
        .filter(filter)
        .sorted(Comparator.comparing(HistoryMethods::created))
        .toList();
  }

  private static Instant created(Element event) {
    Instant created = Filters.time(event.textAt("createdTime"));
    return created == null ? Instant.EPOCH : created;
  }

  /** What is known of a task now, for those that still are objects. */
  private static List<Element> tasks(Call call, Predicate<Element> filter) {
    Map<Ref, Element> all = new java.util.LinkedHashMap<>();
    for (Element info : call.world().history().tasks()) {
      Ref task = info.refAt("task");
      if (task != null) {
        all.put(task, info);
      }
    }
    for (ManagedObject task : call.world().ofType("Task")) {
      Element info = task.get("info");
      if (info != null) {
        all.put(task.ref(), info);
      }
    }
    List<Element> infos = new ArrayList<>(all.values().stream().filter(filter).toList());
    infos.sort(Comparator.comparing(HistoryMethods::queued));
    return infos;
  }

  private static Instant queued(Element info) {
    Instant queued = Filters.time(info.textAt("queueTime"));
    return queued == null ? Instant.EPOCH : queued;
  }

  private static List<Element> queryEvents(Call call) {
    List<Element> found = events(call, EventFilter.of(call, call.required("filter")));
    return found.subList(Math.max(0, found.size() - MOST_EVENTS), found.size());
  }

  private static List<Element> pageSize(Call call) {
    int size = Integer.parseInt(call.text("maxCount"));
    if (size < 1 || size > MOST_EVENTS) {
      throw Fault.invalidArgument("maxCount");
    }
    collector(call).pageSize(size);
    return List.of();
  }

  private static Method reading(String name, boolean next) {
    return Method.read(
        name,
        "HistoryCollector",
        call -> {
          int most = Integer.parseInt(call.text("maxCount"));
          return next ? collector(call).next(most) : collector(call).previous(most);
        });
  }

  private static Method collector(
      String name, java.util.function.BiConsumer<Collector, Call> work) {
    return Method.read(
        name,
        "HistoryCollector",
        call -> {
          work.accept(collector(call), call);
          return List.of();
        });
  }

  private static Collector collector(Call call) {
    Session.@Nullable Owned owned = ((Session) call.caller()).owned(call.target());
    if (owned instanceof Collector collector) {
      return collector;
    }
    throw Fault.notFound(call.target());
  }

  private static List<Element> options(Call call) {
    Element settings = call.object().get("setting");
    Element asked = call.argument("name");
    String name = asked == null ? "" : asked.text();
    List<Element> found = new ArrayList<>();
    if (settings != null) {
      for (Element option : settings.children()) {
        String key = option.textAt("key");
        if (key != null && (key.equals(name) || name.isEmpty() || key.startsWith(prefix(name)))) {
          found.add(option.copy("returnval"));
        }
      }
    }
    if (found.isEmpty() && !name.isEmpty()) {
      throw new Fault(
          Element.typed("fault", "InvalidName").add("name", name), "The name is not known.");
    }
    return found;
  }

  private static String prefix(String name) {
    return name.endsWith(".") ? name : name + ".";
  }

  private static List<Element> alarms(Call call, Map<String, Element> replies) {
    Element reply = replies.get("GetAlarm");
    if (reply != null) {
      return reply.children();
    }
    return call.world().ofType("Alarm").stream()
        .map(alarm -> Element.of("returnval", alarm.ref()))
        .toList();
  }
}
