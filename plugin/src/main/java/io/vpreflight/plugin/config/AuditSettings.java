// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import io.vpreflight.jobs.audit.Scope;
import io.vpreflight.jobs.audit.Waiver;
import io.vpreflight.jobs.check.Check;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.profile.Profile;
import io.vpreflight.jobs.report.Format;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An audit as it will be run, checked.
 *
 * @param profile the purpose
 * @param checks those of the profile that run
 * @param scope which objects are asked about
 * @param waivers what has been accepted
 * @param baselines captures to compare with
 * @param failOn findings as bad as this end the command with 1
 * @param maxUnreadable share of the virtual machines that may be unreadable, 0 to 1
 * @param timeout for the whole run
 * @param format of the report
 * @param out where the report goes; null is the output
 */
public record AuditSettings(
    Profile profile,
    List<Check> checks,
    Scope scope,
    List<Waiver> waivers,
    List<Path> baselines,
    Severity failOn,
    double maxUnreadable,
    Duration timeout,
    Format format,
    @Nullable Path out) {}
