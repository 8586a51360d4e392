// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.property;

import io.vpreflight.simulator.model.Call;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Method;
import io.vpreflight.simulator.model.Methods;
import io.vpreflight.simulator.session.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Methods of the property collector that read at once. */
public final class PropertyMethods {
  /** Objects of a page, also when more were asked for. */
  public static final int PAGE = 100;

  /** Reads one property of any object; no WSDL has it, and pyVmomi calls nothing more often. */
  public static final String FETCH = "Fetch";

  private static final String TYPE = "PropertyCollector";

  private final Objects objects;

  private PropertyMethods(Objects objects) {
    this.objects = objects;
  }

  /** Adds them. */
  public static void add(Methods methods, Objects objects) {
    PropertyMethods here = new PropertyMethods(objects);
    methods
        .add(Method.read(FETCH, "ManagedObject", here::fetch))
        .add(Method.read("RetrieveProperties", TYPE, here::retrieve))
        .add(Method.read("RetrievePropertiesEx", TYPE, here::retrieveEx))
        .add(Method.read("ContinueRetrievePropertiesEx", TYPE, here::continueRetrieve))
        .add(Method.read("CancelRetrievePropertiesEx", TYPE, here::cancel));
  }

  private List<Element> fetch(Call call) {
    Session reader = (Session) call.caller();
    String property = call.text("prop");
    objects.require(call.target().type(), List.of(property));
    Element value = objects.value(reader, objects.get(reader, call.target()), property);
    return value == null ? List.of() : List.of(value);
  }

  private List<Element> retrieve(Call call) {
    Contents contents = contents(call);
    return contents.select(call.arguments("specSet")).stream()
        .map(wanted -> contents.content("returnval", wanted))
        .toList();
  }

  private List<Element> retrieveEx(Call call) {
    Contents contents = contents(call);
    Element options = call.argument("options");
    String most = options == null ? null : options.textAt("maxObjects");
    int size = most == null ? PAGE : Math.max(1, Math.min(PAGE, Integer.parseInt(most)));
    List<Selection.Wanted> wanted = contents.select(call.arguments("specSet"));
    return one(Pages.of((Session) call.caller()).page(contents, wanted, size));
  }

  private List<Element> continueRetrieve(Call call) {
    return one(Pages.of((Session) call.caller()).next(contents(call), call.text("token")));
  }

  private List<Element> cancel(Call call) {
    Pages.of((Session) call.caller()).cancel(call.text("token"));
    return List.of();
  }

  private Contents contents(Call call) {
    return new Contents(objects, (Session) call.caller());
  }

  private static List<Element> one(@Nullable Element page) {
    return page == null ? List.of() : List.of(page);
  }
}
