/** Tests of {@link io.framewise.model.schedule.Scheduler} and what it stands on. */
package io.framewise.model.schedule;
