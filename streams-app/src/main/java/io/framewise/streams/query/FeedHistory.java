package io.framewise.streams.query;

import java.util.OptionalLong;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;

/** What the feed has told and still holds. */
public interface FeedHistory {

  /** Takes what is read; may block, and end the reading with an exception of its own. */
  interface Reader {

    /** A record of the feed, at its place. */
    void record(FeedPartition partition, long offset, SpecificRecord value)
        throws InterruptedException;

    /**
     * Records that are no longer there.
     *
     * @param to where reading goes on
     * @param atMost how many records are missing at most; empty when nobody knows, as when a topic
     *     was made anew
     */
    void gap(FeedPosition to, OptionalLong atMost) throws InterruptedException;
  }

  /**
   * Reads from a position to what the topics hold now, and returns the position that was reached.
   * The order is kept within each partition. Blocking.
   *
   * @throws KafkaException when Kafka does not answer
   */
  FeedPosition read(FeedPosition from, Reader reader) throws InterruptedException;
}
