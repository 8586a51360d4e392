// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.FaultKind;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.VSphereException.BadReply;
import io.vpreflight.vsphere.VSphereException.Cancelled;
import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.VSphereException.Unreachable;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.UnparsedObject;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.soap.SoapWriter;
import io.vpreflight.vsphere.soap.XmlCursor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks for properties of objects that are named one by one, and sees to it that every one of them
 * is accounted for: read, gone, or not to be had. Continuation tokens are never depended on,
 * because a least-privileged account may not use them on vCenter 7.0.3 to 8.0.2. Safe for several
 * threads.
 */
final class PropertyReader {
  private static final String METHOD = "RetrievePropertiesEx";
  private static final int READ_TRIES = 3;
  private static final long PAUSE_MILLIS = 300;

  /** So many objects that fail one after the other are not the reason: vCenter is. */
  private static final int MOST_FAULTS_IN_ROW = 10;

  /**
   * So many answers one after the other that cannot be used are no matter of single objects. Eight
   * lead from a hundred objects to one, and as many calls are on their way beside them.
   */
  private static final int MOST_USELESS_IN_ROW = 20;

  /** And so many in all: enough to find a dozen bad objects, at up to 64 MiB an answer. */
  private static final int MOST_USELESS = 120;

  private final SoapSession session;
  private final SchemaNotes notes;
  private final AtomicInteger gone = new AtomicInteger();
  private final AtomicInteger faultsInRow = new AtomicInteger();
  private final AtomicInteger useless = new AtomicInteger();
  private final AtomicInteger uselessInRow = new AtomicInteger();
  private volatile boolean answered;
  private final ConcurrentLinkedQueue<UnparsedObject> unparsed = new ConcurrentLinkedQueue<>();
  private final Map<String, Set<String>> refusedPaths = new ConcurrentHashMap<>();

  PropertyReader(SoapSession session, SchemaNotes notes) {
    this.session = session;
    this.notes = notes;
  }

  int gone() {
    return gone.get();
  }

  List<UnparsedObject> unparsed() {
    return List.copyOf(unparsed);
  }

  /**
   * Reads one batch, all of one type.
   *
   * @param make a new builder for an object: an answer that broke in the middle is read anew
   * @return a builder for each object that there is, in the order asked
   */
  <B extends ObjectBuilder> List<B> read(
      List<MoRef> refs, List<String> paths, Function<MoRef, B> make) {
    Batch<B> batch = new Batch<>(paths, make);
    batch.read(refs);
    return refs.stream().map(batch.done::get).filter(b -> b != null).toList();
  }

  private final class Batch<B extends ObjectBuilder> {
    private final List<String> paths;
    private final Function<MoRef, B> make;
    private final Map<MoRef, B> done = new ConcurrentHashMap<>();
    private boolean patient = true;

    Batch(List<String> paths, Function<MoRef, B> make) {
      this.paths = paths;
      this.make = make;
    }

    void read(List<MoRef> refs) {
      List<MoRef> open = refs;
      while (!open.isEmpty()) {
        List<MoRef> left = attempt(open);
        // A server may answer for fewer objects than asked; what it left out is asked for again,
        // alone.
        if (left.size() == open.size()) {
          left.forEach(ref -> unparsed.add(new UnparsedObject(ref, "left out of the answer")));
          return;
        }
        open = left;
      }
    }

    /** Returns the references that nothing came for. */
    private List<MoRef> attempt(List<MoRef> refs) {
      for (int tries = 1; ; tries++) {
        Set<String> refused = refused(refs);
        List<String> asked = paths.stream().filter(p -> !refused.contains(p)).toList();
        try {
          return ask(refs, asked);
        } catch (Fault e) {
          if (e.kind() == FaultKind.GONE) {
            return withoutGone(refs, e.object());
          }
          String path = refusedPath(e, asked);
          if (path != null) {
            refused.add(path);
          } else if (e.kind() == FaultKind.LOG_IN_AGAIN || !e.method().equals(METHOD)) {
            throw e;
          } else if (e.kind() == FaultKind.RETRY && patient && tries < READ_TRIES) {
            pause(tries);
          } else if (answered && mayBeOfOneObject(e)) {
            isolate(refs, e);
            return List.of();
          } else {
            throw e;
          }
        } catch (BadReply e) {
          if (!e.isMalformed() && !e.isTooLarge()) {
            throw e;
          }
          if (useless.incrementAndGet() > MOST_USELESS
              || uselessInRow.incrementAndGet() > MOST_USELESS_IN_ROW) {
            throw e;
          }
          bisect(refs, e);
          return List.of();
        } catch (Unreachable e) {
          if (tries >= READ_TRIES || e.reason() == Unreachable.Reason.UNKNOWN_HOST) {
            throw e;
          }
          pause(tries);
        }
      }
    }

