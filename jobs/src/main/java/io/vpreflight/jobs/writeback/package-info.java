// SPDX-License-Identifier: Apache-2.0
/**
 * What an audit found, written to where the people of a vCenter see it: tags, a custom attribute,
 * events. What is there is read first, and the difference is sent.
 */
@NullMarked
package io.vpreflight.jobs.writeback;

import org.jspecify.annotations.NullMarked;
