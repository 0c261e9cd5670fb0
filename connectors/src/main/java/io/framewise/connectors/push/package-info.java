/**
 * Pictures that somebody pushes by HTTP: who may, what is taken, and the answer once Kafka has it.
 *
 * <p>Start at {@link io.framewise.connectors.push.PushServer}; a request becomes a {@link
 * io.framewise.connectors.push.Push}, which waits at the {@link
 * io.framewise.connectors.push.PushDesk} for its source.
 */
package io.framewise.connectors.push;
