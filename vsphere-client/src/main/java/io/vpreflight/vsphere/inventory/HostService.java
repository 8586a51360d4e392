// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

/**
 * A service of a host. Source: vim25 {@code HostService}.
 *
 * @param key such as {@code ntpd}
 * @param running runs now
 * @param policy {@code on}, {@code automatic}, {@code off}
 */
public record HostService(String key, boolean running, String policy) {}
