// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.property;

import io.vpreflight.simulator.model.Call;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Fault;
import io.vpreflight.simulator.model.Handler;
import io.vpreflight.simulator.model.Method;
import io.vpreflight.simulator.model.Methods;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.simulator.session.Session;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Methods of the property collector that tell what has changed. */
public final class UpdateMethods {
  private static final String TYPE = "PropertyCollector";

  /** As long as the connections of clients live at most. */
  private static final int LONGEST_SECONDS = 1800;

  private final Objects objects;
  private final Predicate<Session> isOpen;

  private UpdateMethods(Objects objects, Predicate<Session> isOpen) {
    this.objects = objects;
    this.isOpen = isOpen;
  }

  /**
   * Adds them.
   *
   * @param isOpen whether a session has not ended meanwhile
   */
  public static void add(
      Methods methods, Objects objects, Derived derived, Predicate<Session> isOpen) {
    UpdateMethods here = new UpdateMethods(objects, isOpen);
    methods
        .add(Method.read("CreatePropertyCollector", TYPE, here::collector))
        .add(Method.read("DestroyPropertyCollector", TYPE, here::destroyCollector))
        .add(Method.read("CreateFilter", TYPE, here::filter))
        .add(Method.read("DestroyPropertyFilter", "PropertyFilter", here::destroyFilter))
        .add(
            Method.read(
                "WaitForUpdatesEx", TYPE, call -> here.wait(call, call.argument("options"))))
        .add(Method.read("WaitForUpdates", TYPE, call -> here.wait(call, null)))
        .add(Method.read("CheckForUpdates", TYPE, here::check))
        .add(Method.read("CancelWaitForUpdates", TYPE, here::cancel));
    derived.add(
        TYPE,
        "filter",
        (reader, collector) ->
            Updates.of(reader, collector.ref()).look(collector.ref()).get("filter"));
  }

  private List<Element> collector(Call call) {
    Session session = (Session) call.caller();
    return Handler.returns(session.own(TYPE, ref -> () -> Updates.of(session, ref).look(ref)));
  }

  private List<Element> destroyCollector(Call call) {
    Session session = (Session) call.caller();
    Updates updates = Updates.of(session, call.target());
    updates.refs().forEach(filter -> drop(session, updates, filter));
    updates.cancel();
    session.disown(call.target());
    call.world().touch();
    return List.of();
  }

  private List<Element> filter(Call call) {
    Session session = (Session) call.caller();
    Element spec = call.required("spec");
    // Refused at once, not when it is waited for.
    Selection.of(objects, session, spec);
    Updates updates = Updates.of(session, call.target());
    Ref made =
        session.own(
            "PropertyFilter",
            ref -> {
              Filter filter = new Filter(ref, spec.copy());
              updates.add(ref, filter);
              return filter;
            });
    // Who waits already learns of it at once.
    call.world().touch();
    return Handler.returns(made);
  }

  private List<Element> destroyFilter(Call call) {
    Session session = (Session) call.caller();
    session.room(Updates.Collectors.class, Updates.Collectors::new).remove(call.target());
    session.disown(call.target());
    return List.of();
  }

  private static void drop(Session session, Updates updates, Ref filter) {
    updates.remove(filter);
    session.disown(filter);
  }

  private List<Element> wait(Call call, @Nullable Element options) {
    return updates(
        call,
        number(options, "maxWaitSeconds", LONGEST_SECONDS),
        number(options, "maxObjectUpdates", 0));
  }

  private List<Element> check(Call call) {
    return updates(call, 0, 0);
  }

  private List<Element> updates(Call call, int seconds, int most) {
    Session session = (Session) call.caller();
    Element version = call.argument("version");
    Element set =
        Updates.of(session, call.target())
            .since(
                version == null ? "" : version.text(),
                Math.min(seconds, LONGEST_SECONDS),
                most,
                objects,
                session,
                () -> {
                  if (!isOpen.test(session)) {
                    throw Fault.of("NotAuthenticated", "The session is not authenticated.");
                  }
                });
    return set == null ? List.of() : List.of(set);
  }

  private List<Element> cancel(Call call) {
    Updates.of((Session) call.caller(), call.target()).cancel();
    call.world().touch();
    return List.of();
  }

  private static int number(@Nullable Element options, String name, int otherwise) {
    String text = options == null ? null : options.textAt(name);
    return text == null || text.isEmpty() ? otherwise : Integer.parseInt(text);
  }
}
