// SPDX-License-Identifier: Apache-2.0
/** What goes wrong on purpose, by a script. */
@NullMarked
package io.vpreflight.simulator.fault;

import org.jspecify.annotations.NullMarked;
