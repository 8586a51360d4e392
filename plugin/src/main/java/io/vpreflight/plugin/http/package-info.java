// SPDX-License-Identifier: Apache-2.0
/**
 * The service over HTTP: one file a resource, our own small router; the only room that knows Jetty.
 */
@NullMarked
package io.vpreflight.plugin.http;

import org.jspecify.annotations.NullMarked;
