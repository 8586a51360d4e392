// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.proof;

import io.vpreflight.scenario.EntityScenario;
import io.vpreflight.scenario.HostScenario;
import java.time.Duration;

/** The clocks, and what vCenter itself complains of. */
class MetaProofTest extends Room {
  @Override
  void declare() {
    proof("vcenter.clock.offset")
        .alone()
        .found("off", place -> ahead(place, Duration.ofMinutes(2)))
        .found("far-off", place -> ahead(place, Duration.ofMinutes(10)))
        .silent(place -> ahead(place, Duration.ZERO))
        .elsewhere(
            Answer.UNDETERMINED,
            "a living server always tells its time; a file does not",
            "ClockOffsetTest.a_file_says_nothing_of_clocks");

    proof("vcenter.certificate.expiring")
        .alone()
        .found("soon", place -> certificateEndsIn(place, 20))
        .found("imminent", place -> certificateEndsIn(place, 5))
        .found("expired", place -> certificateEndsIn(place, -5))
        .silent(place -> certificateEndsIn(place, 40))
        .elsewhere(
            Answer.UNDETERMINED,
            "a living server always shows its certificate; a file does not",
            "CertificateExpiringTest.a_file_shows_no_certificate");

    proof("host.time.configuration")
        .found("no-server", place -> place.host("no time server").ntp())
        .found("not-running", place -> asking(place).name("ntpd does not run").ntpRunning(false))
        .silent(MetaProofTest::asking)
        .undetermined("config.service.service", MetaProofTest::asking)
        .undetermined("config.dateTimeInfo", MetaProofTest::asking);

    proof("vcenter.alarm.triggered")
        .found("red", place -> alarmed(place, "red"))
        .found("yellow", place -> alarmed(place, "yellow"))
        .silent(place -> place.host("no alarm"));
    proof("vcenter.alarm.triggered")
        .alone()
        .undetermined(
            place -> {
              place.deny(place.vcenter().rootFolder(), "triggeredAlarmState");
              return place.vcenter().rootFolder();
            });
  }

  private static EntityScenario<?> ahead(Place place, Duration offset) {
    String words = "clock " + offset.toMinutes() + " minutes ahead";
    place.server(offset.isZero() ? "clocks agree" : words, server -> server.clockOffset(offset));
    return place.datacenter().vcenter().rootFolder();
  }

  /** The certificate of the server is made for a year when it starts; its clock is ahead. */
  private static EntityScenario<?> certificateEndsIn(Place place, int days) {
    place.server(
        "certificate ends in " + days + " days",
        server -> server.clockOffset(Duration.ofDays(365 - days)));
    return place.datacenter().vcenter().rootFolder();
  }

  private static HostScenario asking(Place place) {
    return place.host("asks a time server").ntp("ntp.example.org");
  }

  private static HostScenario alarmed(Place place, String status) {
    return place
        .host("memory alarm, " + status)
        .triggeredAlarm(
            place.vcenter().alarm("Host memory usage", "alarm.HostMemoryUsageAlarm"),
            status,
            place.hoursAgo(3));
  }
}
