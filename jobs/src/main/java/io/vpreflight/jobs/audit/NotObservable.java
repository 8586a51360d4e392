// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import io.vpreflight.jobs.check.Text;

/**
 * What no vCenter can show: one line a check, not a line an object.
 *
 * @param check id of the check
 * @param count objects that it would be about
 * @param reason why, and what would make it observable
 */
public record NotObservable(String check, int count, Text reason) {}
