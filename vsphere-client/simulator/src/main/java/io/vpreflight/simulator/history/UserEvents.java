// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.history;

import io.vpreflight.simulator.model.Call;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.ManagedObject;
import io.vpreflight.simulator.model.Ref;
import java.util.List;

/** Events that a user writes. */
final class UserEvents {
  private UserEvents() {}

  static List<Element> log(Call call) {
    Ref entity = call.ref("entity");
    ManagedObject object = call.world().get(entity);
    call.caller().require("Global.LogEvent", entity);
    Element event =
        Element.typed("Event", "GeneralUserEvent")
            .add("key", call.world().history().nextEventKey())
            .add("chainId", 0)
            .add("createdTime", call.world().clock().now())
            .add("userName", call.caller().user());
    if (entity.type().equals("VirtualMachine")) {
      event.add(new Element("vm").add("name", object.textAt("name")).add("vm", entity));
    } else if (entity.type().equals("HostSystem")) {
      event.add(new Element("host").add("name", object.textAt("name")).add("host", entity));
    }
    event
        .add("fullFormattedMessage", "User logged event: " + call.text("msg"))
        .add("message", call.text("msg"))
        .add(new Element("entity").add("name", object.textAt("name")).add("entity", entity));
    call.world().history().addEvent(event);
    call.world().touch();
    return List.of();
  }
}
