// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.history;

import io.vpreflight.simulator.model.Call;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.simulator.property.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Reads {@code EventFilterSpec}. */
final class EventFilter {
  private static final List<String> PLACES =
      List.of("vm", "host", "computeResource", "ds", "net", "dvs", "datacenter");

  private EventFilter() {}

  static Predicate<Element> of(Call call, Element filter) {
    List<String> ids = new ArrayList<>(Filters.texts(filter, "eventTypeId"));
    List<String> types = Filters.texts(filter, "type");
    String chain = filter.textAt("eventChainId");
    List<String> users =
        filter.child("userName") == null
            ? List.of()
            : Filters.texts(filter.child("userName"), "userList");
    return event ->
        Filters.inside(filter.child("time"), Filters.time(event.textAt("createdTime")))
            && (chain == null || chain.equals(event.textAt("chainId")))
            && (users.isEmpty() || users.contains(event.textAt("userName") + ""))
            && (ids.isEmpty() || ids.stream().anyMatch(id -> isOf(event, id)))
            && (types.isEmpty() || types.stream().anyMatch(type -> isOf(event, type)))
            && Filters.about(call, filter.child("entity"), entities(event));
  }

  /** By type, its base types among them, by {@code vim.event.Type}, or by an id of its own. */
  private static boolean isOf(Element event, String id) {
    String type = event.type() == null ? "Event" : event.type();
    String wanted = id.startsWith("vim.event.") ? id.substring("vim.event.".length()) : id;
    return Schema.vim25().isA(type, wanted) || id.equals(event.textAt("eventTypeId"));
  }

  private static List<Ref> entities(Element event) {
    List<Ref> refs = new ArrayList<>();
    for (String place : PLACES) {
      Element argument = event.child(place);
      if (argument != null) {
        argument.children().stream()
            .map(Element::ref)
            .filter(ref -> ref != null)
            .forEach(refs::add);
      }
    }
    return refs;
  }
}
