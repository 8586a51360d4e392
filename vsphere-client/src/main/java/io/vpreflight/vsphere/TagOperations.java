// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere;

import io.vpreflight.vsphere.inventory.MoRef;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tags of virtual machines, over a session of its own with the Automation API. Nothing is sent
 * twice; what is there already may be said again without harm. What went wrong is a {@link
 * VSphereException}. One thread at a time; closing ends the session.
 */
public interface TagOperations extends AutoCloseable {
  /** The id of the category of that name; null when there is none. */
  @Nullable String category(String name);

  /** Ids of the tags of a category, by name. */
  Map<String, String> tags(String category);

  /**
   * Makes a category of which an object has one tag at most, for virtual machines alone.
   *
   * @return its id
   */
  String addCategory(String name, String description);

  /** Makes a tag and tells its id. */
  String addTag(String category, String name, String description);

  /** The virtual machines that have each of those tags, by the id of the tag. */
  Map<String, Set<MoRef>> attached(Collection<String> tags);

  /**
   * Puts a tag on virtual machines, all in one call.
   *
   * @param vms at most {@link #MOST_AT_ONCE}
   * @return why it could not be put on some of them; empty when it is on all of them
   */
  List<String> attach(String tag, List<MoRef> vms);

  /** Takes a tag off a virtual machine. */
  void detach(String tag, MoRef vm);

  /** Removes a tag, from wherever it is attached. */
  void removeTag(String tag);

  /** Removes a category with all the tags in it. */
  void removeCategory(String category);

  /** Ends the session, whatever state it is in; never throws. */
  @Override
  void close();

  /** How many objects a call names at most. */
  int MOST_AT_ONCE = 200;
}
