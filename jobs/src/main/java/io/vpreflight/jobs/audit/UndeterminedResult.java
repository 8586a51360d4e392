// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.ObjectRef;

/**
 * What could not be known.
 *
 * @param check id of the check that asked
 * @param object about what
 * @param key which part of it; empty for all of it
 * @param reason why
 */
public record UndeterminedResult(String check, ObjectRef object, String key, Text reason) {}
