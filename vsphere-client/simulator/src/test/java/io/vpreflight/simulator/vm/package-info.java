// SPDX-License-Identifier: Apache-2.0
/** Tests of what happens when virtual machines are changed. */
@NullMarked
package io.vpreflight.simulator.vm;

import org.jspecify.annotations.NullMarked;
