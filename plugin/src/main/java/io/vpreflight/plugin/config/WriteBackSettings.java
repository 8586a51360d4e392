// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import io.vpreflight.jobs.writeback.WriteBackRules;

/**
 * What is written into one vCenter, checked.
 *
 * @param account the vCenter as whoever writes logs in there: never by itself the account that
 *     reads
 * @param rules what is written
 */
public record WriteBackSettings(VCenterSettings account, WriteBackRules rules) {}
