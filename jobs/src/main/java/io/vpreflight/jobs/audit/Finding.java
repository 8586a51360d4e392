// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.ObjectRef;
import java.util.List;
import java.util.Map;

/**
 * One thing that is wrong with one object. Check, object and key together are its identity over
 * time.
 *
 * @param check id of the check
 * @param checkVersion which version of its rule
 * @param kind which of the kinds of the check
 * @param severity by the profile
 * @param object where
 * @param key which part of the object; empty for all of it
 * @param summary what is wrong
 * @param evidence property path to value
 * @param remedy what to do
 * @param errorIds ids under which other products report the same
 */
public record Finding(
    String check,
    int checkVersion,
    String kind,
    Severity severity,
    ObjectRef object,
    String key,
    Text summary,
    Map<String, Object> evidence,
    Text remedy,
    List<String> errorIds) {
  public Finding {
    errorIds = List.copyOf(errorIds);
  }
}
