// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check;

import io.vpreflight.jobs.check.SharedFile.Hold;
import io.vpreflight.jobs.check.SharedFile.Nature;
import io.vpreflight.vsphere.inventory.DiskBacking;
import io.vpreflight.vsphere.inventory.DiskChain;
import io.vpreflight.vsphere.inventory.FileLayout;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.LayoutFile;
import io.vpreflight.vsphere.inventory.Locations;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VirtualController;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which virtual machines of a vCenter hold which disk file: the current file of each disk and every
 * parent of its chain. Made in one pass over the machines; only files that several machines hold
 * are kept. A machine whose devices could not be read holds nothing here. Machines of another
 * vCenter on the same storage are not seen. Immutable.
 */
public final class DiskHolders {
  private final Locations locations;
  private final Map<DatastorePath, SharedFile> shared = new HashMap<>();

  /** The machines that hold those files. */
  private final Set<MoRef> sharers = new HashSet<>();

  /** Folders of .vmx files; empty where no chain leads from one folder into another. */
  private final Map<DatastorePath, MoRef> homes = new HashMap<>();

  private DiskHolders(Scene scene) {
    locations = scene.locations();
    List<VirtualMachine> machines = scene.inventory().virtualMachines();
    Map<DatastorePath, Hold> first = new HashMap<>(4 * machines.size());
    Map<DatastorePath, List<Hold>> several = new LinkedHashMap<>();
    boolean wandering = false;
    for (VirtualMachine vm : machines) {
      for (VirtualDisk disk : disks(vm)) {
        List<DatastorePath> chain = chain(vm, disk);
        wandering |= chain.size() > 1 && !chain.get(0).folder().equals(last(chain).folder());
        for (int depth = 0; depth < chain.size(); depth++) {
          Hold hold = new Hold(vm, disk, depth);
          Hold earlier = first.putIfAbsent(chain.get(depth), hold);
          if (earlier != null && !earlier.vm().ref().equals(vm.ref())) {
            several
                .computeIfAbsent(chain.get(depth), file -> new ArrayList<>(List.of(earlier)))
                .add(hold);
          }
        }
      }
    }
    if (wandering) {
      for (VirtualMachine vm : machines) {
        DatastorePath home = home(vm);
        if (home != null) {
          homes.putIfAbsent(home, vm.ref());
        }
      }
    }
    several.forEach(
        (file, holds) -> {
          holds.forEach(hold -> sharers.add(hold.vm().ref()));
          VirtualMachine owner = owner(file, holds);
          shared.put(
              file, new SharedFile(file, nature(holds, owner, several.keySet()), owner, holds));
        });
  }

  /** The holders of a scene. */
  public static DiskHolders in(Scene scene) {
    return scene.derived(DiskHolders.class, DiskHolders::new);
  }

