// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.vpreflight.simulator.testing;

import org.jspecify.annotations.NullMarked;
