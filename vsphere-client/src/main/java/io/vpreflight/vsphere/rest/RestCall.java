// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.rest;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Every call that can be sent at all: there is no way to name another. */
public enum RestCall {
  /** The categories, by id. */
  CATEGORIES("GET", "category", false, ""),
  /** One category. */
  CATEGORY("GET", "category", true, ""),
  /** The tags of a category, by id; changes nothing, whatever its verb. */
  TAGS("POST", "tag", true, "list-tags-for-category"),
  /** One tag. */
  TAG("GET", "tag", true, ""),
  /** The objects that have some tags; changes nothing, whatever its verb. */
  ATTACHED("POST", "tag-association", false, "list-attached-objects-on-tags"),
  /** A new category. */
  ADD_CATEGORY("POST", "category", false, ""),
  /** A new tag. */
  ADD_TAG("POST", "tag", false, ""),
  /** A tag onto some objects. */
  ATTACH("POST", "tag-association", true, "attach-tag-to-multiple-objects"),
  /** A tag off one object. */
  DETACH("POST", "tag-association", true, "detach"),
  /** A tag that is no more. */
  REMOVE_TAG("DELETE", "tag", true, ""),
  /** A category that is no more, with its tags. */
  REMOVE_CATEGORY("DELETE", "category", true, "");

  /** Those that change nothing. */
  public static final Set<RestCall> READ =
      Collections.unmodifiableSet(EnumSet.of(CATEGORIES, CATEGORY, TAGS, TAG, ATTACHED));

  /** All of them. */
  public static final Set<RestCall> WRITE_BACK =
      Collections.unmodifiableSet(EnumSet.allOf(RestCall.class));

  private final String verb;
  private final String resource;
  private final boolean hasId;
  private final String action;

  RestCall(String verb, String resource, boolean hasId, String action) {
    this.verb = verb;
    this.resource = resource;
    this.hasId = hasId;
    this.action = action;
  }

  /** The verb of HTTP. */
  String verb() {
    return verb;
  }

  /** Below {@code cis/tagging}. */
  String resource() {
    return resource;
  }

  /** True when it is about one object. */
  boolean hasId() {
    return hasId;
  }

  /** What is done there; empty when the verb says it. */
  String action() {
    return action;
  }
}
