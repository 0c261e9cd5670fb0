package io.framewise.model.worker;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where a record lies: the identity by which a redelivered one is known again. */
record RecordId(String topic, int partition, long offset) {

  static RecordId of(ConsumerRecord<?, ?> record) {
    return new RecordId(record.topic(), record.partition(), record.offset());
  }

  @Override
  public String toString() {
    return topic + "-" + partition + "@" + offset;
  }
}
