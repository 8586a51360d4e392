// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import com.vmware.vim25.TaskFilterSpec;
import com.vmware.vim25.TaskFilterSpecByTime;
import com.vmware.vim25.TaskFilterSpecTimeOption;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.TaskInfoState;
import io.vpreflight.vsphere.inventory.Reach;
import io.vpreflight.vsphere.inventory.TaskRecord;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Reads the tasks that matter: all that wait or run, all that failed within the time window, and of
 * those that succeeded in it the ones that touch disks. Three questions, so that a thousand
 * successes hide no failure.
 */
final class TaskHistory {
  private static final int PAGE = 500;
  private static final int OPEN_PAGES = 1;
  private static final int FAILED_PAGES = 3;
  private static final int DONE_PAGES = 7;

  /** Parts of {@code descriptionId}: what creates, merges or moves the files of a disk. */
  private static final List<String> TOUCHES_DISKS =
      List.of("snapshot", "consolidate", "relocate", "migrate", "virtualmachine.reconf");

  private final VimClient client;
  private final HistoryPages<TaskInfo> pages;
  private final Map<String, TaskRecord> tasks = new LinkedHashMap<>();
  private Reach open = Reach.NONE;
  private Reach failed = Reach.NONE;
  private Reach done = Reach.NONE;

  /** Nothing is read yet. */
  TaskHistory(VimClient client, VimProperties properties) {
    this.client = client;
    this.pages =
        new HistoryPages<>(
            client,
            properties,
            TaskInfo[].class,
            "ReadPreviousTasks",
            task -> task.key == null ? (Object) task : task.key);
  }

  /** Those that were read so far, newest last. */
  List<TaskRecord> tasks() {
    return tasks.values().stream()
        .sorted(Comparator.comparing(TaskHistory::began).thenComparing(TaskRecord::key))
        .toList();
  }

  /** How far back those go that wait or run. */
  Reach open() {
    return open;
  }

  /** How far back those go that ended with an error. */
  Reach failed() {
    return failed;
  }

  /** How far back those go that succeeded. */
  Reach done() {
    return done;
  }

  /** Reads them all; what was read before a fault is kept. */
  void read(Instant begin) {
    open = read(begin, OPEN_PAGES, task -> true, TaskInfoState.queued, TaskInfoState.running);
    failed = read(begin, FAILED_PAGES, task -> true, TaskInfoState.error);
    done = read(begin, DONE_PAGES, TaskHistory::touchesDisks, TaskInfoState.success);
  }

  /** What is open is asked for whenever it began, what has ended by when it did. */
  private Reach read(
      Instant begin, int mostPages, Predicate<TaskRecord> wanted, TaskInfoState... states) {
    TaskFilterSpec filter = new TaskFilterSpec();
    filter.state = states;
    boolean ended = states[0] == TaskInfoState.error || states[0] == TaskInfoState.success;
    if (ended) {
      filter.time = new TaskFilterSpecByTime();
      filter.time.timeType = TaskFilterSpecTimeOption.completedTime;
      filter.time.beginTime = VimReader.calendar(begin);
    }
    HistoryPages.Read<TaskInfo> read =
        pages.read(
            "CreateCollectorForTasks",
            client.session().content().require("taskManager"),
            filter,
            PAGE,
            mostPages);
    List<TaskRecord> records = VimRecords.tasks(read.items());
    records.stream().filter(wanted).forEach(this::keep);
    if (!read.truncated()) {
      return new Reach(begin, false);
    }
    Instant oldest =
        records.stream()
            .map(task -> ended ? task.times().completeTime() : began(task))
            .filter(Objects::nonNull)
            .min(Comparator.naturalOrder())
            .orElse(begin);
    return new Reach(begin, true).noEarlierThan(oldest);
  }

  /** A task that ended between two questions comes twice: the later answer is the newer one. */
  private void keep(TaskRecord task) {
    tasks.put(task.key(), task);
  }

  private static boolean touchesDisks(TaskRecord task) {
    String id = Objects.requireNonNullElse(task.descriptionId(), "").toLowerCase(Locale.ROOT);
    return TOUCHES_DISKS.stream().anyMatch(id::contains);
  }

  private static Instant began(TaskRecord task) {
    return Stream.of(
            task.times().queueTime(), task.times().startTime(), task.times().completeTime())
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(Instant.MIN);
  }
}
