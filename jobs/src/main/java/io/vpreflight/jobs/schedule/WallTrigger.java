// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.schedule;

import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;
import org.quartz.Calendar;
import org.quartz.CronTrigger;
import org.quartz.ScheduleBuilder;
import org.quartz.impl.triggers.CronTriggerImpl;
import org.quartz.spi.MutableTrigger;

/** A trigger of Quartz with the times of a {@link WallClock}. */
final class WallTrigger extends CronTriggerImpl {
  private static final long serialVersionUID = 1L;

  /** Makes them. */
  static final class Builder extends ScheduleBuilder<CronTrigger> {
    private final WallClock times;
    private final int misfire;

    /**
     * With those times.
     *
     * @param misfire what Quartz is to do about missed times
     */
    Builder(WallClock times, int misfire) {
      this.times = times;
      this.misfire = misfire;
    }

    @Override
    protected MutableTrigger build() {
      WallTrigger trigger = new WallTrigger();
      trigger.setCronExpression(times.times());
      trigger.setMisfireInstruction(misfire);
      return trigger;
    }
  }

  @Override
  protected @Nullable Date getTimeAfter(Date moment) {
    try {
      return new WallClock(getCronExpression(), getTimeZone().toZoneId()).after(moment);
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Times that went by while this one waited to be done are done with it: Quartz holds none for
   * missed that is less than a minute late, and would do each of them.
   */
  @Override
  public void triggered(@Nullable Calendar calendar) {
    super.triggered(calendar);
    Instant now = Instant.now();
    Date next = getNextFireTime();
    if (next != null && next.toInstant().isBefore(now)) {
      setNextFireTime(getFireTimeAfter(Date.from(now)));
    }
  }

  /** So that Quartz keeps it, and reads it again, as what it is: see {@link WallTriggers}. */
  @Override
  public boolean hasAdditionalProperties() {
    return true;
  }
}
