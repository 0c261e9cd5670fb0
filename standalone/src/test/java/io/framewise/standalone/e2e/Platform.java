package io.framewise.standalone.e2e;

/** A running Kafka broker and schema registry. */
public interface Platform extends AutoCloseable {

  /** Where Kafka clients connect. */
  String bootstrapServers();

  /** Base URL of the registry's Confluent REST API. */
  String registryUrl();

  @Override
  void close();
}
