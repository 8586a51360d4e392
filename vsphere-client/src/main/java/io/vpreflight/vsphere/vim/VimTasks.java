// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.TaskFilterSpec;
import com.vmware.vim25.TaskFilterSpecByEntity;
import com.vmware.vim25.TaskFilterSpecByTime;
import com.vmware.vim25.TaskFilterSpecRecursionOption;
import com.vmware.vim25.TaskFilterSpecTimeOption;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.TaskReasonUser;
import io.vpreflight.vsphere.FaultKind;
import io.vpreflight.vsphere.TaskState;
import io.vpreflight.vsphere.TaskState.State;
import io.vpreflight.vsphere.VSphereException.BadReply;
import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.TaskTimes;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads tasks: some by reference, or all of one object. Safe for several threads. */
public final class VimTasks {
  private static final int PAGE = 100;
  private static final int MOST_PAGES = 9;

  private final VimClient client;
  private final VimProperties properties;

  /** Asks through a session, which stays the caller's. */
  public VimTasks(SoapSession session, SchemaNotes notes) {
    this(new VimClient(session, notes));
  }

  VimTasks(VimClient client) {
    this.client = client;
    this.properties = new VimProperties(client);
  }

  /**
   * How tasks stand, in one call; those that vCenter does not know any more are not in the map.
   *
   * @throws io.vpreflight.vsphere.VSphereException when it could not be found out
   */
  public Map<MoRef, TaskState> states(Collection<MoRef> tasks) {
    Map<MoRef, TaskState> states = new LinkedHashMap<>();
    infos(tasks).forEach((ref, info) -> states.put(ref, state(ref, info)));
    return states;
  }

  /**
   * Tasks of an object that were queued since, and those that still wait or run, oldest first.
   *
   * @param since by the clock of vCenter
   * @throws io.vpreflight.vsphere.VSphereException when it could not be found out
   */
  public List<TaskState> of(MoRef entity, Instant since) {
    Map<MoRef, TaskState> found = new HashMap<>();
    for (TaskInfo info : history(entity, since)) {
      MoRef ref = ref(info);
      found.put(ref, state(ref, info));
    }
    // Asked last: a task moves from here into the history, not back.
    found.putAll(states(recent(entity)));
    return found.values().stream()
        .filter(task -> task.entity() == null || task.entity().equals(entity))
        .filter(task -> task.isOpen() || !began(task).isBefore(since))
        .sorted(Comparator.comparing(VimTasks::began).thenComparing(TaskState::ref))
        .toList();
  }

  /** What a task returned; null when it returned nothing that we know. */
  @Nullable Object result(MoRef task) {
    TaskInfo info = infos(List.of(task)).get(task);
    return info == null ? null : info.result;
  }

  private Map<MoRef, TaskInfo> infos(Collection<MoRef> tasks) {
    List<MoRef> open = new ArrayList<>(new LinkedHashSet<>(tasks));
    Map<MoRef, TaskInfo> infos = new LinkedHashMap<>();
    while (!open.isEmpty()) {
      try {
        client
            .reading(() -> properties.all(open, "info"))
            .forEach((ref, info) -> infos.put(ref, (TaskInfo) info));
        return infos;
      } catch (Fault e) {
        if (e.kind() != FaultKind.GONE) {
          throw e;
        }
        // One that is forgotten fails the whole call; which one it is may not be said.
        if (open.size() > 1 && !open.contains(e.object())) {
          open.forEach(task -> infos.putAll(infos(List.of(task))));
          return infos;
        }
        open.remove(open.size() == 1 ? open.get(0) : e.object());
      }
    }
    return infos;
  }

  private List<MoRef> recent(MoRef entity) {
    Object recent = client.reading(() -> properties.exactly(entity, "recentTask"));
    return recent instanceof ManagedObjectReference[] refs ? Vim.refs(refs) : List.of();
  }

  private List<TaskInfo> history(MoRef entity, Instant since) {
    TaskFilterSpec filter = new TaskFilterSpec();
    filter.entity = new TaskFilterSpecByEntity();
    filter.entity.entity = Vim.reference(entity);
    filter.entity.recursion = TaskFilterSpecRecursionOption.self;
    filter.time = new TaskFilterSpecByTime();
    filter.time.timeType = TaskFilterSpecTimeOption.queuedTime;
    filter.time.beginTime = VimReader.calendar(since);
    HistoryPages.Read<TaskInfo> read =
        new HistoryPages<>(
                client, properties, TaskInfo[].class, "ReadPreviousTasks", VimTasks::identity)
            .read(
                "CreateCollectorForTasks",
                client.session().content().require("taskManager"),
                filter,
                PAGE,
                MOST_PAGES);
    if (read.truncated()) {
      throw new BadReply("too many tasks of " + entity + " since " + since, false, null);
    }
    return read.items();
  }

  private static Object identity(TaskInfo info) {
    return info.key == null ? info : info.key;
  }

  /** The key of a task is the moId of its reference; servers may leave out the one or the other. */
  private static MoRef ref(TaskInfo info) {
    MoRef ref = Vim.ref(info.task);
    if (ref == null && info.key == null) {
      throw new BadReply("a task without a key", false, null);
    }
    return ref == null ? new MoRef("Task", info.key) : ref;
  }

  private static TaskState state(MoRef ref, TaskInfo info) {
    return new TaskState(
        ref,
        Objects.requireNonNullElse(info.descriptionId, ""),
        state(info),
        info.progress,
        new TaskTimes(
            Vim.instant(info.queueTime),
            Vim.instant(info.startTime),
            Vim.instant(info.completeTime)),
        Vim.ref(info.entity),
        info.result instanceof ManagedObjectReference made ? Vim.ref(made) : null,
        Vim.fault(info.error),
        info.reason instanceof TaskReasonUser user ? user.userName : null,
        info.cancelled,
        info.activationId);
  }

  /** A state that we do not know must never be taken for an end. */
  private static State state(TaskInfo info) {
    if (info.state == null) {
      throw new BadReply("a task in a state that is not known: " + info.key, false, null);
    }
    return switch (info.state) {
      case queued -> State.QUEUED;
      case running -> State.RUNNING;
      case success -> State.SUCCESS;
      case error -> State.ERROR;
    };
  }

  private static Instant began(TaskState task) {
    return Stream.of(
            task.times().queueTime(), task.times().startTime(), task.times().completeTime())
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(Instant.MAX);
  }
}
