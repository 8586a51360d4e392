// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.task;

import io.vpreflight.simulator.model.Call;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Fault;
import io.vpreflight.simulator.model.Method;
import io.vpreflight.simulator.model.Methods;
import io.vpreflight.simulator.model.Ref;
import java.util.List;

/** The methods of tasks and events that change something. */
public final class TaskMethods {
  private final Tasks tasks;
  private final Events events;

  /** Their handlers work on these. */
  public TaskMethods(Tasks tasks, Events events) {
    this.tasks = tasks;
    this.events = events;
  }

  /** Adds them to what is offered. */
  public void register(Methods methods) {
    methods
        .add(Method.mutation("CancelTask", "Task", null, this::cancel))
        .add(Method.mutation("LogUserEvent", "EventManager", null, this::logUserEvent))
        .add(Method.mutation("PostEvent", "EventManager", null, this::postEvent));
  }

  private List<Element> cancel(Call call) {
    String owner = call.object().textAt("info", "reason", "userName");
    Element info = call.object().get("info");
    Ref entity = info == null ? null : info.refAt("entity");
    if (!call.caller().user().equals(owner)) {
      call.caller().require("Global.CancelTask", entity == null ? call.target() : entity);
    }
    tasks.cancel(call.target());
    return List.of();
  }

  private List<Element> logUserEvent(Call call) {
    Ref entity = call.ref("entity");
    String text = call.text("msg");
    call.world().get(entity);
    call.caller().require("Global.LogEvent", entity);
    events.post(
        "GeneralUserEvent",
        call.caller().user(),
        entity,
        "User logged event: " + text,
        Element.of("message", text),
        events.argument("entity", "entity", entity));
    return List.of();
  }

  private List<Element> postEvent(Call call) {
    Element event = call.required("eventToPost");
    for (String place : List.of("vm", "host", "datacenter", "computeResource")) {
      Ref about = event.refAt(place, place);
      if (about != null) {
        if (call.world().find(about) == null) {
          throw Fault.invalidArgument("eventToPost." + place);
        }
        call.caller().require("Global.LogEvent", about);
        break;
      }
    }
    events.postForeign(event, call.caller().user());
    return List.of();
  }
}
