/** Whether Kafka and the workers do their part. */
package io.framewise.streams.health;
