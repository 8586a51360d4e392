// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check;

import io.vpreflight.vsphere.inventory.DiskChain;
import io.vpreflight.vsphere.inventory.FileLayout;
import io.vpreflight.vsphere.inventory.LayoutFile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One link of a chain of {@code layoutEx}: a descriptor with what it describes.
 *
 * @param name of the descriptor; of the first file where there is none
 * @param bytes of what the descriptor describes
 * @param files names of all its files
 */
record LayoutLink(String name, long bytes, List<String> files) {
  LayoutLink {
    files = List.copyOf(files);
  }

  /** The links of a chain, base first; null when the layout does not know one of its own files. */
  static @Nullable List<LayoutLink> of(DiskChain chain, FileLayout layout) {
    List<LayoutLink> links = new ArrayList<>(chain.chain().size());
    for (List<Integer> keys : chain.chain()) {
      List<String> files = new ArrayList<>(2);
      int descriptor = 0;
      long bytes = 0;
      for (int key : keys) {
        LayoutFile file = layout.file(key);
        if (file == null) {
          return null;
        }
        boolean describes = file.type().equals("diskDescriptor");
        descriptor = describes ? files.size() : descriptor;
        files.add(file.name());
        bytes += describes ? 0 : file.size();
      }
      if (files.isEmpty()) {
        return null;
      }
      links.add(new LayoutLink(files.get(descriptor), bytes, files));
    }
    return links;
  }
}
