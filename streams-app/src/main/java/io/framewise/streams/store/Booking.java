package io.framewise.streams.store;

import io.framewise.streams.state.MinuteCount;
import java.util.List;

/**
 * Where a window that has closed is booked, and the frames that it kept.
 *
 * @param windowMs a time in the minute of the window
 * @param frames frames that the window kept and accounts for, by minute
 */
public record Booking(long windowMs, List<MinuteCount> frames) {}
