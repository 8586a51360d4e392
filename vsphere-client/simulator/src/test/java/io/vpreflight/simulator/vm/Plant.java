// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.vm;

import io.vpreflight.simulator.fault.TaskFault;
import io.vpreflight.simulator.model.Call;
import io.vpreflight.simulator.model.Caller;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.ElementReader;
import io.vpreflight.simulator.model.Fault;
import io.vpreflight.simulator.model.ManagedObject;
import io.vpreflight.simulator.model.ManualClock;
import io.vpreflight.simulator.model.Method;
import io.vpreflight.simulator.model.Methods;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.simulator.model.SimulatedClock;
import io.vpreflight.simulator.model.World;
import io.vpreflight.simulator.task.Pace;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** A small vCenter for tests: two hosts, two datastores, two machines, and a clock to move. */
final class Plant {
  static final Instant START = Instant.parse("2026-11-21T08:00:00Z");
  static final Ref VM = new Ref("VirtualMachine", "vm-1");
  static final Ref PROXY = new Ref("VirtualMachine", "vm-2");
  static final Ref HOST = new Ref("HostSystem", "host-1");
  static final Ref OTHER_HOST = new Ref("HostSystem", "host-2");
  static final Ref DATASTORE = new Ref("Datastore", "datastore-1");
  static final Ref OTHER_DATASTORE = new Ref("Datastore", "datastore-2");
  static final Ref FIELDS = new Ref("CustomFieldsManager", "CustomFieldsManager");
  static final Ref EVENTS = new Ref("EventManager", "EventManager");

  final ManualClock clock = SimulatedClock.manual(START);
  final World world = new World(clock);
  final Methods methods = new Methods();
  final Pace pace = new Pace(Duration.ofSeconds(10));
  final List<String> notes = new ArrayList<>();
  final Set<String> denied = new HashSet<>();
  private @Nullable TaskFault nextFault;
  private @Nullable Behaviour behaviour;

  Plant() {
    add(EVENTS, "");
    add(new Ref("TaskManager", "TaskManager"), "");
    add(FIELDS, "");
    add(new Ref("Folder", "group-v1"), property("name", "xsd:string", "vm"));
    addHost(HOST, "esx01");
    addHost(OTHER_HOST, "esx02");
    addDatastore(DATASTORE, "vmfs01");
    addDatastore(OTHER_DATASTORE, "vmfs02");
    addMachine(VM, "web-01");
    addMachine(PROXY, "proxy-01");
  }

  Behaviour behaviour() {
    if (behaviour == null) {
      behaviour =
          new Behaviour(
              world,
              methods,
              (method, target) -> takeFault(),
              pace,
              (kind, method, target, user, outcome) ->
                  notes.add(kind + " " + method + " " + outcome));
    }
    return behaviour;
  }

  private @Nullable TaskFault takeFault() {
    TaskFault fault = nextFault;
    nextFault = null;
    return fault;
  }

  /** The next task goes wrong. */
  void nextTask(TaskFault fault) {
    nextFault = fault;
  }

  /** Calls a method as a client does. */
  List<Element> call(String method, Ref target, Object... arguments) {
    behaviour();
    Element body = new Element(method).add("_this", target);
    for (int i = 0; i < arguments.length; i += 2) {
      if (arguments[i + 1] instanceof Element element) {
        body.add(element.copy(String.valueOf(arguments[i])));
      } else {
        body.add(String.valueOf(arguments[i]), arguments[i + 1]);
      }
    }
    Method found = Objects.requireNonNull(methods.find(method), method);
    return world.locked(
        () -> {
          if (found.privilege() != null) {
            caller().require(found.privilege(), target);
          }
          return found.handler().handle(new Call(method, target, body, caller(), "op-1", world));
        });
  }

  private Caller caller() {
    return new Caller() {
      @Override
      public String user() {
        return "VSPHERE.LOCAL\\repair";
      }

      @Override
      public String session() {
        return "session-1";
      }

      @Override
      public boolean may(String privilege, Ref object) {
        return !denied.contains(privilege);
      }
    };
  }

  /** Starts a task. */
  Ref start(String method, Ref target, Object... arguments) {
    return Objects.requireNonNull(call(method, target, arguments).get(0).ref());
  }

  /** Starts a task, lets it run its time and returns its {@code info}. */
  Element run(String method, Ref target, Object... arguments) {
    Ref task = start(method, target, arguments);
    clock.advance(Duration.ofSeconds(11));
    return info(task);
  }