    private List<MoRef> ask(List<MoRef> refs, List<String> asked) {
      Map<MoRef, B> got = new LinkedHashMap<>();
      Set<MoRef> wanted = new HashSet<>(refs);
      ObjectContents contents =
          new ObjectContents(
              ref -> wanted.contains(ref) ? got.computeIfAbsent(ref, make) : null, notes);
      String token =
          session.read(
              METHOD,
              body -> request(body, refs, asked),
              cursor -> {
                got.clear();
                return SoapSession.returned(cursor, c -> objects(c, contents));
              });
      if (token != null) {
        cancel(token);
      }
      if (asked.size() < paths.size()) {
        List<String> left = paths.stream().filter(p -> !asked.contains(p)).toList();
        got.values().forEach(b -> left.forEach(path -> b.missing(path, "InvalidProperty")));
      }
      done.putAll(got);
      faultsInRow.set(0);
      uselessInRow.set(0);
      answered = true;
      return refs.stream().filter(ref -> !got.containsKey(ref)).toList();
    }

    private Set<String> refused(List<MoRef> refs) {
      return refusedPaths.computeIfAbsent(
          refs.get(0).type(), type -> ConcurrentHashMap.newKeySet());
    }

    /** One stale reference fails the whole call; without a name the halves tell which it is. */
    private List<MoRef> withoutGone(List<MoRef> refs, @Nullable MoRef named) {
      if (named != null && refs.contains(named)) {
        gone.incrementAndGet();
        List<MoRef> rest = new ArrayList<>(refs);
        rest.remove(named);
        read(rest);
      } else if (refs.size() == 1) {
        gone.incrementAndGet();
      } else {
        halves(refs);
      }
      return List.of();
    }

    /** One object may be the reason of a fault: the others must not be lost for it. */
    private void isolate(List<MoRef> refs, Fault problem) {
      patient = false;
      if (refs.size() > 1) {
        halves(refs);
      } else if (faultsInRow.incrementAndGet() > MOST_FAULTS_IN_ROW) {
        throw problem;
      } else {
        unparsed.add(new UnparsedObject(refs.get(0), problem.fault().faultClass()));
      }
    }

    private void bisect(List<MoRef> refs, BadReply problem) {
      if (refs.size() == 1) {
        String reason =
            (problem.isTooLarge() ? UnparsedObject.TOO_LARGE : "") + problem.getMessage();
        unparsed.add(new UnparsedObject(refs.get(0), reason));
      } else {
        halves(refs);
      }
    }

    private void halves(List<MoRef> refs) {
      int middle = refs.size() / 2;
      read(refs.subList(0, middle));
      read(refs.subList(middle, refs.size()));
    }
  }

  /** A host that does not answer, or a right that is lacking, is no matter of the question. */
  private static boolean mayBeOfOneObject(Fault e) {
    return e.kind() == FaultKind.RETRY || e.fault().faultClass().equals("NoPermission");
  }

  /** Longer each time, so that a vCenter that is short of breath gets some. */
  private static void pause(int tries) {
    try {
      Thread.sleep(tries * PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Cancelled(e);
    }
  }

  /**
   * The path that this server does not know, which is not asked for again and which every object
   * then lacks; null when the fault is about something else. Two calls in flight may both learn of
   * the same path.
   */
  private static @Nullable String refusedPath(Fault e, List<String> asked) {
    String path = e.property();
    boolean named = e.fault().faultClass().equals("InvalidProperty") && path != null;
    return named && asked.contains(path) ? path : null;
  }

  /** An answer that is neither continued nor cancelled stays in the memory of vCenter. */
  private void cancel(String token) {
    try {
      session.<@Nullable Void>read(
          "CancelRetrievePropertiesEx",
          body -> body.self(collector()).element("token", token),
          cursor -> null);
    } catch (VSphereException e) {
      notes.unknown("CancelRetrievePropertiesEx", e.kind().name());
    }
  }

  private MoRef collector() {
    return session.content().require("propertyCollector");
  }

  private void request(SoapWriter body, List<MoRef> refs, List<String> paths) {
    body.self(collector()).open("specSet").open("propSet");
    body.element("type", refs.get(0).type());
    paths.forEach(path -> body.element("pathSet", path));
    body.close("propSet");
    for (MoRef ref : refs) {
      body.open("objectSet").ref("obj", ref).close("objectSet");
    }
    body.close("specSet").open("options").close("options");
  }

  /** Returns the token of an answer that the server cut short, or null. */
  private static @Nullable String objects(XmlCursor cursor, ObjectContents contents) {
    String token = null;
    int here = cursor.enter();
    while (cursor.next(here)) {
      switch (cursor.name()) {
        case "token" -> token = cursor.text();
        case "objects" -> contents.read(cursor);
        default -> {}
      }
    }
    return token;
  }
}
