// SPDX-License-Identifier: Apache-2.0
/** Our own simulated vCenter, held against the files that it loads and against other clients. */
@NullMarked
package io.vpreflight.plugin.simulated;

import org.jspecify.annotations.NullMarked;