  /** The same for a task that must succeed. */
  Element done(String method, Ref target, Object... arguments) {
    Element info = run(method, target, arguments);
    if (!"success".equals(info.textAt("state"))) {
      throw new AssertionError(info.toString());
    }
    return info;
  }

  Element info(Ref task) {
    return Objects.requireNonNull(world.get(task).get("info"));
  }

  /** The class of the fault that a task ended with; empty when it ended well. */
  static String fault(Element info) {
    Element fault = info.at("error", "fault");
    return fault == null ? "" : Objects.requireNonNullElse(fault.type(), "");
  }

  /** The class of the fault that a call answers. */
  String refused(String method, Ref target, Object... arguments) {
    try {
      call(method, target, arguments);
    } catch (Fault fault) {
      return fault.type();
    }
    throw new AssertionError(method + " was not refused");
  }

  Ref snapshot(String name) {
    return Objects.requireNonNull(
        done("CreateSnapshot_Task", VM, "name", name, "memory", false, "quiesce", false)
            .refAt("result"));
  }

  Element reconfigure(boolean tracking) {
    return done("ReconfigVM_Task", VM, "spec", spec("changeTrackingEnabled", tracking));
  }

  static Element spec(Object... fields) {
    Element spec = new Element("spec");
    for (int i = 0; i < fields.length; i += 2) {
      spec.add(String.valueOf(fields[i]), fields[i + 1]);
    }
    return spec;
  }

  ManagedObject vm() {
    return world.get(VM);
  }

  /** The disk of a machine or of a snapshot. */
  Disk disk(Ref holder, int key) {
    return Disk.in(world.get(holder).get("config")).stream()
        .filter(disk -> disk.key() == key)
        .findFirst()
        .orElseThrow();
  }

  /** The changeId of the first disk; empty when it carries none. */
  String changeId(Ref holder) {
    return Objects.requireNonNullElse(disk(holder, 2000).backing().textAt("changeId"), "");
  }

  /** A property of the first machine. */
  Element vm(String property) {
    return Objects.requireNonNull(vm().get(property), property);
  }

  /** What a path of it leads to. */
  Element at(String property, String... path) {
    return Objects.requireNonNull(vm().at(property, path), property);
  }

  List<String> eventTypes() {
    return world.history().events().stream()
        .map(event -> "EventEx".equals(event.type()) ? event.textAt("eventTypeId") : event.type())
        .map(String::valueOf)
        .toList();
  }

  void edit(Ref ref, String property, String... replacements) {
    String text = Objects.requireNonNull(world.get(ref).get(property)).toString();
    for (int i = 0; i < replacements.length; i += 2) {
      text = text.replace(replacements[i], replacements[i + 1]);
    }
    world.get(ref).set(property, element(text));
  }

  private void add(Ref ref, String properties) {
    ManagedObject object = new ManagedObject(ref);
    for (Element property : element("<x>" + properties + "</x>").children()) {
      object.set(property.name(), property.copy("val"));
    }
    world.add(object);
  }

  private static String property(String name, String type, String content) {
    return "<%s xsi:type=\"%s\">%s</%s>".formatted(name, type, content, name);
  }

  static Element element(String xml) {
    int end = xml.indexOf('>');
    end = xml.charAt(end - 1) == '/' ? end - 1 : end;
    String spaces =
        " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
            + " xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"";
    String whole = xml.substring(0, end) + spaces + xml.substring(end);
    try {
      return ElementReader.read(new ByteArrayInputStream(whole.getBytes(StandardCharsets.UTF_8)));
    } catch (XMLStreamException e) {
      throw new AssertionError(whole, e);
    }
  }

  private void addHost(Ref ref, String name) {
    add(
        ref,
        property("name", "xsd:string", name)
            + "<parent type=\"ClusterComputeResource\""
            + " xsi:type=\"ManagedObjectReference\">domain-c1</parent>"
            + property(
                "runtime",
                "HostRuntimeInfo",
                "<connectionState>connected</connectionState><powerState>poweredOn</powerState>"
                    + "<standbyMode>none</standbyMode>"
                    + "<inMaintenanceMode>false</inMaintenanceMode>")
            + property("vm", "ArrayOfManagedObjectReference", ""));
  }

