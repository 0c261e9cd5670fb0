/** Tests of publishing: faults with Kafka's own mock producer, the rest on a real broker. */
package io.framewise.connectors.publish;
