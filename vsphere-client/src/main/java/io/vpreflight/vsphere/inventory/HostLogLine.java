// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

/**
 * A line of a host's hostd log that names an NFC or memory failure.
 *
 * @param host host
 * @param lineNumber in the log
 * @param text the line, at most 500 characters
 */
public record HostLogLine(MoRef host, int lineNumber, String text) {}
