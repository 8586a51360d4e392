// SPDX-License-Identifier: Apache-2.0
/** Everything that is known about one virtual machine. */
@NullMarked
package io.vpreflight.jobs.report.vm;

import org.jspecify.annotations.NullMarked;
