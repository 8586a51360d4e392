// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.property;

import io.vpreflight.simulator.model.Call;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Handler;
import io.vpreflight.simulator.model.ManagedObject;
import io.vpreflight.simulator.model.Method;
import io.vpreflight.simulator.model.Methods;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.simulator.model.World;
import java.util.List;
import java.util.Locale;

/** Methods of the search index; a person sees only what it may see. */
public final class SearchMethods {
  private static final String TYPE = "SearchIndex";

  private SearchMethods() {}

  /**
   * Adds them.
   *
   * @param root folder in which an inventory path begins
   */
  public static void add(Methods methods, Ref root) {
    methods
        .add(Method.read("FindByInventoryPath", TYPE, call -> byPath(call, root)))
        .add(Method.read("FindChild", TYPE, SearchMethods::child))
        .add(Method.read("FindByUuid", TYPE, call -> first(byUuid(call))))
        .add(Method.read("FindAllByUuid", TYPE, SearchMethods::byUuid));
  }

  private static List<Element> byPath(Call call, Ref root) {
    Ref here = root;
    for (String name : call.text("inventoryPath").split("/", -1)) {
      if (!name.isEmpty()) {
        List<Element> found = named(call, here, name);
        Ref next = found.isEmpty() ? null : found.get(0).ref();
        if (next == null) {
          return List.of();
        }
        here = next;
      }
    }
    return Handler.returns(here);
  }

  private static List<Element> child(Call call) {
    return named(call, call.ref("entity"), call.text("name"));
  }

  private static List<Element> named(Call call, Ref parent, String name) {
    World world = call.world();
    return world.all().stream()
        .filter(o -> name.equals(o.textAt("name")))
        .filter(o -> Hierarchy.above(o).contains(parent))
        .filter(o -> call.caller().may("System.View", o.ref()))
        .map(o -> Element.of("returnval", o.ref()))
        .toList();
  }

  private static List<Element> byUuid(Call call) {
    String uuid = call.text("uuid").toLowerCase(Locale.ROOT);
    boolean vm = call.isTrue("vmSearch");
    boolean instance = call.isTrue("instanceUuid");
    return call.world().ofType(vm ? "VirtualMachine" : "HostSystem").stream()
        .filter(o -> uuid.equals(uuid(o, vm, instance).toLowerCase(Locale.ROOT)))
        .filter(o -> call.caller().may("System.View", o.ref()))
        .map(o -> Element.of("returnval", o.ref()))
        .toList();
  }

  private static String uuid(ManagedObject object, boolean vm, boolean instance) {
    String found =
        vm
            ? object.textAt("config", instance ? "instanceUuid" : "uuid")
            : object.textAt("summary", "hardware", "uuid");
    return found == null ? "" : found;
  }

  private static List<Element> first(List<Element> found) {
    return found.isEmpty() ? found : found.subList(0, 1);
  }
}
