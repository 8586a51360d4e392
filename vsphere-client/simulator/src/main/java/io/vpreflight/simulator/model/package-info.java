// SPDX-License-Identifier: Apache-2.0
/**
 * What the simulated vCenter consists of: objects, their properties as XML, its clock and its
 * methods.
 */
@NullMarked
package io.vpreflight.simulator.model;

import org.jspecify.annotations.NullMarked;
