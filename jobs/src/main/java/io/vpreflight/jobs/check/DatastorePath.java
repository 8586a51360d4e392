// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check;

import io.vpreflight.vsphere.inventory.Datastore;
import io.vpreflight.vsphere.inventory.DiskBacking;
import io.vpreflight.vsphere.inventory.Locations;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import org.jspecify.annotations.Nullable;

/**
 * A file or folder on a datastore. A name such as {@code [datastore1] vm/vm.vmdk} does not say
 * which file it is: every datacenter may have a {@code datastore1} of its own.
 *
 * @param store which datastore: its URL, or its moId where no URL is known
 * @param text as vim25 writes it, with the name of the datastore in brackets
 */
public record DatastorePath(String store, String text) {

  /** The file of a disk of that virtual machine, or null when the backing names none. */
  static @Nullable DatastorePath of(
      DiskBacking backing, VirtualMachine holder, Locations locations) {
    String text = backing.fileName();
    return text == null || text.isEmpty()
        ? null
        : new DatastorePath(
            store(
                backing.datastore() != null
                    ? backing.datastore()
                    : datastore(text, holder, locations),
                text,
                locations),
            text);
  }

  /**
   * A file that a virtual machine names without saying on which of the datastores of that name,
   * such as {@code config.files.vmPathName}: one of its own is meant.
   */
  static DatastorePath of(String text, VirtualMachine holder, Locations locations) {
    return new DatastorePath(store(datastore(text, holder, locations), text, locations), text);
  }

  /** The folder that it lies in; the datastore itself for a file at its root. */
  public DatastorePath folder() {
    int end = Math.max(text.lastIndexOf('/'), text.indexOf(']') + 1);
    return new DatastorePath(store, text.substring(0, end));
  }

  private static String store(@Nullable MoRef ref, String text, Locations locations) {
    Datastore datastore = locations.datastore(ref);
    if (datastore != null && datastore.url() != null) {
      return datastore.url();
    }
    return ref == null ? bracketed(text) : ref.moId();
  }

  private static @Nullable MoRef datastore(
      String text, VirtualMachine holder, Locations locations) {
    String name = bracketed(text);
    if (holder.config().hardware() != null) {
      for (VirtualDisk disk : holder.config().hardware().disks()) {
        String file = disk.backing().fileName();
        if (disk.backing().datastore() != null && file != null && bracketed(file).equals(name)) {
          return disk.backing().datastore();
        }
      }
    }
    for (MoRef ref : holder.placement().datastore()) {
      Datastore datastore = locations.datastore(ref);
      if (datastore != null && name.equals("[" + datastore.name() + "]")) {
        return ref;
      }
    }
    return null;
  }

  private static String bracketed(String text) {
    return text.substring(0, text.indexOf(']') + 1);
  }

  @Override
  public String toString() {
    return text;
  }
}
