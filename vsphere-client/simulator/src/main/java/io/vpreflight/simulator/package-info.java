// SPDX-License-Identifier: Apache-2.0
/** A vCenter in this JVM, over HTTPS and SOAP, that can fail on purpose. */
@NullMarked
package io.vpreflight.simulator;

import org.jspecify.annotations.NullMarked;
