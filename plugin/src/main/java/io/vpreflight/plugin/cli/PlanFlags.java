// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.plugin.config.AuditDraft;
import io.vpreflight.plugin.config.Environment;
import io.vpreflight.plugin.repair.PlanWish;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is to be planned, and how boldly. */
final class PlanFlags {
  /** What holds where nothing is said. */
  private final PlanWish usual = new PlanWish();

  @Option(names = "--vm", paramLabel = "NAME", descriptionKey = "planVm")
  private List<String> vm = new ArrayList<>();

  @Option(names = "--host", paramLabel = "NAME", descriptionKey = "planHost")
  private List<String> host = new ArrayList<>();

  @Option(names = "--check", paramLabel = "ID", descriptionKey = "planCheck")
  private List<String> check = new ArrayList<>();

  @Option(names = "--from-audit", paramLabel = "FILE|AUDIT", descriptionKey = "planFromAudit")
  private @Nullable String fromAudit;

  @Option(names = "--kind", paramLabel = "KIND", required = true, descriptionKey = "planKind")
  private String kind = "";

  @Option(names = "--window", paramLabel = "WINDOW", descriptionKey = "planWindow")
  private String window = "";

  @Option(names = "--zone", paramLabel = "ZONE", descriptionKey = "planZone")
  private String zone = usual.zone;

  @Option(names = "--acknowledge", paramLabel = "REFUSAL=VM", descriptionKey = "planAcknowledge")
  private List<String> acknowledge = new ArrayList<>();

  @Option(names = "--own-vm", paramLabel = "NAME|none", descriptionKey = "planOwnVm")
  private List<String> ownVm = new ArrayList<>();

  @Option(names = "--guest-cluster", paramLabel = "NAME=VM,VM", descriptionKey = "planCluster")
  private List<String> guestCluster = new ArrayList<>();

  @Option(names = "--live-servers", paramLabel = "FILE", descriptionKey = "planLiveServers")
  private @Nullable Path liveServers;

  @Option(names = "--prove", descriptionKey = "planProve")
  private boolean prove;

  @Option(names = "--deep-probe", descriptionKey = "planDeepProbe")
  private boolean deepProbe;

  @Option(names = "--per-host", paramLabel = "N", descriptionKey = "planPerHost")
  private int perHost = usual.perHost;

  @Option(names = "--per-datastore", paramLabel = "N", descriptionKey = "planPerDatastore")
  private int perDatastore = usual.perDatastore;

  @Option(names = "--per-vcenter", paramLabel = "N", descriptionKey = "planPerVCenter")
  private int perVCenter = usual.perVCenter;

  @Option(names = "--stop-after", paramLabel = "N", descriptionKey = "planStopAfter")
  private int stopAfter = usual.stopAfter;

  @Option(names = "--longest-stun", paramLabel = "SPAN", descriptionKey = "planLongestStun")
  private @Nullable String longestStun;

  @Option(names = "--read-again-limit", paramLabel = "SIZE", descriptionKey = "planReadAgain")
  private @Nullable String readAgainLimit;

  @Option(names = "--baseline", paramLabel = "CAPTURE|stored:SCHEDULE", descriptionKey = "baseline")
  private List<String> baseline = new ArrayList<>();

  /** What they say; nothing is checked yet. */
  PlanWish wish() {
    PlanWish wish = new PlanWish();
    wish.vm = vm;
    wish.host = host;
    wish.check = check;
    wish.fromAudit = fromAudit;
    wish.kind = kind;
    wish.window = window;
    wish.zone = zone;
    wish.acknowledge = acknowledge;
    wish.ownVm = ownVm;
    wish.guestCluster = guestCluster;
    wish.liveServers = liveServers;
    wish.prove = prove;
    wish.deepProbe = deepProbe;
    wish.perHost = perHost;
    wish.perDatastore = perDatastore;
    wish.perVCenter = perVCenter;
    wish.stopAfter = stopAfter;
    wish.longestStun = longestStun;
    wish.readAgainLimit = readAgainLimit;
    wish.baseline = baseline;
    return wish;
  }

  /**
   * The part of a wish that an audit knows as well.
   *
   * @param folder of the store
   */
  static PurposeFlags purpose(PlanWish wish, Path folder) {
    return new PurposeFlags() {
      @Override
      Path folder(Environment environment) {
        return folder;
      }

      @Override
      void into(AuditDraft draft) {
        wish.into(draft);
      }
    };
  }
}
