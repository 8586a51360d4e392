// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.vm;

import io.vpreflight.simulator.model.Call;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Fault;
import io.vpreflight.simulator.model.Handler;
import io.vpreflight.simulator.model.ManagedObject;
import io.vpreflight.simulator.model.Method;
import io.vpreflight.simulator.model.Methods;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.simulator.task.Job;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Moves machines to other hosts, and their files to other datastores; says before whether it could.
 */
final class Moves {
  private static final String VM = "VirtualMachine";

  private final Machines machines;

  Moves(Machines machines) {
    this.machines = machines;
  }

  void register(Methods methods) {
    methods
        .add(Method.mutation("RelocateVM_Task", VM, null, this::relocate))
        .add(Method.mutation("MigrateVM_Task", VM, null, this::migrate))
        .add(
            Method.read(
                "CheckRelocate_Task", "VirtualMachineProvisioningChecker", this::checkRelocate));
  }

  /** Whether {@code RelocateVM_Task} could be: what speaks against it is the result of a task. */
  private List<Element> checkRelocate(Call call) {
    Ref vm = call.ref("vm");
    Element spec = call.required("spec");
    Ref host = spec.refAt("host");
    Ref datastore = spec.refAt("datastore");
    Machine machine = machines.of(vm);
    return Handler.returns(
        machines
            .tasks()
            .start(
                Job.of(call, "vm.check.ProvisioningChecker.checkRelocate", vm)
                    .shared()
                    .last(() -> judged(machine, host, datastore))));
  }

  private Element judged(Machine machine, @Nullable Ref host, @Nullable Ref datastore) {
    Element result = Element.typed("CheckResult", "CheckResult").add("vm", machine.ref());
    if (host != null) {
      result.add("host", host);
    }
    try {
      Guard.check(machines, machine, "RelocateVM_Task");
      require(host, datastore);
      reaches(machine, host);
    } catch (Fault fault) {
      result.add(
          new Element("error")
              .add(fault.detail().copy("fault"))
              .add("localizedMessage", String.valueOf(fault.getMessage())));
    }
    return Element.typed("result", "ArrayOfCheckResult").add(result);
  }

  /** Its disks stay: the host must see where they lie. */
  private void reaches(Machine machine, @Nullable Ref host) {
    if (host == null) {
      return;
    }
    List<Ref> seen = machines.world().get(host).refs("datastore");
    for (Ref datastore : machine.object().refs("datastore")) {
      if (!seen.contains(datastore)) {
        throw new Fault(
            Element.typed("fault", "InaccessibleDatastore").add("datastore", datastore),
            "The datastore is not accessible from the host.");
      }
    }
  }

  private List<Element> relocate(Call call) {
    Element spec = call.required("spec");
    return start(
        call,
        "VirtualMachine.relocate",
        spec.refAt("host"),
        spec.refAt("datastore"),
        spec.refAt("pool"));
  }

  private List<Element> migrate(Call call) {
    call.required("priority");
    Element host = call.argument("host");
    Element pool = call.argument("pool");
    String state = call.body().textAt("state");
    Machine machine = machines.of(call.target());
    if (state != null && !state.isEmpty() && !state.equals(machine.powerState())) {
      throw machine.powerFault(state);
    }
    return start(
        call,
        "VirtualMachine.migrate",
        host == null ? null : host.ref(),
        null,
        pool == null ? null : pool.ref());
  }

  private List<Element> start(
      Call call,
      String descriptionId,
      @Nullable Ref host,
      @Nullable Ref datastore,
      @Nullable Ref pool) {
    Machine machine = machines.of(call.target());
    call.caller()
        .require(machine.isOn() ? "Resource.HotMigrate" : "Resource.ColdMigrate", call.target());
    Guard.check(machines, machine, call.method());
    for (Ref target : new Ref[] {host, datastore, pool}) {
      if (target != null) {
        machines.world().get(target);
      }
    }
    return Handler.returns(
        machines
            .tasks()
            .start(
                Job.of(call, descriptionId, call.target())
                    .cancelable()
                    .first(
                        () -> {
                          require(host, datastore);
                          return null;
                        })
                    .last(
                        () -> {
                          require(host, datastore);
                          move(machine, host, datastore, pool);
                          return null;
                        })));
  }

