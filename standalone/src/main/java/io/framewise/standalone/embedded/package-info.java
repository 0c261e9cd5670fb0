/**
 * A real broker and a real schema registry for one machine, started and stopped with this process,
 * and the directory they keep their data in.
 *
 * <p>Start at {@link io.framewise.standalone.embedded.EmbeddedBroker}.
 */
package io.framewise.standalone.embedded;
