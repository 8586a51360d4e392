// SPDX-License-Identifier: Apache-2.0

/** Servers and clients that we did not write: govmomi's simulator, govc and pyVmomi. */
@NullMarked
package io.vpreflight.plugin.server;

import org.jspecify.annotations.NullMarked;
