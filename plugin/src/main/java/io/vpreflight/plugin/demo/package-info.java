// SPDX-License-Identifier: Apache-2.0
/** A vCenter to try things on, in this process; the only room that knows the simulator. */
@NullMarked
package io.vpreflight.plugin.demo;

import org.jspecify.annotations.NullMarked;
