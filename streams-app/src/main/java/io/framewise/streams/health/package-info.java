/** Whether what the topology stands on does its part: Kafka and the workers. */
package io.framewise.streams.health;
