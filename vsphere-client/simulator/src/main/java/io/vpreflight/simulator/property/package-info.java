// SPDX-License-Identifier: Apache-2.0
/** Properties: their types, paths, selections, pages, updates, and the views that list objects. */
@NullMarked
package io.vpreflight.simulator.property;

import org.jspecify.annotations.NullMarked;
