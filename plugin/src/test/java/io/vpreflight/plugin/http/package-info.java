// SPDX-License-Identifier: Apache-2.0
/** The service over HTTP, as a client meets it. */
@NullMarked
package io.vpreflight.plugin.http;

import org.jspecify.annotations.NullMarked;
