// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.store.JournalEntry;
import io.vpreflight.jobs.store.JournalEvent;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VimFault;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where one operation stands, by its journal alone. The engine takes every line that it writes into
 * the same ledger, so that going on and beginning again after a crash read the same state. For one
 * thread.
 */
final class Ledger {
  /** Names of details of journal lines. */
  static final String RESULT = "result";

  static final String FAULT = "fault";
  static final String FAULT_KEYS = "faultKeys";
  static final String REPLY = "reply";
  static final String TASK = "task";
  static final String METHOD = "method";
  static final String OBJECT = "target";
  static final String ABOUT = "about";
  static final String SNAPSHOT = "snapshot";
  static final String CHANGE_VERSION = "changeVersion";
  static final String SERVER_TIME = "serverTime";
  static final String REASON = "reason";
  static final String DISK = "disk.";

  /** How long a task ran. */
  static final String TOOK = "took";

  /** What VMware Tools showed before the first mutation, with blanks between. */
  static final String ADDRESSES = "addresses";

  /** Of the deep probe, by disk: {@link #ANSWERED}, or the class of the fault. */
  static final String PROBE = "probe.";

  static final String ANSWERED = "answered";

  /** Results. */
  static final String DONE = "done";

  static final String PARTLY = "partly";
  static final String NOT_DONE = "not-done";
  static final String FAILED = "failed";
  static final String REFUSED = "refused";

  /**
   * A mutation whose end is not known.
   *
   * @param step which
   * @param at when its intent was written, by our clock
   * @param serverTime the same by the clock of vCenter
   * @param target what it was called on
   * @param task its task; null when no reply came, or none was written down
   * @param fault what the reply said without telling whether it was done; null for no such reply
   */
  record Open(
      String step,
      Instant at,
      Instant serverTime,
      MoRef target,
      @Nullable MoRef task,
      @Nullable VimFault fault) {}

  /** When a step was tried. */
  record Tries(Instant first, Instant last, int count) {}

  private final Set<String> done = new HashSet<>();
  private final Map<String, Tries> tries = new HashMap<>();
  private final Map<String, MoRef> snapshots = new HashMap<>();
  private final Map<String, Map<Integer, String>> changeIds = new HashMap<>();
  private final Map<String, VimFault> faults = new HashMap<>();
  private final Map<String, String> probes = new TreeMap<>();
  private final Map<String, Duration> took = new TreeMap<>();
  private @Nullable String addresses;
  private @Nullable Open open;
  private boolean touched;
  private boolean back;
  private Text backReason = Text.of("");
  private @Nullable Instant started;
  private @Nullable Instant parked;
  private @Nullable String changeVersion;
  private @Nullable JournalEntry finished;

  /** By the lines of one operation. */
  static Ledger of(List<JournalEntry> lines) {
    Ledger ledger = new Ledger();
    lines.forEach(ledger::take);
    return ledger;
  }

  /** One more line. */
  void take(JournalEntry line) {
    Map<String, String> details = line.details();
    switch (line.event()) {
      case STARTED -> started = line.at();
      case INTENT -> intent(line);
      case SENT -> sent(details);
      case TASK -> open = open == null ? null : with(open, ref(details.get(TASK)), open.fault());
      case OUTCOME, SETTLED -> outcome(line);
      case PARKED -> parked = parked == null ? line.at() : parked;
      case RESUMED -> {}
      case COMPENSATING -> {
        back = true;
        backReason = Ending.text(details, REASON);
      }
      case FINISHED -> finished = line;
      case PLANNED, APPROVED, REFUSED, CANCEL_REQUESTED -> {}
    }
  }

  private void intent(JournalEntry line) {
    Map<String, String> details = line.details();
    MoRef target = ref(details.get(OBJECT));
    if (target == null) {
      throw new IllegalStateException("an intent without an object: line " + line.number());
    }
    String serverTime = details.get(SERVER_TIME);
    open =
        new Open(
            line.step(),
            line.at(),
            serverTime == null ? line.at() : Instant.parse(serverTime),
            target,
            null,
            null);
    tries.merge(
        line.step(),
        new Tries(line.at(), line.at(), 1),
        (old, one) -> new Tries(old.first(), one.last(), old.count() + 1));
    parked = null;
  }

  private void sent(Map<String, String> details) {
    if (open != null && details.containsKey(FAULT)) {
      open = with(open, open.task(), fault(details));
    }
  }

