/**
 * Avro records in Confluent wire format.
 *
 * <p>{@link io.framewise.contract.serde.SchemaRegistry} is the only class that knows which registry
 * client is on the class path. Start at {@link io.framewise.contract.serde.AvroSerde}.
 */
package io.framewise.contract.serde;
