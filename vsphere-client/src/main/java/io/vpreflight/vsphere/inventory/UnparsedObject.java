// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

/**
 * An object whose description could not be understood, so that nothing is known of it.
 *
 * @param ref reference
 * @param reason what was wrong
 */
public record UnparsedObject(MoRef ref, String reason) {}
