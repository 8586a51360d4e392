// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere;

/**
 * Who logs in.
 *
 * @param username such as {@code audit@vsphere.local}
 * @param password never printed
 */
public record Credentials(String username, Secret password) {
  public Credentials {
    if (username.isBlank()) {
      throw new IllegalArgumentException("empty user name");
    }
  }
}