  private void addDatastore(Ref ref, String name) {
    add(
        ref,
        property("name", "xsd:string", name)
            + property(
                "summary",
                "DatastoreSummary",
                "<name>%s</name><capacity>1099511627776</capacity>".formatted(name)
                    + "<freeSpace>549755813888</freeSpace><accessible>true</accessible>"
                    + "<type>VMFS</type>")
            + property(
                "capability",
                "DatastoreCapability",
                "<nativeSnapshotSupported>false</nativeSnapshotSupported>"
                    + "<seSparseSupported>true</seSparseSupported>")
            + property("vm", "ArrayOfManagedObjectReference", "")
            + "<browser type=\"HostDatastoreBrowser\" xsi:type=\"ManagedObjectReference\">"
            + "browser-%s</browser>".formatted(ref.id()));
  }

  private void addMachine(Ref ref, String name) {
    add(
        ref,
        property("name", "xsd:string", name)
            + property("config", "VirtualMachineConfigInfo", config(name))
            + property(
                "runtime",
                "VirtualMachineRuntimeInfo",
                "<host type=\"HostSystem\">host-1</host><connectionState>connected"
                    + "</connectionState><powerState>poweredOn</powerState>"
                    + "<faultToleranceState>notConfigured</faultToleranceState>"
                    + "<bootTime>2026-11-01T00:00:00Z</bootTime>"
                    + "<consolidationNeeded>false</consolidationNeeded>")
            + property(
                "summary",
                "VirtualMachineSummary",
                "<runtime/><config><name>%s</name></config>".formatted(name)
                    + "<storage><committed>0</committed></storage>")
            + property("disabledMethod", "ArrayOfString", "<string>PowerOnVM_Task</string>")
            + property("layoutEx", "VirtualMachineFileLayoutEx", layout(name))
            + property("rootSnapshot", "ArrayOfManagedObjectReference", ""));
    world.get(HOST).setRefs("vm", List.of(VM, PROXY));
  }

  private static String config(String name) {
    return ("<changeVersion>2026-11-01T00:00:00.123456Z</changeVersion><name>NAME</name>"
            + "<version>vmx-19</version><uuid>4200aaaa-0000-0000-0000-00000000NAME</uuid>"
            + "<instanceUuid>5000aaaa-0000-0000-0000-000000000001</instanceUuid>"
            + "<template>false</template><annotation/>"
            + "<files><vmPathName>[vmfs01] NAME/NAME.vmx</vmPathName>"
            + "<snapshotDirectory>[vmfs01] NAME/</snapshotDirectory></files>"
            + "<hardware><numCPU>2</numCPU><memoryMB>4096</memoryMB>"
            + "<device xsi:type=\"ParaVirtualSCSIController\"><key>1000</key>"
            + "<busNumber>0</busNumber><sharedBus>noSharing</sharedBus></device>"
            + disk(2000, 0, "NAME")
            + disk(2001, 1, "NAME_1")
            + "</hardware><changeTrackingEnabled>false</changeTrackingEnabled>")
        .replace("NAME_1", name + "_1")
        .replace("NAME", name);
  }

  private static String disk(int key, int unit, String file) {
    return "<device xsi:type=\"VirtualDisk\"><key>%d</key>".formatted(key)
        + "<backing xsi:type=\"VirtualDiskFlatVer2BackingInfo\">"
        + "<fileName>[vmfs01] NAME/%s.vmdk</fileName>".formatted(file)
        + "<datastore type=\"Datastore\">datastore-1</datastore>"
        + "<diskMode>persistent</diskMode><thinProvisioned>true</thinProvisioned>"
        + "<uuid>6000C29-%d</uuid><sharing>sharingNone</sharing></backing>".formatted(key)
        + "<controllerKey>1000</controllerKey><unitNumber>%d</unitNumber>".formatted(unit)
        + "<capacityInKB>16777216</capacityInKB><capacityInBytes>17179869184</capacityInBytes>"
        + "</device>";
  }

  private static String layout(String name) {
    StringBuilder files = new StringBuilder();
    StringBuilder disks = new StringBuilder();
    String[] stems = {name, name + "_1"};
    for (int i = 0; i < 2; i++) {
      files
          .append(file(2 * i, name + "/" + stems[i] + ".vmdk", "diskDescriptor", 640))
          .append(file(2 * i + 1, name + "/" + stems[i] + "-flat.vmdk", "diskExtent", 4L << 30));
      disks.append(
          "<disk><key>%d</key><chain><fileKey>%d</fileKey><fileKey>%d</fileKey></chain></disk>"
              .formatted(2000 + i, 2 * i, 2 * i + 1));
    }
    return files + file(9, name + "/" + name + ".vmx", "config", 4096) + disks;
  }

  private static String file(int key, String path, String type, long bytes) {
    return "<file><key>%d</key><name>[vmfs01] %s</name><type>%s</type><size>%d</size></file>"
        .formatted(key, path, type, bytes);
  }
}
