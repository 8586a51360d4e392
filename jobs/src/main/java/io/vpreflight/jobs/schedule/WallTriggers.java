// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.schedule;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.ParseException;
import org.quartz.CronScheduleBuilder;
import org.quartz.CronTrigger;
import org.quartz.TriggerKey;
import org.quartz.impl.jdbcjobstore.CronTriggerPersistenceDelegate;
import org.quartz.spi.OperableTrigger;

/**
 * Keeps a {@link WallTrigger} in the tables of cron triggers, under a type of its own; made by
 * Quartz.
 */
public final class WallTriggers extends CronTriggerPersistenceDelegate {
  /** In the tables of every store: it may not change. */
  private static final String TYPE = "WALL";

  @Override
  public String getHandledTriggerTypeDiscriminator() {
    return TYPE;
  }

  @Override
  public boolean canHandleTriggerType(OperableTrigger trigger) {
    return trigger instanceof WallTrigger;
  }

  /** By this one row all of it is read, whichever way Quartz comes. */
  @Override
  public TriggerPropertyBundle loadExtendedTriggerPropertiesFromResultSet(
      ResultSet row, TriggerKey key) throws SQLException {
    return ours(super.loadExtendedTriggerPropertiesFromResultSet(row, key));
  }

  private static TriggerPropertyBundle ours(TriggerPropertyBundle cron) {
    CronTrigger theirs = (CronTrigger) ((CronScheduleBuilder) cron.getScheduleBuilder()).build();
    try {
      WallClock times = new WallClock(theirs.getCronExpression(), theirs.getTimeZone().toZoneId());
      return new TriggerPropertyBundle(
          new WallTrigger.Builder(times, theirs.getMisfireInstruction()),
          cron.getStatePropertyNames(),
          cron.getStatePropertyValues());
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }
}
