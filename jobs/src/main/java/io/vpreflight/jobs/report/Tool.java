// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report;

/**
 * What made a report.
 *
 * @param name always {@code vpreflight}
 * @param version such as 0.1.0
 */
public record Tool(String name, String version) {}
