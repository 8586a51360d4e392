// SPDX-License-Identifier: Apache-2.0
/**
 * What the service knows and does, asked by the command line and over HTTP alike: one facade, one
 * JSON.
 */
@NullMarked
package io.vpreflight.jobs.service;

import org.jspecify.annotations.NullMarked;
