// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.vm;

import io.vpreflight.simulator.model.Ref;
import java.time.Instant;

/**
 * A moment in which a running machine stood still.
 *
 * @param why {@code createSnapshot}, {@code removeSnapshot}, {@code migrate} ...
 */
public record Stun(Ref vm, Instant at, String why) {}
