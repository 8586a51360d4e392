// SPDX-License-Identifier: Apache-2.0
/** Imaginary vCenters for tests, the demo and the benchmark; never shipped. */
@NullMarked
package io.vpreflight.scenario;

import org.jspecify.annotations.NullMarked;
