// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.capture;

import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Other names in a path, and the same structure: {@code [nq3x...] nabc.../nabc..._1-000002.vmdk}
 * still tells the second disk, the second delta, and which files belong together.
 */
final class PathPseudonyms {
  private static final Pattern ON_DATASTORE = Pattern.compile("\\[([^\\]]*)\\](\\s*)(.*)");
  private static final Pattern FILE =
      Pattern.compile(
          "(.*)\\.(vmdk|vmx|vmxf|vmx~|vmtx|vmsd|vmsn|vmss|vmem|vswp|nvram|log|hlog|iso|flp|img)",
          Pattern.CASE_INSENSITIVE);

  /** What a file is to the others, at the end of its name: kept, as far as it repeats. */
  private static final Pattern ENDING =
      Pattern.compile(
          "(.+?)((?:_\\d{1,3}|-\\d{6}|-flat|-ctk|-delta|-sesparse|-rdmp?|-Snapshot\\d+)+)");

  private static final int LONGEST = 255;

  private static final Set<String> KEPT = Set.of("", "ds:", "vmfs", "volumes", "vvol:", ".", "..");

  private final UnaryOperator<String> names;
  private final Pseudonyms words;

  /**
   * Uses these words for the parts of a path.
   *
   * @param names for folders and files, so that they agree with the names of objects
   */
  PathPseudonyms(UnaryOperator<String> names, Pseudonyms words) {
    this.names = names;
    this.words = words;
  }

  /** Another path. */
  String path(String text) {
    Matcher onDatastore = ON_DATASTORE.matcher(text);
    if (onDatastore.matches()) {
      return "["
          + names.apply(onDatastore.group(1))
          + "]"
          + onDatastore.group(2)
          + segments(onDatastore.group(3));
    }
    return segments(text);
  }

  private String segments(String text) {
    String[] parts = text.split("/", -1);
    for (int i = 0; i < parts.length; i++) {
      Matcher file = FILE.matcher(parts[i]);
      if (i == parts.length - 1 && file.matches()) {
        parts[i] = file(file.group(1)) + "." + file.group(2);
      } else if (!KEPT.contains(parts[i])) {
        parts[i] = part(parts[i]);
      }
    }
    return String.join("/", parts);
  }

  private String file(String stem) {
    Matcher ending = ENDING.matcher(stem);
    return stem.length() <= LONGEST && ending.matches()
        ? part(ending.group(1)) + ending.group(2)
        : part(stem);
  }

  /** A folder on vSAN or a volume is called by a UUID, which others name as well. */
  private String part(String part) {
    for (String kind : new String[] {"vsan:", "vvol:", "naa."}) {
      if (part.startsWith(kind)) {
        return kind + part(part.substring(kind.length()));
      }
    }
    return part.isEmpty() ? "" : Pseudonyms.isHex(part) ? words.hex(part) : names.apply(part);
  }
}
