// SPDX-License-Identifier: Apache-2.0
/**
 * What only the Automation API of vCenter has: tags. It trusts as {@code soap} does, and sends
 * nothing but {@link io.vpreflight.vsphere.rest.RestCall}.
 */
@NullMarked
package io.vpreflight.vsphere.rest;

import org.jspecify.annotations.NullMarked;