  private void outcome(JournalEntry line) {
    Map<String, String> details = line.details();
    String step = line.step();
    String result = details.getOrDefault(RESULT, "");
    if (open != null && open.step().equals(step)) {
      open = null;
      touched |= result.equals(DONE) || result.equals(PARTLY);
    }
    if (result.equals(DONE)) {
      done.add(step);
    }
    VimFault fault = fault(details);
    if (fault != null) {
      faults.put(step, fault);
    }
    String about = details.get(ABOUT);
    MoRef snapshot = ref(details.get(SNAPSHOT));
    if (about != null && snapshot != null) {
      snapshots.put(about, snapshot);
    }
    if (details.containsKey(CHANGE_VERSION)) {
      changeVersion = details.get(CHANGE_VERSION);
    }
    String length = details.get(TOOK);
    if (length != null) {
      took.merge(step, Duration.parse(length), (one, two) -> one.compareTo(two) < 0 ? two : one);
    }
    addresses = details.getOrDefault(ADDRESSES, addresses);
    details.forEach(
        (name, value) -> {
          if (name.startsWith(PROBE)) {
            probes.put(name.substring(PROBE.length()), value);
          }
        });
    if (about != null && details.containsKey("disks")) {
      Map<Integer, String> ids = new TreeMap<>();
      details.forEach(
          (name, value) -> {
            if (name.startsWith(DISK)) {
              ids.put(Integer.valueOf(name.substring(DISK.length())), value);
            }
          });
      changeIds.put(about, ids);
    }
  }

  /** True when it has begun. */
  boolean isStarted() {
    return started != null;
  }

  /** When it began; now when it has not. */
  Instant startedAt(Instant now) {
    return started == null ? now : started;
  }

  /** True when the step has done what it should. */
  boolean isDone(String step) {
    return done.contains(step);
  }

  /** The mutation whose end is not known; null when there is none. */
  @Nullable Open open() {
    return open;
  }

  /** True when something of ours was executed. */
  boolean isTouched() {
    return touched || open != null;
  }

  /** True when it is being taken back. */
  boolean isGoingBack() {
    return back;
  }

  /** Why it is being taken back. */
  Text backReason() {
    return backReason;
  }

  /** True when anything was ever sent, whatever came of it. */
  boolean hasTried() {
    return !tries.isEmpty();
  }

  /** When it was tried; null when it never was. */
  @Nullable Tries tries(String step) {
    return tries.get(step);
  }

  /** The last fault of a step; null when it met none. */
  @Nullable VimFault fault(String step) {
    return faults.get(step);
  }

  /** Our snapshot {@code A}, {@code B} or {@code P}; null when there was none. */
  @Nullable MoRef snapshot(String about) {
    return snapshots.get(about);
  }

  /** Every snapshot that this operation made, whether it is still there or not. */
  Set<MoRef> snapshots() {
    return Set.copyOf(snapshots.values());
  }

  /** What a snapshot of ours showed; null when it was not read. */
  @Nullable Map<Integer, String> changeIds(String about) {
    return changeIds.get(about);
  }

  /** What the deep probe was answered, by device key; empty when it was not asked. */
  Map<String, String> probes() {
    return Map.copyOf(probes);
  }

  /** How long the task of a step ran, the longest of several; null when nobody told. */
  @Nullable Duration took(String step) {
    return took.get(step);
  }

  /** The addresses of its guest before the first mutation; empty when none were shown. */
  List<String> addresses() {
    return addresses == null || addresses.isEmpty() ? List.of() : List.of(addresses.split(" "));
  }

  /** {@code config.changeVersion} after our last mutation; null before the first. */
  @Nullable String changeVersion() {
    return changeVersion;
  }

  /** Since when it has been parked without anything else having happened; null when it is not. */
  @Nullable Instant parkedSince() {
    return parked;
  }

  /** The line that tells its end; null when it has not ended. */
  @Nullable JournalEntry finished() {
    return finished;
  }

  /** True when there is nothing more to do about it. */
  static boolean isFinished(List<JournalEntry> lines) {
    return lines.stream().anyMatch(line -> line.event() == JournalEvent.FINISHED);
  }

  /** A reference as the journal writes it: {@code VirtualMachine:vm-42}. */
  static @Nullable MoRef ref(@Nullable String text) {
    int colon = text == null ? -1 : text.indexOf(':');
    return text == null || colon < 1
        ? null
        : new MoRef(text.substring(0, colon), text.substring(colon + 1));
  }

  private static Open with(Open open, @Nullable MoRef task, @Nullable VimFault fault) {
    return new Open(open.step(), open.at(), open.serverTime(), open.target(), task, fault);
  }

  private static @Nullable VimFault fault(Map<String, String> details) {
    String name = details.get(FAULT);
    if (name == null) {
      return null;
    }
    String keys = details.getOrDefault(FAULT_KEYS, "");
    return new VimFault(name, keys.isEmpty() ? List.of() : List.of(keys.split(" ")), null);
  }
}
