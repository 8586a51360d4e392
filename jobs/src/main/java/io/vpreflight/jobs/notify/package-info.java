// SPDX-License-Identifier: Apache-2.0
/**
 * What people are told after an audit: what changed becomes one message for each channel, kept in
 * the store with the audit, and sent by a worker of its own.
 */
@NullMarked
package io.vpreflight.jobs.notify;

import org.jspecify.annotations.NullMarked;
