// SPDX-License-Identifier: Apache-2.0

/** What we say, held against what clients that we did not write and real parsers say. */
@NullMarked
package io.vpreflight.plugin.truth;

import org.jspecify.annotations.NullMarked;
