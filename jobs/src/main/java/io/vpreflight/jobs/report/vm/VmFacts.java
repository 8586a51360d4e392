// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report.vm;

import io.vpreflight.jobs.check.Bytes;
import io.vpreflight.jobs.check.Roles;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.text.Names;
import io.vpreflight.vsphere.inventory.Cluster;
import io.vpreflight.vsphere.inventory.Datastore;
import io.vpreflight.vsphere.inventory.EthernetCard;
import io.vpreflight.vsphere.inventory.GuestIp;
import io.vpreflight.vsphere.inventory.GuestNic;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.Network;
import io.vpreflight.vsphere.inventory.NetworkBacking;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What vCenter says of a virtual machine: who it is, where it runs, what its guest reports. */
final class VmFacts {
  private final Sheet sheet;
  private final VmSubject subject;
  private final VirtualMachine vm;
  private final Scene scene;
  private final Answer answer;

  VmFacts(Sheet sheet, VmSubject subject) {
    this.sheet = sheet;
    this.subject = subject;
    this.vm = subject.vm();
    this.scene = subject.scene();
    this.answer =
        new Answer(sheet.texts(), scene.inventory().coverage(), subject.vm().unreadable());
  }

  void print() {
    identity();
    place();
    guest();
  }

  private void identity() {
    sheet.heading("why.identity");
    sheet.row("why.instance-uuid", answer.of(vm.config().instanceUuid(), VmProperty.INSTANCE_UUID));
    sheet.row("why.bios-uuid", answer.of(vm.config().uuid(), VmProperty.BIOS_UUID));
    sheet.row("why.moid", vm.ref().moId());
    sheet.row("why.role", role());
    sheet.row("why.hardware", hardware());
    sheet.row("why.guest-id", answer.of(vm.config().guestId(), VmProperty.GUEST_ID));
    sheet.row("why.files", answer.of(vm.config().origin().vmPathName(), VmProperty.VM_PATH_NAME));
    sheet.table();
  }

  private String role() {
    Roles.Role role = Roles.in(scene).of(vm);
    String name = sheet.texts().say("role." + role.role().label());
    return role.property().isEmpty()
        ? name
        : name + " (" + Names.shown(role.property()) + " = " + Names.shown(role.value()) + ")";
  }

  private String hardware() {
    Hardware hardware = vm.config().hardware();
    List<String> parts = new ArrayList<>();
    parts.add(answer.of(vm.config().version(), VmProperty.HARDWARE_VERSION));
    if (hardware != null && hardware.numCPU() != null) {
      parts.add(sheet.texts().say("why.cpus", hardware.numCPU()));
    }
    if (hardware != null && hardware.memoryMB() != null) {
      parts.add(sheet.texts().shown(new Bytes((long) hardware.memoryMB() << 20)));
    }
    return String.join(", ", parts);
  }

  private void place() {
    sheet.heading("why.place");
    String power = answer.of(vm.runtime().powerState(), VmProperty.POWER_STATE);
    sheet.row(
        "why.power",
        vm.runtime().bootTime() == null
            ? power
            : sheet.texts().say("why.power.since", power, vm.runtime().bootTime()));
    sheet.row(
        "why.connection", answer.of(vm.runtime().connectionState(), VmProperty.CONNECTION_STATE));
    sheet.row("why.host", host());
    Cluster cluster = subject.cluster();
    if (cluster != null) {
      sheet.row("why.cluster", Names.shown(cluster.name()));
    }
    sheet.row(
        "why.datastores",
        subject.datastores().isEmpty()
            ? answer.of(null, VmProperty.DATASTORE)
            : subject.datastores().stream().map(this::datastore).collect(Collectors.joining("; ")));
    sheet.table();
  }

  private String host() {
    MoRef ref = vm.runtime().host();
    Host host = subject.host();
    if (host == null) {
      return ref == null
          ? answer.of(null, VmProperty.HOST)
          : sheet.texts().say("why.not-seen", ref.moId());
    }
    Answer ofHost = new Answer(sheet.texts(), scene.inventory().coverage(), host.unreadable());
    List<String> parts = new ArrayList<>();
    parts.add(ofHost.of(host.runtime().connectionState(), HostProperty.CONNECTION_STATE));
    parts.add(ofHost.of(host.runtime().powerState(), HostProperty.POWER_STATE));
    if (host.summary().version() != null) {
      parts.add("ESXi " + Names.shown(host.summary().version()));
    }
    if (Boolean.TRUE.equals(host.runtime().inMaintenanceMode())) {
      parts.add(sheet.texts().say("why.maintenance"));
    }
    return Names.shown(host.name()) + " (" + String.join(", ", parts) + ")";
  }

