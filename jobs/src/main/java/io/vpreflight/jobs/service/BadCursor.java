// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.service;

/** The word that was to say where a page begins is none that we gave. */
public final class BadCursor extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadCursor() {
    super("not a cursor of ours");
  }
}
