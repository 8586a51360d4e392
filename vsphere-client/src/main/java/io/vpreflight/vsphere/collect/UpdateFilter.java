// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.ConnectionOptions;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.VSphereException.BadReply;
import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VimFault;
import io.vpreflight.vsphere.soap.SoapFaults;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.soap.SoapWriter;
import io.vpreflight.vsphere.soap.XmlCursor;
import io.vpreflight.vsphere.vim.LongTail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One filter on the property collector of a session, over one view of everything below the root
 * folder. It lives as long as the session: the version that it speaks of means nothing in another
 * one. For one thread.
 */
final class UpdateFilter implements AutoCloseable {
  private static final String WAIT = "WaitForUpdatesEx";

  /** What one answer brings at most; vCenter gives no more either. */
  private static final int MOST_UPDATES = 100;

  /** A million objects; who has more to say than that never ends. */
  private static final int MOST_PAGES = 10_000;

  /** Firewalls forget connections on which nothing moves. */
  private static final int LONGEST_WAIT_SECONDS = 30;

  private final SoapSession session;
  private final int longestWait;
  private final int generation;
  private final MoRef view;
  private final MoRef filter;
  private String version = "";

  private UpdateFilter(SoapSession session, int longestWait, MoRef view, MoRef filter) {
    this.session = session;
    this.longestWait = longestWait;
    this.generation = session.generation();
    this.view = view;
    this.filter = filter;
  }

  /**
   * Makes one.
   *
   * @param paths to be told about, by type; those that the server does not know are left out
   */
  static UpdateFilter create(
      SoapSession session, ConnectionOptions options, Map<String, List<String>> paths) {
    session.user();
    MoRef view =
        made(
            session,
            "CreateContainerView",
            body -> {
              body.self(session.content().require("viewManager"));
              body.ref("container", session.content().require("rootFolder"));
              LongTail.ENTITIES.forEach(type -> body.element("type", type));
              body.element("recursive", "true");
            });
    Map<String, List<String>> known = new TreeMap<>(paths);
    while (true) {
      try {
        MoRef filter =
            made(session, "CreateFilter", body -> specification(body, session, view, known));
        long seconds = options.readTimeout().dividedBy(2).toSeconds();
        int longest = (int) Math.max(1, Math.min(LONGEST_WAIT_SECONDS, seconds));
        return new UpdateFilter(session, longest, view, filter);
      } catch (Fault e) {
        if (!withoutPath(known, e)) {
          throw e;
        }
      }
    }
  }

  private static MoRef made(SoapSession session, String method, Consumer<SoapWriter> body) {
    MoRef made =
        session.read(method, body, cursor -> SoapSession.returned(cursor, XmlCursor::moRef));
    if (made == null) {
      throw new BadReply(method + " without a reference", false, null);
    }
    return made;
  }

  private static void specification(
      SoapWriter body, SoapSession session, MoRef view, Map<String, List<String>> paths) {
    body.self(session.content().require("propertyCollector")).open("spec");
    paths.forEach(
        (type, ofType) -> {
          body.open("propSet").element("type", type);
          ofType.forEach(path -> body.element("pathSet", path));
          body.close("propSet");
        });
    body.open("objectSet").ref("obj", view).element("skip", "true");
    body.open("selectSet", "TraversalSpec").element("name", "view");
    body.element("type", "ContainerView").element("path", "view").element("skip", "false");
    body.close("selectSet").close("objectSet").close("spec");
    body.element("partialUpdates", "true");
  }

  /** Takes a path out that the server does not know; false when it is about something else. */
  private static boolean withoutPath(Map<String, List<String>> paths, Fault e) {
    String refused = e.property();
    if (!e.fault().faultClass().equals("InvalidProperty") || refused == null) {
      return false;
    }
    boolean found = false;
    for (Map.Entry<String, List<String>> ofType : paths.entrySet()) {
      List<String> rest = new ArrayList<>(ofType.getValue());
      found |= rest.remove(refused);
      ofType.setValue(rest);
    }
    return found;
  }

  /** Everything that there is, at once. To be called first. */
  Changes everything() {
    Changes changes = new Changes();
    take(changes, 0);
    return changes;
  }

