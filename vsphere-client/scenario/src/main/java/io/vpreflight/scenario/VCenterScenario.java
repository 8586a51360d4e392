// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A vCenter with everything in it; mutable, for one thread. */
public final class VCenterScenario {
  private final String name;
  private final Instant now;
  private final boolean esxi;
  private final Ids ids;
  private Chance chance;
  private Instant serverClock;
  private Instant lastSeen = Instant.MAX;
  private String version = "8.0.3";
  private String build = "24022515";
  private @Nullable String instanceUuid;
  private @Nullable String instanceName;
  private final FolderScenario rootFolder;
  private final List<ScenarioObject<?>> containers = new ArrayList<>();
  private final List<ScenarioObject<?>> infrastructure = new ArrayList<>();
  private final List<HostScenario> hosts = new ArrayList<>();
  private final List<VmScenario> vms = new ArrayList<>();
  private final List<AlarmScenario> alarms = new ArrayList<>();
  private final List<AlarmScenario.Trigger> triggers = new ArrayList<>();
  private final List<EventScenario> events = new ArrayList<>();
  private final List<TaskScenario> tasks = new ArrayList<>();
  private final Map<String, Integer> customFields = new LinkedHashMap<>();

  VCenterScenario(String name, Instant now, boolean esxi) {
    this.name = name;
    this.now = now;
    this.esxi = esxi;
    serverClock = now;
    ids = new Ids(esxi);
    chance = new Chance(Chance.seedOf(name));
    Reference root = new Reference("Folder", esxi ? "ha-folder-root" : "group-d1");
    rootFolder = new FolderScenario(this, root, esxi ? "ha-folder-root" : "Datacenters");
  }

  /** Sets the seed of everything made up; to be called before anything is added. */
  public VCenterScenario seed(long seed) {
    chance = new Chance(seed);
    return this;
  }

  /** Sets version and build, such as {@code 7.0.3} and {@code 24201990}. */
  public VCenterScenario version(String newVersion, String newBuild) {
    version = newVersion;
    build = newBuild;
    return this;
  }

  /** Sets {@code about.instanceUuid}, the identity of the vCenter. */
  public VCenterScenario instanceUuid(String uuid) {
    instanceUuid = uuid;
    return this;
  }

  /** Sets what the vCenter calls itself; otherwise its name in {@code example.org}. */
  public VCenterScenario instanceName(String ownName) {
    instanceName = ownName;
    return this;
  }

  /** Sets the time that the vCenter believes it is; otherwise the present of the scenario. */
  public VCenterScenario serverClock(Instant time) {
    serverClock = time;
    return this;
  }

  /**
   * Writes the vCenter as it was at an earlier time: its clock says so, and events and tasks that
   * began later are left out. Made-up times stay, so that two dumps can be compared.
   */
  public VCenterScenario asOf(Instant earlier) {
    serverClock = earlier;
    lastSeen = earlier;
    return this;
  }

  /** Adds a datacenter. */
  public DatacenterScenario datacenter(String datacenterName) {
    return rootFolder.datacenter(datacenterName);
  }

  /** Returns a folder of datacenters, making what is missing of the path. */
  public FolderScenario folder(String path) {
    return rootFolder.folder(path);
  }

  /** Defines an alarm with its name and system name, such as {@code alarm.HostMemoryUsageAlarm}. */
  public AlarmScenario alarm(String alarmName, String systemName) {
    AlarmScenario alarm =
        new AlarmScenario(this, ids.next("Alarm", "alarm-", ""), alarmName, systemName);
    alarms.add(alarm);
    return alarm;
  }

  /** Adds an event that is about no object. */
  public VCenterScenario event(String type, Instant at, Consumer<EventScenario> filling) {
    filling.accept(addEvent(type, at, null));
    return this;
  }

  /** Adds a task on the vCenter itself. */
  public VCenterScenario task(String descriptionId, Consumer<TaskScenario> filling) {
    filling.accept(addTask(descriptionId, null));
    return this;
  }

  /** Returns the name of the scenario. */
  public String name() {
    return name;
  }

  /** Returns what the vCenter calls itself. */
  public String instanceNameText() {
    return instanceName != null ? instanceName : name + ".example.org";
  }

  /** Returns the present that ages are counted from. */
  public Instant now() {
    return now;
  }

  /** Returns {@code about.instanceUuid}. */
  public String instanceUuidText() {
    return instanceUuid != null ? instanceUuid : chance.uuid("vcenter");
  }

  /** Returns the root folder. */
  public FolderScenario rootFolder() {
    return rootFolder;
  }

  /** Writes the dump into a folder that is empty or does not exist. */
  public void writeTo(Path directory) throws IOException {
    try (DumpWriter writer = DumpWriter.directory(directory)) {
      new Dump(this).write(writer);
    }
  }

  /** Writes the dump as a zip file and leaves the stream open. */
  public void writeZip(OutputStream out) throws IOException {
    try (DumpWriter writer = DumpWriter.zip(out)) {
      new Dump(this).write(writer);
    }
  }

  int customField(String field) {
    return customFields.computeIfAbsent(field, each -> 101 + customFields.size());
  }

  void trigger(AlarmScenario.Trigger trigger) {
    triggers.add(trigger);
  }

  EventScenario addEvent(String type, Instant at, @Nullable EntityScenario<?> subject) {
    EventScenario event = new EventScenario(type, 5001 + events.size(), at, subject);
    events.add(event);
    return event;
  }

  TaskScenario addTask(String descriptionId, @Nullable EntityScenario<?> subject) {
    TaskScenario task =
        new TaskScenario(
            this,
            ids.nextNamed("Task", "task-", "haTask-" + tasks.size()),
            descriptionId,
            subject,
            90_001 + tasks.size());
    tasks.add(task);
    return task;
  }

  int register(VmScenario vm) {
    vms.add(vm);
    return vms.size();
  }

  void register(ScenarioObject<?> object) {
    if (object instanceof HostScenario host) {
      hosts.add(host);
    }
    boolean container = object instanceof FolderScenario || object instanceof DatacenterScenario;
    (container ? containers : infrastructure).add(object);
  }

  Ids ids() {
    return ids;
  }

  Chance chance() {
    return chance;
  }

  boolean isEsxi() {
    return esxi;
  }

  String version() {
    return version;
  }

  String build() {
    return build;
  }

  Instant clock() {
    return serverClock;
  }

  List<ScenarioObject<?>> containers() {
    return containers;
  }

  List<ScenarioObject<?>> infrastructure() {
    return infrastructure;
  }

  List<HostScenario> hosts() {
    return hosts;
  }

  List<VmScenario> vms() {
    return vms;
  }

  List<AlarmScenario> alarms() {
    return alarms;
  }

  List<AlarmScenario.Trigger> triggers() {
    return triggers;
  }

  List<EventScenario> events() {
    return events.stream().filter(event -> !event.at().isAfter(lastSeen)).toList();
  }

  List<TaskScenario> tasks() {
    return tasks.stream().filter(task -> !task.queuedAt().isAfter(lastSeen)).toList();
  }

  Map<String, Integer> customFields() {
    return customFields;
  }
}
