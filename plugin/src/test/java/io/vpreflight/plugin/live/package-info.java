// SPDX-License-Identifier: Apache-2.0

/**
 * Whole commands against a server that we did not write: large, slow, refusing, broken on the way.
 */
@NullMarked
package io.vpreflight.plugin.live;

import org.jspecify.annotations.NullMarked;
