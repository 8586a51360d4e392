// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import io.vpreflight.jobs.audit.Audit.WaivedFinding;
import io.vpreflight.jobs.check.Estate;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.CollectionProgress;
import io.vpreflight.vsphere.VSphereException.SameVCenter;
import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.inventory.ObjectRef;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads every source, runs the checks over all of them together, and says how whole the result is.
 * One dead vCenter never holds up or fails another.
 */
public final class AuditRunner {
  private final Clock clock;
  private final double maxUnreadable;
  private final boolean leavesOutTwins;

  /**
   * An auditor.
   *
   * @param maxUnreadable share of the virtual machines, 0 to 1, that may be unreadable before the
   *     audit counts as incomplete; of the hosts, clusters and datastores as well
   */
  public AuditRunner(Clock clock, double maxUnreadable) {
    this(clock, maxUnreadable, false);
  }

  private AuditRunner(Clock clock, double maxUnreadable, boolean leavesOutTwins) {
    this.clock = clock;
    this.maxUnreadable = maxUnreadable;
    this.leavesOutTwins = leavesOutTwins;
  }

  /**
   * The same for what runs by itself: of sources that say that they are one vCenter the first
   * counts, the others count as not read, and nothing is refused. A copy of one vCenter must not
   * cost all the others their audit.
   */
  public AuditRunner leavingOutTwins() {
    return new AuditRunner(clock, maxUnreadable, true);
  }

  /**
   * Runs one audit.
   *
   * @param progress for each source, by name
   * @throws AuditRefused when two sources are one vCenter, unless those are left out
   */
  public Audit run(AuditRequest request, Function<String, CollectionProgress> progress) {
    Instant startedAt = clock.instant();
    List<FailedSource> failed = new ArrayList<>();
    List<Inventory> inventories =
        new SourceReader(request.reads(), progress).read(request.sources(), failed);
    return judge(request, inventories, failed, startedAt);
  }

  /**
   * Judges inventories that were read before.
   *
   * @param notRead sources of which there is none
   * @throws AuditRefused as {@link #run}
   */
  public Audit judge(
      AuditRequest request, List<Inventory> read, List<FailedSource> notRead, Instant startedAt) {
    List<FailedSource> failed = new ArrayList<>(notRead);
    List<Inventory> inventories = withoutTwins(read, failed);
    List<Scene> scenes = inventories.stream().map(i -> scene(i, request)).toList();
    Estate estate = new Estate(scenes, remembered(request, inventories, failed));
    InScope scope = new InScope(request.scope(), estate);
    CheckEngine.Results results =
        new CheckEngine(request.profile(), estate, scope).run(request.checks());

    Instant finishedAt = clock.instant();
    LocalDate today = LocalDate.ofInstant(finishedAt, ZoneOffset.UTC);
    List<Finding> open = new ArrayList<>();
    List<WaivedFinding> waived = new ArrayList<>();
    for (Finding finding : results.findings()) {
      Waiver waiver = waiver(finding, request.waivers(), today);
      if (waiver == null) {
        open.add(finding);
      } else {
        waived.add(new WaivedFinding(finding, waiver));
      }
    }
    open.addAll(Waivers.expired(request.waivers(), today, estate));
    sort(open);
    return new Audit(
        AuditIds.of(startedAt),
        startedAt,
        finishedAt,
        request.profile(),
        request.scope(),
        estate,
        failed,
        results.runs(),
        open,
        waived,
        results.undetermined(),
        results.notObservable(),
        Verdicts.of(request.profile(), estate, Checks.all(), results).within(scope),
        Wholeness.of(inventories, failed, results.runs(), scope, maxUnreadable),
        Wholeness.notes(request, inventories, scope));
  }

  /** The worst first, then by check and by place. */
  private static void sort(List<Finding> findings) {
    Map<ObjectRef, String> places = new HashMap<>();
    for (Finding finding : findings) {
      places.computeIfAbsent(finding.object(), o -> o.path() + "/" + o.name());
    }
    findings.sort(
        Comparator.comparing(Finding::severity)
            .reversed()
            .thenComparing(Finding::check)
            .thenComparing(f -> places.getOrDefault(f.object(), ""))
            .thenComparing(Finding::key));
  }

  /** Their machines cannot be told apart: the references of one mean others in the other. */
  private List<Inventory> withoutTwins(List<Inventory> read, List<FailedSource> failed) {
    Map<String, String> names = new HashMap<>();
    List<Inventory> kept = new ArrayList<>();
    for (Inventory inventory : read) {
      String name = inventory.vcenter().name();
      String uuid = inventory.vcenter().instanceUuid();
      String other = names.putIfAbsent(uuid, name);
      if (other == null) {
        kept.add(inventory);
      } else if (leavesOutTwins) {
        failed.add(new FailedSource(name, new SameVCenter(other, uuid)));
      } else {
        throw new AuditRefused(Text.of("refused.same-vcenter", other, name, uuid));
      }
    }
    return kept;
  }

  private static Scene scene(Inventory inventory, AuditRequest request) {
    String uuid = inventory.vcenter().instanceUuid();
    return new Scene(
        inventory,
        request.profile().limits(),
        baseline(inventory, request.baselines()),
        request.earlier().changeIds().of(uuid));
  }

  private static @Nullable Inventory baseline(Inventory now, List<Inventory> baselines) {
    for (Inventory earlier : baselines) {
      if (earlier.vcenter().isSameAs(now.vcenter())) {
        return earlier;
      }
    }
    return null;
  }

  /** What is known of vCenters that could not be read, or were not to be. */
  private static List<Scene> remembered(
      AuditRequest request, List<Inventory> inventories, List<FailedSource> failed) {
    Set<String> names = failed.stream().map(FailedSource::name).collect(Collectors.toSet());
    Set<String> known = new HashSet<>();
    inventories.forEach(now -> known.add(now.vcenter().instanceUuid()));
    return Stream.concat(
            request.baselines().stream()
                .filter(earlier -> names.contains(earlier.vcenter().name())),
            request.earlier().others().stream())
        .filter(earlier -> known.add(earlier.vcenter().instanceUuid()))
        .map(earlier -> new Scene(earlier, request.profile().limits(), null))
        .toList();
  }

  private static @Nullable Waiver waiver(Finding finding, List<Waiver> waivers, LocalDate today) {
    for (Waiver waiver : waivers) {
      if (!waiver.isExpired(today) && waiver.covers(finding)) {
        return waiver;
      }
    }
    return null;
  }
}
