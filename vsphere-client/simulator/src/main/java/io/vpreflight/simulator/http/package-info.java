// SPDX-License-Identifier: Apache-2.0
/** The wire: HTTPS, SOAP, and who answers what. */
@NullMarked
package io.vpreflight.simulator.http;

import org.jspecify.annotations.NullMarked;
