// SPDX-License-Identifier: Apache-2.0
/**
 * The imaginary company of the demo: three sites and a plant it bought, and every check finds
 * something in them.
 */
@NullMarked
package io.vpreflight.scenario.demo;

import org.jspecify.annotations.NullMarked;
