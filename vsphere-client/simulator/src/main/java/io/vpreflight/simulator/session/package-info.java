// SPDX-License-Identifier: Apache-2.0
/** Who may log in, what they may do, and the sessions that they hold. */
@NullMarked
package io.vpreflight.simulator.session;

import org.jspecify.annotations.NullMarked;
