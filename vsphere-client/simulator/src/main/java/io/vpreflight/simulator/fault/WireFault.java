// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.fault;

import io.vpreflight.simulator.model.Fault;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What goes wrong with one call, or with its answer. */
public sealed interface WireFault {
  /** The method is not executed; the answer is that SOAP fault. */
  record Before(Fault fault) implements WireFault {}

  /** The method is executed; the answer is that SOAP fault all the same. */
  record After(Fault fault) implements WireFault {}

  /** The method is not executed; the connection ends without an answer. */
  record Dropped() implements WireFault {}

  /** The method is executed; the connection ends without an answer. */
  record Swallowed() implements WireFault {}

  /** The method is executed; of the answer only the first so many bytes come, then the end. */
  record Cut(int bytes) implements WireFault {}

  /** The method is executed; of the answer only so many percent come, then the end. */
  record CutAt(int percent) implements WireFault {}

  /** The method is executed; of the answer only the first so many bytes come, then nothing. */
  record Stalled(int bytes) implements WireFault {}

  /** The method is executed; the answer is HTTP 200 with something that is no XML. */
  record Garbage() implements WireFault {}

  /** The method is not executed; the answer is that HTTP status. */
  record Status(int code) implements WireFault {}

  /** The method is executed after so much real time. */
  record Delayed(Duration time) implements WireFault {}

  /** Something else happens before the method is executed, which then goes its way. */
  record Also(Consumer<String> work) implements WireFault {}

  /**
   * The vCenter starts anew: all connections and sessions end, running tasks are lost.
   *
   * @param afterwards the method is executed before, and its answer is lost; else it is not
   * @param instanceUuid of the vCenter that answers from then on; null for the same
   */
  record Restart(boolean afterwards, @Nullable String instanceUuid) implements WireFault {}
}
