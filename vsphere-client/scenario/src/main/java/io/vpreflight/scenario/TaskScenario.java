// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One task of the vCenter; finished with success a minute ago unless told otherwise; mutable, for
 * one thread.
 */
public final class TaskScenario extends ScenarioObject<TaskScenario> {
  private static final Map<String, String> METHODS =
      Map.of(
          "VirtualMachine.relocate", "RelocateVM_Task",
          "VirtualMachine.migrate", "MigrateVM_Task",
          "VirtualMachine.clone", "CloneVM_Task",
          "VirtualMachine.reconfigure", "ReconfigVM_Task",
          "VirtualMachine.powerOn", "PowerOnVM_Task",
          "VirtualMachine.powerOff", "PowerOffVM_Task",
          "VirtualMachine.consolidateDisks", "ConsolidateVMDisks_Task",
          "VirtualMachine.exportVm", "ExportVm",
          "vm.Snapshot.remove", "RemoveSnapshot_Task");

  private final String descriptionId;
  private final @Nullable EntityScenario<?> subject;
  private final int chainId;
  private String state = "success";
  private String user = "VSPHERE.LOCAL\\svc-backup";
  private Instant queuedAt;
  private @Nullable Instant startedAt;
  private @Nullable Instant completedAt;
  private @Nullable Integer progress;
  private @Nullable XmlElement fault;
  private String errorText = "";
  private boolean cancelable;
  private boolean locked;

  TaskScenario(
      VCenterScenario vcenter,
      Reference reference,
      String descriptionId,
      @Nullable EntityScenario<?> subject,
      int chainId) {
    super(vcenter, reference);
    this.descriptionId = descriptionId;
    this.subject = subject;
    this.chainId = chainId;
    queuedAt = vcenter.now().minusSeconds(60);
    startedAt = queuedAt;
    completedAt = queuedAt.plusSeconds(2);
  }

  /** Makes it a task that waits since a time. */
  public TaskScenario queued(Instant since) {
    state = "queued";
    queuedAt = since;
    startedAt = null;
    completedAt = null;
    return this;
  }

  /** Makes it a task that runs since a time and has come to a percentage. */
  public TaskScenario running(Instant since, int percent) {
    state = "running";
    queuedAt = since;
    startedAt = since;
    completedAt = null;
    progress = percent;
    locked = true;
    return this;
  }

  /** Makes it a task that ended well. */
  public TaskScenario succeeded(Instant started, Instant completed) {
    state = "success";
    return times(started, completed);
  }

  /**
   * Makes it a task that failed with a fault class such as {@code OutOfMemory}, the text that
   * vCenter shows, and the keys of its messages, which stay the same in every language.
   */
  public TaskScenario failed(
      Instant started, Instant completed, String faultClass, String text, String... messageKeys) {
    state = "error";
    XmlElement made = XmlElement.typed("fault", faultClass);
    for (String key : messageKeys) {
      made.add(
          "faultMessage", XmlElement.named("faultMessage").add("key", key).add("message", text));
    }
    fault = made;
    errorText = text;
    return times(started, completed);
  }

  /** Makes it a task that failed and does not say of what. */
  public TaskScenario failed(Instant started, Instant completed) {
    state = "error";
    return times(started, completed);
  }

  /** Adds a field of the fault's own class, such as {@code task} of {@code TaskInProgress}. */
  public TaskScenario faultField(String field, Object value) {
    if (fault == null) {
      throw new IllegalStateException(descriptionId + " has not failed");
    }
    fault.add(field, value);
    return this;
  }

  /** Sets the user who started it. */
  public TaskScenario by(String name) {
    user = name;
    return this;
  }

  /** Sets whether it can be cancelled. */
  public TaskScenario cancelable(boolean value) {
    cancelable = value;
    return this;
  }

  private TaskScenario times(Instant started, Instant completed) {
    queuedAt = started;
    startedAt = started;
    completedAt = completed;
    return this;
  }

  Reference entity() {
    return subject == null ? vcenter().rootFolder().reference() : subject.reference();
  }

  Instant queuedAt() {
    return queuedAt;
  }

  /** Tells whether it is one of the tasks that vCenter still keeps as objects. */
  boolean isRecent() {
    return completedAt == null
        || completedAt.isAfter(vcenter().now().minus(Duration.ofMinutes(10)));
  }

  @Override
  TaskScenario self() {
    return this;
  }

  @Override
  void describe(ObjectXml xml, Links links) {
    xml.set("value", XmlElement.typed("val", "ArrayOfCustomFieldValue"))
        .set("availableField", XmlElement.typed("val", "ArrayOfCustomFieldDef"))
        .set("info", info().renamed("val").type("TaskInfo"));
  }

  /** Returns the {@code TaskInfo}, as it stands in a task's property and in the history. */
  XmlElement info() {
    return XmlElement.typed("TaskInfo", "TaskInfo")
        .add("key", reference().moId())
        .add("task", reference())
        .add("name", methodName())
        .add("descriptionId", descriptionId)
        .add("entity", entity())
        .add(
            "entityName",
            subject == null ? vcenter().rootFolder().encodedName() : subject.encodedName())
        .add("locked", locked ? entity() : null)
        .add("state", state)
        .add("cancelled", false)
        .add("cancelable", cancelable)
        .add(
            fault == null
                ? null
                : XmlElement.named("error").add(fault).add("localizedMessage", errorText))
        .add("progress", progress)
        .add("reason", XmlElement.typed("reason", "TaskReasonUser").add("userName", user))
        .add("queueTime", queuedAt)
        .add("startTime", startedAt)
        .add("completeTime", completedAt)
        .add("eventChainId", chainId);
  }

  String methodName() {
    String known = METHODS.get(descriptionId);
    if (known != null) {
      return known;
    }
    String method = descriptionId.substring(descriptionId.lastIndexOf('.') + 1);
    return method.substring(0, 1).toUpperCase(Locale.ROOT) + method.substring(1) + "_Task";
  }
}
