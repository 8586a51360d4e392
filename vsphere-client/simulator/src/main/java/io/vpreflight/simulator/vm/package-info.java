// SPDX-License-Identifier: Apache-2.0
/**
 * How virtual machines, their snapshots, their change tracking, hosts, datastores and custom fields
 * behave when they are changed.
 */
@NullMarked
package io.vpreflight.simulator.vm;

import org.jspecify.annotations.NullMarked;
