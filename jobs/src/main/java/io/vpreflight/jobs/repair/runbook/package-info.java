// SPDX-License-Identifier: Apache-2.0
/** What a person does by hand: pages with evidence, preconditions and commands. Nothing is sent. */
@NullMarked
package io.vpreflight.jobs.repair.runbook;

import org.jspecify.annotations.NullMarked;
