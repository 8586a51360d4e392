// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.truth;

import java.util.List;
import java.util.Map;

/**
 * What another client read.
 *
 * @param about of the service
 * @param objects type to moId to property path to value; a property without a value is absent
 * @param snapshots moId to property path to value
 * @param events all
 * @param tasks all
 * @param alarms triggered at the root folder
 * @param alarmNames moId to name
 * @param customFields names by key
 */
record Readings(
    Node about,
    Map<String, Map<String, Map<String, Node>>> objects,
    Map<String, Map<String, Node>> snapshots,
    List<Node> events,
    List<Node> tasks,
    List<Node> alarms,
    Map<String, String> alarmNames,
    Map<String, String> customFields) {}
