// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.plan;

import io.vpreflight.jobs.check.Bytes;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.ObjectRef;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A plan as a tree of maps, lists, strings and whole numbers. {@link PlanReader} reads it back. */
final class PlanWriter {
  static final int FORMAT = 2;

  private PlanWriter() {}

  static Map<String, Object> plan(RepairPlan plan) {
    return new Members()
        .put("format", FORMAT)
        .put("kind", plan.kind().label())
        .put("vcenter", vcenter(plan.vcenter()))
        .put("createdAt", time(plan.createdAt()))
        .put("expiresAt", time(plan.expiresAt()))
        .put("planner", plan.planner())
        .put("options", options(plan.options()))
        .put("limits", limits(plan.limits()))
        .put("window", window(plan.window()))
        .put("targets", list(plan.targets(), PlanWriter::target))
        .put("warnings", list(plan.warnings(), PlanWriter::text))
        .put("activity", activity(plan.activity()))
        .map;
  }

  private static Object vcenter(PlanVCenter vcenter) {
    return new Members()
        .put("instanceUuid", vcenter.instanceUuid())
        .put("name", vcenter.name())
        .put("version", vcenter.version())
        .put("apiVersion", vcenter.apiVersion())
        .put("readAt", time(vcenter.readAt()))
        .map;
  }

  private static Object options(PlanOptions options) {
    return new Members()
        .put("prove", options.prove())
        .put("deepProbe", options.deepProbe())
        .put("consolidateAfter", options.consolidateAfter())
        .map;
  }

  private static Object limits(RunLimits limits) {
    return new Members()
        .put("perHost", limits.perHost())
        .put("perDatastore", limits.perDatastore())
        .put("openSnapshotsPerDatastore", limits.openSnapshotsPerDatastore())
        .put("perVCenter", limits.perVCenter())
        .put("waves", limits.waves())
        .put("stopAfterFailures", limits.stopAfterFailures())
        .put("readAgainBytesPerNight", limits.readAgainBytesPerNight())
        .put("deadlineSeconds", limits.deadline().toSeconds())
        .put("longestStunSeconds", limits.guests().longestStun().toSeconds())
        .put("addressBackSeconds", limits.guests().addressBack().toSeconds())
        .map;
  }

  private static Object window(Window window) {
    return new Members().put("zone", window.zone().getId()).put("spans", WindowText.of(window)).map;
  }

  private static Object activity(SnapshotHours activity) {
    return new Members()
        .put("zone", activity.zone().getId())
        .put("since", activity.since() == null ? null : time(activity.since()))
        .put("counts", activity.counts())
        .map;
  }

  private static Object target(PlanTarget target) {
    return new Members()
        .put("object", object(target.object()))
        .put("role", target.role())
        .put("wave", target.wave())
        .put("baseline", baseline(target.baseline()))
        .put("steps", list(target.steps(), PlanWriter::step))
        .put("refusals", list(target.refusals(), PlanWriter::refusal))
        .put("warnings", list(target.warnings(), PlanWriter::text))
        .put("datastores", list(target.datastores(), PlanWriter::datastore))
        .put("privileges", privileges(target.privileges()))
        .put("expectedStuns", target.expectedStuns())
        .put("readAgainBytes", target.readAgainBytes())
        .map;
  }

  private static Object object(ObjectRef object) {
    return new Members()
        .put("vcenter", object.vcenter())
        .put("type", object.ref().type())
        .put("moId", object.ref().moId())
        .put("name", object.name())
        .put("path", object.path())
        .map;
  }

  private static Object baseline(Baseline baseline) {
    return new Members()
        .put("instanceUuid", baseline.instanceUuid())
        .put("uuid", baseline.uuid())
        .put("changeVersion", baseline.changeVersion())
        .put("changeTrackingEnabled", baseline.changeTrackingEnabled())
        .put("powerState", baseline.powerState())
        .put("host", baseline.host())
        .put("consolidationNeeded", baseline.consolidationNeeded())
        .put("snapshots", baseline.snapshots())
        .put("disks", list(baseline.disks(), PlanWriter::disk))
        .put("attribute", baseline.attribute())
        .put("ofHost", baseline.ofHost() == null ? null : ofHost(baseline.ofHost()))
        .map;
  }

  private static Object ofHost(Baseline.OfHost host) {
    return new Members()
        .put("connectionState", host.connectionState())
        .put("standbyMode", host.standbyMode())
        .put("inMaintenanceMode", host.inMaintenanceMode())
        .map;
  }

  private static Object disk(PlanDisk disk) {
    return new Members()
        .put("key", disk.key())
        .put("label", disk.label())
        .put("capacityBytes", disk.capacityBytes())
        .put("fileName", disk.fileName())
        .put("datastore", disk.datastore())
        .put("changeId", disk.changeId())
        .put("excluded", disk.excluded())
        .map;
  }

  private static Object step(PlanStep step) {
    return new Members()
        .put("id", step.id())
        .put("action", step.action().label())
        .put("about", step.about())
        .put("stuns", step.stuns())
        .map;
  }

  private static Object refusal(Refusal refusal) {
    return new Members()
        .put("id", refusal.id())
        .put("text", text(refusal.text()))
        .put("evidence", refusal.evidence())
        .put("answer", answer(refusal.answer()))
        .map;
  }

  static String answer(Refusal.Answer answer) {
    return answer.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  private static Object datastore(DatastoreNeed need) {
    return new Members()
        .put("datastore", need.datastore())
        .put("name", need.name())
        .put("capacityBytes", need.capacityBytes())
        .put("freeBytes", need.freeBytes())
        .put("neededBytes", need.neededBytes())
        .map;
  }

  private static Object privileges(Privileges privileges) {
    return new Members()
        .put("account", privileges.account())
        .put("wanted", privileges.wanted())
        .put("missing", privileges.missing())
        .map;
  }

  /** In no language: its key, and what is filled in. */
  private static Object text(Text text) {
    return new Members()
        .put("key", text.key())
        .put("args", list(text.args(), PlanWriter::argument))
        .map;
  }

  private static Object argument(Object value) {
    if (value instanceof Bytes bytes) {
      return Map.of("bytes", bytes.count());
    }
    if (value instanceof Duration duration) {
      return Map.of("seconds", duration.toSeconds());
    }
    if (value instanceof Instant instant) {
      return Map.of("time", time(instant));
    }
    if (value instanceof Text text) {
      return Map.of("text", text(text));
    }
    return value instanceof Integer || value instanceof Long ? value : String.valueOf(value);
  }

  /** Whole seconds: the clock of a plan is no finer. */
  private static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static <T> List<Object> list(List<T> values, Function<T, Object> form) {
    return values.stream().map(form).toList();
  }

  /** The members of an object; those without a value are left out. */
  private static final class Members {
    private final Map<String, Object> map = new HashMap<>();

    Members put(String key, @Nullable Object value) {
      if (value != null) {
        map.put(key, value);
      }
      return this;
    }
  }
}
