// SPDX-License-Identifier: Apache-2.0
/**
 * Imaginary vCenters for tests, the demo and the benchmark; never shipped.
 *
 * <p>{@link io.vpreflight.scenario.Scenario} is where it begins. What nobody said is healthy, so a
 * test says the one fact that it is about:
 *
 * <pre>{@code
 * VCenterScenario vcenter = Scenario.vcenter("vcenter-paris", Instant.parse("2026-11-20T06:00:00Z"));
 * DatacenterScenario paris = vcenter.datacenter("Paris");
 * HostScenario esx = paris.cluster("Production").host("esx01.example.org").rebootRequired(true);
 * VmScenario vm = paris.folder("Linux/Web").vm("web01").on(esx)
 *     .disk(disk -> disk.capacityGiB(40))
 *     .disk(disk -> disk.capacityGiB(200).changeTracking(false))
 *     .snapshot("before patch", vcenter.now().minus(Duration.ofDays(20)), s -> s.deltaGiB(3))
 *     .unset("runtime.consolidationNeeded");
 * vcenter.writeTo(folder);
 * }</pre>
 *
 * <p>Hosts, datastores and networks that a machine does not name are chosen for it, and made where
 * there are none.
 */
@NullMarked
package io.vpreflight.scenario;

import org.jspecify.annotations.NullMarked;
