// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere;

/** Why a capture or a dump cannot be used. */
public enum FileProblem {
  /** It is not there. */
  MISSING("check the path"),
  /** It is there, but may not or cannot be read. */
  UNREADABLE("check its permissions and the disk"),
  /** It is something else than a capture or a dump. */
  WRONG_KIND("give a capture of vpreflight, or a folder or zip of govc object.save"),
  /** It was written by a newer vpreflight. */
  NEWER("use the vpreflight that wrote it, or a newer one"),
  /** It is cut off or damaged. */
  CORRUPT("copy it again from where it was made, in binary mode, or make it anew"),
  /** It is larger than any honest one, or inflates to far more than it holds. */
  TOO_LARGE("do not trust it unless you made it yourself; then split the dump"),
  /** Its entries point outside of it. */
  UNSAFE("do not trust it; pack the folder that govc object.save wrote, nothing else"),
  /** What an inventory needs is not in it. */
  INCOMPLETE("save the whole inventory: govc object.save -d FOLDER, without a path");

  private final String remedy;

  FileProblem(String remedy) {
    this.remedy = remedy;
  }

  /** What to do, in a few English words. */
  public String remedy() {
    return remedy;
  }
}
