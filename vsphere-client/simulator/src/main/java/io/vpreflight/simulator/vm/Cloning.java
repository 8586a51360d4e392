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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Clones machines. The task is one of the source and keeps others away from it; a source that runs
 * stands still when its disks are frozen for the copy and again when they are merged. The clone is
 * a machine of its own: off, with one file a disk, without snapshots, under new UUIDs and MAC
 * addresses.
 */
final class Cloning {
  private static final String VM = "VirtualMachine";
  private static final Set<String> OF_A_CHAIN = Set.of("parent", "deltaDiskFormat", "changeId");

  private final Machines machines;

  Cloning(Machines machines) {
    this.machines = machines;
  }

  void register(Methods methods) {
    methods.add(
        Method.mutation("CloneVM_Task", VM, "VirtualMachine.Provisioning.Clone", this::copy));
  }

  private List<Element> copy(Call call) {
    Ref folder = call.ref("folder");
    String name = call.text("name");
    Element spec = call.required("spec");
    Machine source = machines.of(call.target());
    Guard.check(machines, source, call.method());
    if (spec.isTrue("powerOn") || spec.isTrue("template") || spec.child("snapshot") != null) {
      throw Fault.notSupported();
    }
    requireNewName(folder, name);
    Ref wanted = spec.refAt("location", "datastore");
    return Handler.returns(
        machines
            .tasks()
            .start(
                Job.of(call, "VirtualMachine.clone", call.target())
                    .cancelable()
                    .first(
                        () -> {
                          requireSpace(source, wanted);
                          machines.stun(source, "clone");
                          return null;
                        })
                    .last(
                        () -> {
                          requireNewName(folder, name);
                          Ref clone = copy(source, folder, name, wanted);
                          machines.stun(source, "clone");
                          return Element.any("result", clone);
                        })));
  }

  private void requireNewName(Ref folder, String name) {
    for (Ref child : machines.world().get(folder).refs("childEntity")) {
      ManagedObject there = machines.world().find(child);
      if (there != null && name.equals(there.textAt("name"))) {
        throw new Fault(
            Element.typed("fault", "DuplicateName").add("name", name).add("object", child),
            "The name '" + name + "' already exists.");
      }
    }
  }

  private void requireSpace(Machine source, @Nullable Ref wanted) {
    for (Disk disk : source.disks()) {
      machines.files().requireSpace("[" + datastore(disk.file(), wanted) + "]", bytes(disk));
    }
  }

  private long bytes(Disk disk) {
    return disk.chain().stream().mapToLong(machines.diskFiles()::bytes).sum();
  }

  private String datastore(String file, @Nullable Ref wanted) {
    String name = wanted == null ? null : machines.world().get(wanted).textAt("name");
    return name == null ? DatastoreFiles.datastoreName(file) : name;
  }

  private Ref copy(Machine source, Ref folder, String name, @Nullable Ref wanted) {
    Ref ref = machines.world().newRef(VM, "vm");
    ManagedObject clone = new ManagedObject(ref);
    ManagedObject original = source.object();
    for (String property : original.names()) {
      Element value = original.get(property);
      if (value != null && !property.equals("snapshot")) {
        clone.set(property, value.copy());
      }
    }
    clone.set("name", (Object) name).set("parent", folder);
    clone.setRefs("recentTask", List.of()).setRefs("rootSnapshot", List.of());
    off(clone);
    machines.world().add(clone);
    Machine machine = machines.of(ref);
    machine.changeConfig(config -> own(config, ref, name, wanted));
    for (int i = 0; i < machine.disks().size(); i++) {
      machines.files().put(machine.disks().get(i).file(), bytes(source.disks().get(i)));
    }
    if (clone.get("layoutEx") != null) {
      clone.set("layoutEx", Element.typed("val", "VirtualMachineFileLayoutEx"));
    }
    machines.adopt(clone);
    Layout.refresh(machine, machines);
    link(machine, folder, wanted);
    machines
        .events()
        .post(
            "VmClonedEvent",
            ref,
            "Clone of " + source.name() + " completed",
            machines.events().argument("sourceVm", "vm", source.ref()));
    return ref;
  }

  /** What only a machine that runs has. */
  private static void off(ManagedObject clone) {
    Element runtime = clone.get("runtime");
    if (runtime != null) {
      Element changed = runtime.copy();
      for (String running : List.of("bootTime", "question")) {
        changed.removeAll(running);
      }
      changed.put("powerState", "poweredOff").put("consolidationNeeded", false);
      clone.set("runtime", changed);
    }
    Element guest = clone.get("guest");
    if (guest != null) {
      Element changed = guest.copy();
      for (String running : List.of("ipAddress", "net", "hostName")) {
        changed.removeAll(running);
      }
      changed.put("toolsRunningStatus", "guestToolsNotRunning").put("guestState", "notRunning");
      clone.set("guest", changed);
    }
    Element summary = clone.get("summary");
    if (summary != null && summary.child("vm") != null) {
      clone.set("summary", summary.copy().put("vm", clone.ref()));
    }
  }

  private void own(Element config, Ref ref, String name, @Nullable Ref wanted) {
    config.put("name", name).put("uuid", uuid("bios", ref)).put("instanceUuid", uuid("vc", ref));
    int disks = 0;
    int cards = 0;
    for (Element device : Disk.devices(config)) {
      if (device.child("macAddress") != null) {
        device.put("macAddress", mac(ref, cards++));
      }
    }
    for (Disk disk : Disk.in(config)) {
      String suffix = disks == 0 ? "" : "_" + disks;
      disks++;
      String place = "[" + datastore(disk.file(), wanted) + "] ";
      Element backing = disk.backing().copy();
      OF_A_CHAIN.forEach(backing::removeAll);
      backing.put("fileName", place + name + "/" + name + suffix + ".vmdk");
      if (wanted != null) {
        backing.put("datastore", wanted);
      }
      disk.backing(backing);
    }
    Element files = config.child("files");
    for (Element file : files == null ? List.<Element>of() : files.children()) {
      String folder = "[" + datastore(file.text(), wanted) + "] " + name + "/";
      file.setValue(file.name().equals("vmPathName") ? folder + name + ".vmx" : folder);
    }
  }

  /** The same for the same reference, so that a run can be told again. */
  private static String uuid(String kind, Ref ref) {
    return UUID.nameUUIDFromBytes((kind + " " + ref).getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static String mac(Ref ref, int card) {
    String digits = uuid("card " + card, ref);
    return String.format(
        Locale.ROOT,
        "00:50:56:8%s:%s:%s",
        digits.charAt(0),
        digits.substring(1, 3),
        digits.substring(3, 5));
  }

  private void link(Machine machine, Ref folder, @Nullable Ref wanted) {
    Ref ref = machine.ref();
    Links.add(machines.world(), folder, "childEntity", ref);
    Ref host = machine.host();
    if (host != null) {
      Links.add(machines.world(), host, "vm", ref);
    }
    if (wanted != null) {
      machine.object().setRefs("datastore", List.of(wanted));
    }
    for (String property : List.of("datastore", "network")) {
      for (Ref place : machine.object().refs(property)) {
        Links.add(machines.world(), place, "vm", ref);
      }
    }
    Element pool = machine.object().get("resourcePool");
    Ref poolRef = pool == null ? null : pool.ref();
    if (poolRef != null) {
      Links.add(machines.world(), poolRef, "vm", ref);
    }
  }
}
