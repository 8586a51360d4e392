// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.property;

import io.vpreflight.simulator.model.Call;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Fault;
import io.vpreflight.simulator.model.Handler;
import io.vpreflight.simulator.model.ManagedObject;
import io.vpreflight.simulator.model.Method;
import io.vpreflight.simulator.model.Methods;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.simulator.session.Session;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Methods of the view manager and of the views that it makes, which belong to a session. */
public final class ViewMethods {
  private static final String MANAGER = "ViewManager";

  private final Objects objects;
  private final Hierarchy hierarchy;

  private ViewMethods(Objects objects) {
    this.objects = objects;
    this.hierarchy = new Hierarchy(objects.world());
  }

  /** Adds them. */
  public static void add(Methods methods, Objects objects, Derived derived) {
    ViewMethods here = new ViewMethods(objects);
    methods
        .add(Method.read("CreateContainerView", MANAGER, here::container))
        .add(Method.read("CreateListView", MANAGER, here::list))
        .add(Method.read("DestroyView", "View", here::destroy));
    derived.add(
        MANAGER,
        "viewList",
        (reader, manager) -> {
          List<Ref> views = new ArrayList<>(reader.owned("ContainerView"));
          views.addAll(reader.owned("ListView"));
          return new ManagedObject(manager.ref()).setRefs("viewList", views).get("viewList");
        });
  }

  private List<Element> container(Call call) {
    Ref container = objects.get((Session) call.caller(), call.ref("container")).ref();
    List<String> types = new ArrayList<>();
    call.arguments("type").forEach(type -> types.add(type.text()));
    for (String type : types) {
      if (!objects.schema().isManaged(type)) {
        throw Fault.invalidArgument("type");
      }
    }
    boolean recursive = call.isTrue("recursive");
    Session session = (Session) call.caller();
    Ref view =
        session.own(
            "ContainerView",
            ref ->
                () -> {
                  Element list = Element.typed("val", "ArrayOfString");
                  types.forEach(type -> list.add("string", type));
                  return new ManagedObject(ref)
                      .set("container", container)
                      .set("type", list)
                      .set("recursive", recursive)
                      .setRefs("view", inside(session, container, types, recursive));
                });
    return Handler.returns(view);
  }

  private List<Ref> inside(Session session, Ref container, List<String> types, boolean recursive) {
    List<Ref> found = new ArrayList<>();
    for (Ref ref : hierarchy.below(container, recursive)) {
      boolean wanted =
          objects.schema().isA(ref.type(), "ManagedEntity")
              && (types.isEmpty()
                  || types.stream().anyMatch(type -> objects.schema().isA(ref.type(), type)));
      if (wanted && (session.seesAll() || session.may("System.View", ref))) {
        found.add(ref);
      }
    }
    return found;
  }

  private List<Element> list(Call call) {
    Set<Ref> refs = new LinkedHashSet<>();
    for (Element obj : call.arguments("obj")) {
      Ref ref = obj.ref();
      if (ref != null) {
        refs.add(ref);
      }
    }
    Ref view =
        ((Session) call.caller())
            .own(
                "ListView", ref -> () -> new ManagedObject(ref).setRefs("view", List.copyOf(refs)));
    return Handler.returns(view);
  }

  private List<Element> destroy(Call call) {
    ((Session) call.caller()).disown(call.target());
    return List.of();
  }
}
