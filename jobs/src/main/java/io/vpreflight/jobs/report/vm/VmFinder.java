// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report.vm;

import io.vpreflight.jobs.audit.Pattern;
import io.vpreflight.jobs.check.Estate;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.text.Names;
import io.vpreflight.jobs.text.NearestName;
import io.vpreflight.vsphere.inventory.ObjectRef;
import io.vpreflight.vsphere.inventory.VCenter;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the virtual machine that an admin means: by {@code vcenter:moId}, which is always one; by
 * moId, instance or BIOS UUID, inventory path, name, or a pattern of one of these two. The first of
 * these ways that finds anything counts.
 */
public final class VmFinder {
  private final List<VmSubject> all = new ArrayList<>();

  /** Looks among the machines of that estate. */
  public VmFinder(Estate estate) {
    for (Scene scene : estate.scenes()) {
      scene.inventory().virtualMachines().forEach(vm -> all.add(new VmSubject(scene, vm)));
    }
  }

  /** Every machine that may be meant, in the order of the inventories. */
  public List<VmSubject> find(String said) {
    String wanted = said.strip();
    Pattern pattern = Pattern.of(wanted);
    List<Predicate<VmSubject>> ways =
        List.of(
            subject -> isMoId(subject, wanted),
            subject -> isUuid(subject.vm(), wanted),
            subject -> path(subject).equals(wanted),
            subject -> Names.shown(subject.vm().name()).equals(wanted),
            subject -> Names.shown(subject.vm().name()).equalsIgnoreCase(wanted),
            subject -> pattern.matches(isPath(wanted) ? whole(subject) : subject.ref()));
    for (Predicate<VmSubject> way : ways) {
      List<VmSubject> found = all.stream().filter(way).toList();
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }

  /** The name of a machine that is nearly the one that was said, or null. */
  public @Nullable String nearest(String said) {
    return NearestName.of(
        said.strip(), all.stream().map(s -> Names.shown(s.vm().name())).distinct().toList());
  }

  /** What names that machine and no other one. */
  public String key(VmSubject subject) {
    VCenter vcenter = subject.scene().inventory().vcenter();
    long namesakes =
        all.stream()
            .map(other -> other.scene().inventory().vcenter())
            .distinct()
            .filter(other -> other.name().equals(vcenter.name()))
            .count();
    String name = namesakes > 1 ? vcenter.instanceUuid() : Names.shown(vcenter.name());
    return name + ":" + subject.vm().ref().moId();
  }

  /** Folder path and name, as a person reads them. */
  public static String path(VmSubject subject) {
    ObjectRef ref = subject.ref();
    String path = Names.shown(ref.path()) + "/" + Names.shown(ref.name());
    return path.startsWith("/") ? path : "/" + path;
  }

  private static boolean isMoId(VmSubject subject, String wanted) {
    String moId = subject.vm().ref().moId();
    VCenter vcenter = subject.scene().inventory().vcenter();
    return moId.equals(wanted)
        || wanted.equalsIgnoreCase(Names.shown(vcenter.name()) + ":" + moId)
        || wanted.equalsIgnoreCase(vcenter.instanceUuid() + ":" + moId);
  }

  private static boolean isUuid(VirtualMachine vm, String wanted) {
    return wanted.equalsIgnoreCase(vm.config().instanceUuid())
        || wanted.equalsIgnoreCase(vm.config().uuid());
  }

  private static boolean isPath(String wanted) {
    return wanted.contains("/");
  }

  /** The machine as if its whole path were its name, so that a folder does not stand for it. */
  private static ObjectRef whole(VmSubject subject) {
    ObjectRef ref = subject.ref();
    return new ObjectRef(ref.vcenter(), ref.ref(), path(subject).substring(1), "");
  }
}
