package io.framewise.connectors.source;

/**
 * Where a frame lies in Kafka.
 *
 * @param frameId id of the frame
 * @param topic its topic
 * @param partition its partition
 * @param offset its offset there
 */
public record FramePlace(String frameId, String topic, int partition, long offset) {}
