// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report.html;

/**
 * Where something is, fit to be shown.
 *
 * @param name of the object
 * @param path of its folder; may be empty
 * @param vcenter name of its vCenter; empty when the report is about one only
 * @param moId the server's own key
 * @param key which part of the object; empty for all of it
 */
public record Place(String name, String path, String vcenter, String moId, String key) {}