  /**
   * The file of this disk, or the highest of the chain below it, that another machine holds too;
   * null when the disk is this machine's alone.
   */
  public @Nullable SharedFile shared(VirtualMachine vm, VirtualDisk disk) {
    if (sharers.contains(vm.ref())) {
      for (DatastorePath file : chain(vm, disk)) {
        SharedFile found = shared.get(file);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  /**
   * The files of a disk, current one first, base last; empty when the backing names none. The
   * parents come from the backing, and from {@code layoutEx} where the backing names no parent.
   */
  public List<DatastorePath> chain(VirtualMachine vm, VirtualDisk disk) {
    List<DatastorePath> chain = new ArrayList<>(2);
    for (DiskBacking at = disk.backing(); at != null; at = at.parent()) {
      DatastorePath file = DatastorePath.of(at, vm, locations);
      if (file != null) {
        chain.add(file);
      }
    }
    if (chain.size() == 1 && vm.layoutEx() != null) {
      addParents(vm, vm.layoutEx(), disk, chain);
    }
    return chain;
  }

  /**
   * The base of a disk of a linked clone: it lies neither beside the machine nor beside the current
   * file of the disk, and it is another machine's folder that it lies in, or another machine stands
   * on it too, or there is no snapshot that would explain why there is a chain at all. Null for any
   * other machine. A name alone, such as {@code vm-000004.vmdk}, proves nothing.
   */
  public @Nullable DatastorePath foreignBase(VirtualMachine vm) {
    for (VirtualDisk disk : disks(vm)) {
      boolean single = disk.backing().parent() == null && vm.layoutEx() == null;
      List<DatastorePath> chain = single || isIndependent(disk) ? List.of() : chain(vm, disk);
      if (chain.size() > 1) {
        DatastorePath base = last(chain);
        DatastorePath folder = base.folder();
        if (!folder.equals(chain.get(0).folder())
            && !folder.equals(home(vm))
            && (homes.containsKey(folder) || isStoodOn(base, vm) || hasNoSnapshot(vm))) {
          return base;
        }
      }
    }
    return null;
  }

  /** A file of another machine that this one borrowed, as a backup proxy does, or null. */
  public @Nullable DatastorePath borrowed(VirtualMachine vm) {
    for (VirtualDisk disk : disks(vm)) {
      SharedFile file = shared(vm, disk);
      VirtualMachine borrower = file == null ? null : file.borrower();
      if (file != null && borrower != null && borrower.ref().equals(vm.ref())) {
        return file.file();
      }
    }
    return null;
  }

  private Nature nature(
      List<Hold> holds, @Nullable VirtualMachine owner, Set<DatastorePath> several) {
    Set<MoRef> machines = new HashSet<>();
    Hold other = null;
    boolean clones = false;
    boolean unknown = false;
    for (Hold hold : holds) {
      if (isClustered(hold)) {
        return Nature.CLUSTERED;
      }
      unknown |= unknown(hold) != null;
      machines.add(hold.vm().ref());
      if (owner == null || !hold.vm().ref().equals(owner.ref())) {
        other = hold;
        clones |= hold.depth() > 0 && !isIndependent(hold.disk()) && !isBeside(hold);
      }
    }
    if (unknown) {
      return Nature.UNKNOWN;
    }
    if (clones) {
      return Nature.CLONE_BASE;
    }
    return owner != null && other != null && machines.size() == 2 && bootsAlone(other.vm(), several)
        ? Nature.BORROWED
        : Nature.SHARED;
  }

  /**
   * The one holder whose folder it lies in; failing that, the one that wrote a delta beside it;
   * failing that, the one that it is named after, as disks on a second datastore are.
   */
  private @Nullable VirtualMachine owner(DatastorePath file, List<Hold> holds) {
    DatastorePath folder = file.folder();
    VirtualMachine owner = only(holds, hold -> folder.equals(home(hold.vm())));
    if (owner == null) {
      owner = only(holds, hold -> hold.depth() > 0 && isBeside(hold));
    }
    return owner != null ? owner : only(holds, hold -> isNamedAfter(file, hold.vm()));
  }

  private static @Nullable VirtualMachine only(List<Hold> holds, Predicate<Hold> which) {
    VirtualMachine found = null;
    for (Hold hold : holds) {
      if (which.test(hold)) {
        if (found != null && !found.ref().equals(hold.vm().ref())) {
          return null;
        }
        found = hold.vm();
      }
    }
    return found;
  }

  /** True when the current file lies in the folder of the link that is held: a snapshot's delta. */
  private boolean isBeside(Hold hold) {
    List<DatastorePath> chain = chain(hold.vm(), hold.disk());
    return chain.get(0).folder().equals(chain.get(hold.depth()).folder());
  }

  private static boolean isNamedAfter(DatastorePath file, VirtualMachine vm) {
    String vmx = vm.config().origin().vmPathName();
    if (vmx == null || !vmx.endsWith(".vmx")) {
      return false;
    }
    String stem = vmx.substring(Math.max(vmx.lastIndexOf('/'), vmx.indexOf(' ')) + 1);
    stem = stem.substring(0, stem.length() - ".vmx".length());
    String name = file.text().substring(file.folder().text().length()).replaceFirst("^[/ ]", "");
    return !stem.isEmpty()
        && name.startsWith(stem)
        && name.length() > stem.length()
        && "._-".indexOf(name.charAt(stem.length())) >= 0;
  }

  private boolean isStoodOn(DatastorePath base, VirtualMachine vm) {
    SharedFile file = shared.get(base);
    return file != null
        && file.holds().stream()
            .anyMatch(hold -> hold.depth() > 0 && !hold.vm().ref().equals(vm.ref()));
  }

  private static boolean hasNoSnapshot(VirtualMachine vm) {
    return vm.snapshot() == null && vm.unreadable().fault(VmProperty.SNAPSHOT) == null;
  }

  private boolean bootsAlone(VirtualMachine vm, Set<DatastorePath> several) {
    for (VirtualDisk disk : disks(vm)) {
      List<DatastorePath> chain = chain(vm, disk);
      if (!chain.isEmpty() && chain.stream().noneMatch(several::contains)) {
        return true;
      }
    }
    return false;
  }

  private void addParents(
      VirtualMachine vm, FileLayout layout, VirtualDisk disk, List<DatastorePath> chain) {
    for (DiskChain links : layout.disk()) {
      if (links.key() == disk.key() && links.chain().size() > 1) {
        for (int i = links.chain().size() - 2; i >= 0; i--) {
          for (int key : links.chain().get(i)) {
            LayoutFile file = layout.file(key);
            if (file != null && file.type().equals("diskDescriptor")) {
              chain.add(DatastorePath.of(file.name(), vm, locations));
            }
          }
        }
      }
    }
  }

  private @Nullable DatastorePath home(VirtualMachine vm) {
    String path = vm.config().origin().vmPathName();
    return path == null || path.isEmpty() ? null : DatastorePath.of(path, vm, locations).folder();
  }

  private static DatastorePath last(List<DatastorePath> chain) {
    return chain.get(chain.size() - 1);
  }

  private static List<VirtualDisk> disks(VirtualMachine vm) {
    Hardware hardware = vm.config().hardware();
    return hardware == null ? List.of() : hardware.disks();
  }

  private static boolean isIndependent(VirtualDisk disk) {
    String mode = disk.backing().diskMode();
    return mode != null && mode.startsWith("independent");
  }

  /** Why nobody can say how a disk is held; null when that is known. */
  public static @Nullable Text unknown(Hold hold) {
    Hardware hardware = hold.vm().config().hardware();
    return hardware == null ? null : Unknowns.of(hold.disk(), hardware, hold.vm().unreadable());
  }

  private static boolean isClustered(Hold hold) {
    Hardware hardware = hold.vm().config().hardware();
    VirtualController controller =
        hardware == null ? null : hardware.controller(hold.disk().controllerKey());
    String bus = controller == null ? null : controller.sharedBus();
    return "sharingMultiWriter".equals(hold.disk().backing().sharing())
        || (bus != null && !bus.equals("noSharing"));
  }
}