  /**
   * What has changed since the last time.
   *
   * @param atMost how long it waits for the first change; whole seconds, and no more than a
   *     connection may be silent
   * @param changes gets them
   * @return false when nothing has
   * @throws VSphereException whatever it is, changes may be lost
   */
  boolean await(Duration atMost, Changes changes) {
    return take(changes, (int) Math.min(longestWait, atMost.toSeconds()));
  }

  private boolean take(Changes changes, int seconds) {
    requireSameSession();
    Answer answer = ask(changes, seconds);
    boolean any = answer.isThere;
    for (int pages = 1; answer.isTruncated; pages++) {
      if (pages > MOST_PAGES) {
        throw new BadReply(WAIT + ": updates without end", false, null);
      }
      answer = ask(changes, 0);
    }
    return any;
  }

  /** Another session has no filter, and would wait for nothing until the end of days. */
  void requireSameSession() {
    if (session.generation() != generation) {
      throw new Fault(
          WAIT,
          new VimFault("NotAuthenticated", List.of(), "the session is another one"),
          null,
          null);
    }
  }

  /** Not through {@code session.read}, which would log in anew and ask the new session. */
  private Answer ask(Changes changes, int seconds) {
    Answer answer = new Answer();
    session
        .transport()
        .<@Nullable Void>call(
            WAIT,
            body -> {
              body.self(session.content().require("propertyCollector"));
              body.element("version", version).open("options");
              body.element("maxWaitSeconds", Integer.toString(seconds));
              body.element("maxObjectUpdates", Integer.toString(MOST_UPDATES));
              body.close("options");
            },
            cursor ->
                SoapSession.<@Nullable Void>returned(
                    cursor,
                    c -> {
                      answer.read(c, changes);
                      return null;
                    }));
    if (answer.isThere) {
      version = answer.version;
    }
    return answer;
  }

  /** One {@code UpdateSet}. */
  private static final class Answer {
    private boolean isThere;
    private boolean isTruncated;
    private String version = "";

    void read(XmlCursor cursor, Changes changes) {
      isThere = true;
      each(
          cursor,
          (name, c) -> {
            switch (name) {
              case "version" -> version = c.text();
              case "truncated" -> isTruncated = Boolean.TRUE.equals(c.bool());
              case "filterSet" ->
                  each(
                      c,
                      (inner, d) -> {
                        if (inner.equals("objectSet")) {
                          object(d, changes);
                        }
                      });
              default -> {}
            }
          });
      if (version.isEmpty()) {
        throw new BadReply(WAIT + " without a version", false, null);
      }
    }

    private static void object(XmlCursor cursor, Changes changes) {
      String kind = "";
      MoRef ref = null;
      int here = cursor.enter();
      while (cursor.next(here)) {
        switch (cursor.name()) {
          case "kind" -> kind = cursor.word();
          case "obj" -> ref = cursor.moRef();
          case "missingSet" -> missing(cursor);
          default -> {}
        }
      }
      if (ref != null && kind.equals("leave")) {
        changes.left(ref);
      } else if (ref != null) {
        changes.changed(ref);
      }
    }

    /** Values are read where they are needed; here it only matters whether anybody is asked. */
    private static void missing(XmlCursor cursor) {
      each(
          cursor,
          (name, c) -> {
            VimFault fault = name.equals("fault") ? SoapFaults.localizedFault(c) : null;
            if (fault != null && fault.faultClass().equals("NotAuthenticated")) {
              throw new Fault(WAIT, fault, null, null);
            }
          });
    }

    private static void each(XmlCursor cursor, BiConsumer<String, XmlCursor> reader) {
      int here = cursor.enter();
      while (cursor.next(here)) {
        reader.accept(cursor.name(), cursor);
      }
    }
  }

  /** Lets go of filter and view; both end with the session at the latest. */
  @Override
  public void close() {
    if (session.generation() == generation) {
      end("DestroyPropertyFilter", filter);
      end("DestroyView", view);
    }
  }

  private void end(String method, MoRef what) {
    try {
      session.transport().<@Nullable Void>call(method, body -> body.self(what), cursor -> null);
    } catch (VSphereException e) {
      // The session is gone, or ends soon; nobody else would miss it.
    }
  }
}