  private void require(@Nullable Ref host, @Nullable Ref datastore) {
    if (host != null) {
      ManagedObject target = machines.world().get(host);
      if (!"connected".equals(target.textAt("runtime", "connectionState"))) {
        throw Fault.of("HostNotConnected", "Unable to communicate with the remote host.");
      }
      if (target.isTrue("runtime", "inMaintenanceMode")) {
        throw Guard.invalidState();
      }
    }
    if (datastore != null
        && "false".equals(machines.world().get(datastore).textAt("summary", "accessible"))) {
      throw new Fault(
          Element.typed("fault", "InvalidDatastore").add("datastore", datastore),
          "Datastore is not accessible.");
    }
  }

  private void move(
      Machine machine, @Nullable Ref host, @Nullable Ref datastore, @Nullable Ref pool) {
    Ref source = machine.host();
    if (datastore != null) {
      moveFiles(machine, machines.world().get(datastore));
    }
    if (host != null && !host.equals(source)) {
      machine.changeRuntime(runtime -> runtime.put("host", host));
      if (source != null) {
        Links.remove(machines.world(), source, "vm", machine.ref());
      }
      Links.add(machines.world(), host, "vm", machine.ref());
    }
    if (pool != null) {
      machine.object().set("resourcePool", pool);
    }
    machines.stun(machine, datastore == null ? "migrate" : "relocate");
    List<Element> more = new ArrayList<>();
    if (source != null) {
      more.add(machines.events().argument("sourceHost", "host", source));
    }
    machines
        .events()
        .post(
            datastore == null ? "VmMigratedEvent" : "VmRelocatedEvent",
            machine.ref(),
            (datastore == null ? "Migrated " : "Relocated ") + machine.name() + ".",
            more.toArray(Element[]::new));
  }

  /** Every file of the machine gets a place under the same name; its chains stay as they are. */
  private void moveFiles(Machine machine, ManagedObject datastore) {
    String name = datastore.textAt("name");
    if (name == null) {
      throw Fault.notSupported();
    }
    Set<String> own = ownFiles(machine);
    long bytes = own.stream().mapToLong(machines.files()::bytes).sum();
    machines.files().requireSpace("[" + name + "]", bytes);
    for (String path : own) {
      machines.files().put(moved(path, name), machines.files().bytes(path));
      machines.files().remove(path);
      machines.diskFiles().rename(path, moved(path, name));
    }
    for (ManagedObject snapshot : machine.snapshots()) {
      Element config = snapshot.get("config");
      if (config != null) {
        Element changed = config.copy();
        rewrite(changed, name, datastore.ref(), own);
        snapshot.set("config", changed);
      }
    }
    machines.snapshotFiles().rename(path -> own.contains(path) ? moved(path, name) : path);
    for (Ref old : machine.object().refs("datastore")) {
      Links.remove(machines.world(), old, "vm", machine.ref());
    }
    Links.add(machines.world(), datastore.ref(), "vm", machine.ref());
    Element layout = machine.object().get("layoutEx");
    if (layout != null) {
      machine.object().set("layoutEx", renamed(layout, name, own));
    }
    machine.changeConfig(config -> rewrite(config, name, datastore.ref(), own));
    machine.object().setRefs("datastore", List.of(datastore.ref()));
    Layout.refresh(machine, machines);
  }

  private Set<String> ownFiles(Machine machine) {
    Set<String> own = new LinkedHashSet<>();
    Set<String> folders = new LinkedHashSet<>();
    machine.disks().forEach(disk -> folders.add(DatastoreFiles.folderOf(disk.file())));
    String home = machine.object().textAt("config", "files", "vmPathName");
    if (home != null) {
      folders.add(DatastoreFiles.folderOf(home));
    }
    for (String path : machines.files().all().keySet()) {
      if (folders.contains(DatastoreFiles.folderOf(path))) {
        own.add(path);
      }
    }
    return own;
  }

  private static String moved(String path, String datastore) {
    return "[" + datastore + "]" + path.substring(path.indexOf(']') + 1);
  }

  private static Element renamed(Element layout, String name, Set<String> own) {
    Element changed = layout.copy();
    for (Element file : changed.children("file")) {
      String path = file.textAt("name");
      if (path != null && own.contains(path)) {
        file.put("name", moved(path, name));
      }
    }
    return changed;
  }

  private static void rewrite(Element config, String name, Ref datastore, Set<String> own) {
    for (Disk disk : Disk.in(config)) {
      disk.backing(
          Backings.moved(
              disk.backing(),
              link -> {
                String path = link.textAt("fileName");
                if (path != null && own.contains(path)) {
                  link.put("fileName", moved(path, name));
                  link.put("datastore", datastore);
                }
                return link;
              }));
    }
    Element files = config.child("files");
    for (Element file : files == null ? List.<Element>of() : files.children()) {
      file.setValue(moved(file.text(), name));
    }
  }
}