  private String datastore(MoRef ref) {
    Datastore datastore = scene.locations().datastore(ref);
    if (datastore == null) {
      return sheet.texts().say("why.not-seen", ref.moId());
    }
    List<String> parts = new ArrayList<>();
    if (datastore.type() != null) {
      parts.add(Names.shown(datastore.type()));
    }
    if (datastore.freeSpace() != null && datastore.capacity() != null) {
      parts.add(
          sheet
              .texts()
              .say("why.free", new Bytes(datastore.freeSpace()), new Bytes(datastore.capacity())));
    }
    if (Boolean.FALSE.equals(datastore.accessible())) {
      parts.add(sheet.texts().say("why.inaccessible"));
    }
    String name = Names.shown(datastore.name());
    return parts.isEmpty() ? name : name + " (" + String.join(", ", parts) + ")";
  }

  private void guest() {
    sheet.heading("why.guest");
    List<String> tools = new ArrayList<>();
    tools.add(answer.of(vm.guest().toolsRunningStatus(), VmProperty.TOOLS_RUNNING_STATUS));
    if (vm.guest().toolsVersionStatus2() != null) {
      tools.add(Names.shown(vm.guest().toolsVersionStatus2()));
    }
    if (vm.guest().toolsVersion() != null) {
      tools.add(Names.shown(vm.guest().toolsVersion()));
    }
    sheet.row("why.tools", String.join(", ", tools));
    sheet.row("why.host-name", answer.of(vm.guest().hostName(), VmProperty.GUEST_HOST_NAME));
    List<GuestNic> net = vm.guest().net();
    if (net == null || net.isEmpty()) {
      sheet.row(
          "why.addresses",
          vm.guest().ipAddress() != null
              ? Names.shown(vm.guest().ipAddress())
              : answer.of(null, VmProperty.GUEST_NET));
    }
    sheet.table();
    Hardware hardware = vm.config().hardware();
    List<EthernetCard> adapters = hardware == null ? List.of() : hardware.adapters();
    adapters.forEach(card -> sheet.wrapped("  ", adapter(card, net), text -> text));
    if (net != null) {
      net.stream()
          .filter(nic -> adapters.stream().noneMatch(card -> card.key() == nic.deviceConfigId()))
          .forEach(
              nic ->
                  sheet.wrapped(
                      "  ", sheet.texts().say("why.nic.guest-only", addresses(nic)), text -> text));
    }
  }

  private String adapter(EthernetCard card, @Nullable List<GuestNic> net) {
    List<String> parts = new ArrayList<>();
    if (card.macAddress() != null) {
      parts.add(Names.shown(card.macAddress()));
    }
    String network = network(card.backing());
    if (network != null) {
      parts.add(Names.shown(network));
    }
    if (Boolean.FALSE.equals(card.connected())) {
      parts.add(sheet.texts().say("why.nic.disconnected"));
    }
    String seen =
        net == null
            ? ""
            : net.stream()
                .filter(nic -> nic.deviceConfigId() == card.key())
                .map(this::addresses)
                .collect(Collectors.joining(", "));
    return sheet
        .texts()
        .say(
            "why.nic",
            card.label(),
            String.join(", ", parts),
            seen.isEmpty() ? sheet.texts().say("why.nic.no-address") : seen);
  }

  private @Nullable String network(NetworkBacking backing) {
    String key = backing.portgroupKey();
    for (Network network : scene.inventory().networks()) {
      if (network.ref().equals(backing.network()) || (key != null && key.equals(network.key()))) {
        return network.name();
      }
    }
    return backing.deviceName() != null ? backing.deviceName() : key;
  }

  private String addresses(GuestNic nic) {
    if (nic.ipAddress().isEmpty()) {
      return sheet.texts().say("why.nic.no-address");
    }
    return nic.ipAddress().stream().map(VmFacts::address).collect(Collectors.joining(", "));
  }

  private static String address(GuestIp ip) {
    String prefix = ip.prefixLength() == null ? "" : "/" + ip.prefixLength();
    String state = ip.state() == null || ip.state().equals("preferred") ? "" : " " + ip.state();
    return Names.shown(ip.ipAddress() + prefix + state);
  }
}
