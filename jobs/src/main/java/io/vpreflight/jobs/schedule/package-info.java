// SPDX-License-Identifier: Apache-2.0
/** When something is done: the only room that knows Quartz. */
@NullMarked
package io.vpreflight.jobs.schedule;

import org.jspecify.annotations.NullMarked;
