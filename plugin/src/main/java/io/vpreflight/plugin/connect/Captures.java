// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.connect;

import io.vpreflight.vsphere.InventoryCollector;
import io.vpreflight.vsphere.capture.CaptureCollector;
import io.vpreflight.vsphere.collect.DumpCollector;
import java.nio.file.Path;

/** Reads inventories out of files, whatever kind of file it is. */
public final class Captures {
  private Captures() {}

  /** Reads a capture, or an object dump in a folder or a zip. */
  public static InventoryCollector collector(Path file) {
    return DumpCollector.isDump(file) ? new DumpCollector(file) : new CaptureCollector(file);
  }
}
