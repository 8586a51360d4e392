// SPDX-License-Identifier: Apache-2.0
/** Tasks that take their time, and the events that a vCenter writes about what was done. */
@NullMarked
package io.vpreflight.simulator.task;

import org.jspecify.annotations.NullMarked;
