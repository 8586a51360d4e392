// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import com.vmware.vim25.CustomFieldDef;
import io.vpreflight.vsphere.CollectionRequest;
import io.vpreflight.vsphere.FaultKind;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.VSphereException.BadReply;
import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.VSphereException.Unreachable;
import io.vpreflight.vsphere.inventory.AgentMemory;
import io.vpreflight.vsphere.inventory.AlarmRecord;
import io.vpreflight.vsphere.inventory.Coverage;
import io.vpreflight.vsphere.inventory.History;
import io.vpreflight.vsphere.inventory.HistoryReach;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.HostLogLine;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.Unreadable;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Asks a living vCenter or stand-alone ESXi for what is no property of its objects. One collection
 * at a time.
 */
public final class VimLongTail implements LongTail {
  /** What one host answers so, the next one will too. */
  private static final Set<String> SAME_EVERYWHERE =
      Set.of("NoPermission", "NotSupported", "NotImplemented", "MethodNotFound");

  /** Each is three calls, or four. */
  private static final int MOST_LOGS = 50;

  private final VimClient client;
  private final VimProperties properties;
  private final CounterLimits limits;
  private final Map<String, String> unreadable = new TreeMap<>();
  private @Nullable VSphereException stopped;

  /** Asks once, through a session, which stays the caller's. */
  public VimLongTail(SoapSession session, SchemaNotes notes) {
    this(session, notes, new CounterLimits());
  }

  /**
   * Asks through a session, which stays the caller's.
   *
   * @param limits what was learnt of vCenters, by others too
   */
  public VimLongTail(SoapSession session, SchemaNotes notes, CounterLimits limits) {
    this.limits = limits;
    this.client = new VimClient(session, notes);
    this.properties = new VimProperties(client);
  }

  @Override
  public List<MoRef> references() {
    unreadable.clear();
    stopped = null;
    return new References(client, properties).read();
  }

  @Override
  public Map<Integer, String> customFields() {
    Map<Integer, String> names = new TreeMap<>();
    unreadable.remove(VCenterFact.CUSTOM_FIELDS.path());
    attempt(
        VCenterFact.CUSTOM_FIELDS,
        () -> {
          MoRef manager = client.session().content().manager("customFieldsManager");
          // A stand-alone ESXi has no custom attributes.
          if (manager != null
              && client.reading(() -> properties.one(manager, "field"))
                  instanceof CustomFieldDef[] fields) {
            names.putAll(VimRecords.customFields(fields));
          }
        });
    return names;
  }

  @Override
  public History history(CollectionRequest request, Instant now, List<Host> hosts) {
    // It may have been asked for before, and what could not be had then is asked for again.
    unreadable.keySet().retainAll(Set.of(VCenterFact.CUSTOM_FIELDS.path()));
    Instant begin = now.minus(request.history());
    TaskHistory tasks = new TaskHistory(client, properties);
    EventHistory events = new EventHistory(client, properties, begin);
    List<AlarmRecord> alarms = new ArrayList<>();
    List<AgentMemory> memory = new ArrayList<>();
    List<HostLogLine> log = new ArrayList<>();
    ask(request, VCenterFact.TASKS, () -> tasks.read(begin));
    ask(request, VCenterFact.EVENTS, () -> events.read(now));
    ask(
        request,
        VCenterFact.ALARMS,
        () -> alarms.addAll(new AlarmHistory(client, properties).read()));
    ask(
        request,
        VCenterFact.HOST_AGENT_MEMORY,
        () -> memory.addAll(new AgentMemoryHistory(client, properties, limits).read(hosts)));
    if (request.properties().contains(VCenterFact.HOST_LOG)) {
      log.addAll(logs(hosts));
    }
    return new History(
        request.history(),
        tasks.tasks(),
        events.events(),
        alarms,
        memory,
        log,
        new HistoryReach(
            tasks.open(), tasks.failed(), tasks.done(), events.rare(), events.frequent()),
        new Unreadable(unreadable));
  }

  /** Whose log was not read is noted, with the reason: silence would say that all is well there. */
  private List<HostLogLine> logs(List<Host> hosts) {
    List<HostLogLine> log = new ArrayList<>();
    HostLogTail tail = new HostLogTail(client);
    int asked = 0;
    for (Host host : hosts) {
      String path = HostLogLine.path(host.ref());
      if (host.runtime().connectionState() != HostConnectionState.CONNECTED) {
        unreadable.put(path, HostLogLine.NOT_CONNECTED);
      } else if (asked == MOST_LOGS) {
        unreadable.put(path, HostLogLine.NOT_ASKED);
      } else {
        asked++;
        if (!attempt(VCenterFact.HOST_LOG, () -> log.addAll(tail.read(host)))) {
          String fault = String.valueOf(unreadable.get(VCenterFact.HOST_LOG.path()));
          if (stopped != null || SAME_EVERYWHERE.contains(fault)) {
            break;
          }
          unreadable.remove(VCenterFact.HOST_LOG.path());
          unreadable.put(path, fault);
        }
      }
    }
    return log;
  }

  @Override
  public Sight sight() {
    if (stopped == null) {
      try {
        return new AccountSight(client, new VimPrivileges(client)).read();
      } catch (VSphereException e) {
        stopped = e;
      }
    }
    return new Sight(Coverage.View.NOT_VERIFIED, Map.of());
  }

  @Override
  public @Nullable VSphereException stopped() {
    return stopped;
  }

  private boolean ask(CollectionRequest request, VCenterFact fact, Runnable work) {
    return request.properties().contains(fact) && attempt(fact, work);
  }

  /** Does it, or notes why it could not be done. */
  private boolean attempt(VCenterFact fact, Runnable work) {
    if (stopped == null) {
      try {
        work.run();
        return true;
      } catch (VSphereException e) {
        stopped = endsAll(e) ? e : null;
        unreadable.put(fact.path(), reason(e));
        return false;
      }
    }
    unreadable.put(fact.path(), reason(stopped));
    return false;
  }

  /** A history that takes vCenter too long may still be followed by another. */
  static boolean endsAll(VSphereException e) {
    return e instanceof Unreachable broken
        ? broken.reason() != Unreachable.Reason.TIMEOUT
        : isLost(e) || !(e instanceof Fault || e instanceof BadReply);
  }

  /** Why something could not be read, in a word. */
  static String reason(VSphereException e) {
    if (e instanceof Fault fault) {
      return fault.fault().faultClass();
    }
    if (e instanceof Unreachable broken) {
      return broken.reason() == Unreachable.Reason.TIMEOUT ? "Timedout" : "Unreachable";
    }
    return e.getClass().getSimpleName();
  }

  static boolean isLost(VSphereException e) {
    return e.kind() == FaultKind.LOG_IN_AGAIN;
  }
}
