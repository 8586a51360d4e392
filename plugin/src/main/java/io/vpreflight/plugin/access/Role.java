// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.access;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * The least role for some features.
 *
 * @param name as it is created
 * @param privileges ids, sorted
 */
public record Role(String name, List<String> privileges) {
  private static final String AUDIT = "vpreflight-audit";
  private static final String REPAIR = "vpreflight-repair";
  private static final String WRITE_BACK = "vpreflight-write-back";
  private static final String EXAMPLE = "audit@vsphere.local";

  public Role {
    privileges = List.copyOf(privileges);
  }

  /** The union of what they need. */
  public static Role of(Collection<Feature> features) {
    TreeSet<String> privileges = new TreeSet<>();
    features.forEach(feature -> privileges.addAll(feature.needs().keySet()));
    boolean repairs = features.stream().anyMatch(Feature::repairs);
    boolean writesBack = features.stream().anyMatch(Feature::writesBack);
    String name = repairs ? REPAIR : writesBack ? WRITE_BACK : AUDIT;
    return new Role(name, List.copyOf(privileges));
  }

  /** Makes the role with govc. */
  public String createCommand() {
    return "govc role.create " + name + " " + String.join(" ", privileges);
  }

  /**
   * Grants the role with govc: to read on the root folder, for everything below; to repair on a
   * folder that is to be filled in, because that should be the smallest one.
   *
   * @param user who is to have it; a name that a shell would misread is replaced by an example
   */
  public String grantCommand(String user) {
    String principal = user.matches("[A-Za-z0-9._@-]+(\\\\[A-Za-z0-9._-]+)?") ? user : EXAMPLE;
    return "govc permissions.set -principal '"
        + principal
        + "' -propagate=true -role "
        + name
        + (repairs() ? " /DATACENTER/vm/FOLDER" : " /");
  }

  /** True when it may change something, so that it belongs to an account of its own. */
  public boolean repairs() {
    return name.equals(REPAIR);
  }

  /** True when it may write what people read. */
  public boolean writesBack() {
    return name.equals(WRITE_BACK);
  }

  /** The same as YAML. */
  public List<String> yaml() {
    List<String> lines = new java.util.ArrayList<>();
    lines.add("name: " + name);
    lines.add("privileges:");
    privileges.forEach(privilege -> lines.add("  - " + privilege));
    return lines;
  }

  /** An account to show where no other is known. */
  public static String exampleUser() {
    return EXAMPLE;
  }
}
