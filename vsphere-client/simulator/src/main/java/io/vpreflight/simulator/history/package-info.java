// SPDX-License-Identifier: Apache-2.0
/** Events and tasks of the past, and the collectors that read them page by page. */
@NullMarked
package io.vpreflight.simulator.history;

import org.jspecify.annotations.NullMarked;
