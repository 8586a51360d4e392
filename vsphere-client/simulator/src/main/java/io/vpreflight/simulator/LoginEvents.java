// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator;

import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.simulator.session.Session;
import io.vpreflight.simulator.task.Events;
import java.util.ArrayList;
import java.util.List;

/** Writes {@code UserLoginSessionEvent}: who came in, from where and with which program. */
final class LoginEvents {
  private static final String LOCALE = "en";

  private final Events events;
  private final Ref root;

  LoginEvents(Events events, Ref root) {
    this.events = events;
    this.root = root;
  }

  /** Somebody has logged in. A program that sends no User-Agent leaves none in the event. */
  void post(Session session) {
    List<Element> fields = new ArrayList<>();
    fields.add(Element.of("ipAddress", session.address()));
    if (!session.userAgent().isEmpty()) {
      fields.add(Element.of("userAgent", session.userAgent()));
    }
    fields.add(Element.of("locale", LOCALE));
    fields.add(Element.of("sessionId", session.session()));
    events.post(
        "UserLoginSessionEvent",
        session.user(),
        root,
        "User %s@%s logged in as %s"
            .formatted(session.user(), session.address(), session.userAgent()),
        fields.toArray(Element[]::new));
  }
}
